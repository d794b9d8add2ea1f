using System.Reflection;
using SiameseDsl.Generator.Emit;
using SiameseDsl.Modules;
using SiameseDsl.Spec;

namespace SiameseDsl.Generator.Tests;

/// <summary>The arrows between the assemblies.</summary>
public class BoundaryTests
{
    [Fact]
    public void The_language_knows_neither_roslyn_nor_torch() => AssertFree(typeof(SpecCompiler).Assembly, "Microsoft.CodeAnalysis", "TorchSharp", "SiameseDsl");

    [Fact]
    public void The_generator_knows_no_torch_and_no_runtime()
    {
        AssertFree(typeof(SpecGenerator).Assembly, "TorchSharp", "YamlDotNet");
        Assert.DoesNotContain(typeof(SpecGenerator).Assembly.GetReferencedAssemblies(), reference => reference.Name == "SiameseDsl");
        Assert.DoesNotContain(typeof(FamilyEmitter).Assembly.GetReferencedAssemblies(), reference => reference.Name == "System.Linq");
    }

    [Fact]
    public void The_runtime_knows_no_yaml_no_language_and_no_backend() => AssertFree(typeof(SiameseModule).Assembly, "YamlDotNet", "SiameseDsl.Spec", "SiameseDsl.Generator", "Microsoft.CodeAnalysis", "libtorch");

    private static void AssertFree(Assembly assembly, params string[] forbidden)
    {
        AssemblyName[] references = assembly.GetReferencedAssemblies();
        Assert.NotEmpty(references);
        Assert.DoesNotContain(references, reference => Array.Exists(forbidden, name => reference.Name == name || reference.Name!.StartsWith(name + ".", StringComparison.Ordinal)));
    }
}
