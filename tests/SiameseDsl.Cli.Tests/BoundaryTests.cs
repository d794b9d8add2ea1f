using System.Reflection;
using SiameseDsl.Models;

namespace SiameseDsl.Cli.Tests;

/// <summary>The arrows that end at the commands and at the compiled models.</summary>
public sealed class BoundaryTests
{
    [Fact]
    public void The_commands_know_the_runtime_and_the_language_only() =>
        Assert.Equal(["SiameseDsl", "SiameseDsl.Spec"], Referenced(typeof(SiameseApp).Assembly, "SiameseDsl", "YamlDotNet", "Microsoft.CodeAnalysis", "libtorch"));

    [Fact]
    public void Compiled_models_know_the_runtime_and_torch_only() =>
        Assert.Equal(["SiameseDsl", "TorchSharp"], Referenced(typeof(SiameseModels).Assembly, "SiameseDsl", "YamlDotNet", "Microsoft.CodeAnalysis", "libtorch", "TorchSharp"));

    /// <summary>The references that begin with one of the names.</summary>
    private static string[] Referenced(Assembly assembly, params string[] beginnings) =>
        [.. assembly.GetReferencedAssemblies().Select(reference => reference.Name!).Where(name => beginnings.Any(beginning => name.StartsWith(beginning, StringComparison.Ordinal))).Order(StringComparer.Ordinal)];
}
