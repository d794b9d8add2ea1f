using System.IO.Compression;
using System.Reflection;
using System.Runtime;
using System.Runtime.Loader;

namespace SiameseDsl.Package.Tests.Packages;

/// <summary>The generator's machine code, which spares a compiler process that begins anew the JIT.</summary>
[Collection(PackageCollection.Name)]
public sealed class ReadyToRunTests(PackedFeed feed)
{
    [SkippableFact]
    public void The_package_has_it_for_the_machine_that_packs()
    {
        ReadyToRunImages.SkipWithout(feed);
        using ZipArchive package = ZipFile.OpenRead(feed.Package("SiameseDsl"));

        Assert.Equal(ReadyToRunImages.Files, package.Entries.Select(entry => entry.FullName).Where(name => name.StartsWith(ReadyToRunImages.Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [SkippableFact]
    public void The_runtime_takes_it_instead_of_compiling()
    {
        ReadyToRunImages.SkipWithout(feed);
        string folder = feed.NewFolder("images");
        using (ZipArchive package = ZipFile.OpenRead(feed.Package("SiameseDsl")))
        {
            package.ExtractToDirectory(folder);
        }

        // What both need of the runtime is compiled before they are counted. An image is taken once in a process: the first must be the one that counts.
        string plainFolder = Path.Combine(folder, "analyzers", "dotnet", "cs");
        CompiledMethods(plainFolder);
        long plain = CompiledMethods(plainFolder);
        long images = CompiledMethods(Path.Combine(folder, Path.GetDirectoryName(ReadyToRunImages.Files[0])!));

        Assert.True(images < plain / 2, $"{images} methods are compiled with machine code, {plain} without");
    }

    // By reading one spec.
    private static long CompiledMethods(string folder)
    {
        long before = JitInfo.GetCompiledMethodCount(currentThread: true);
        Compile(folder);
        return JitInfo.GetCompiledMethodCount(currentThread: true) - before;
    }

    private static void Compile(string folder)
    {
        AssemblyLoadContext context = new(null);
        context.Resolving += (_, name) => context.LoadFromAssemblyPath(Path.Combine(folder, name.Name + ".dll"));
        Assembly language = context.LoadFromAssemblyPath(Path.Combine(folder, "SiameseDsl.Spec.dll"));
        object file = Activator.CreateInstance(language.GetType("SiameseDsl.Spec.SpecFile")!, "a.siamese.yaml", Shapes.Specs.Signs)!;
        MethodInfo compile = language.GetType("SiameseDsl.Spec.SpecCompiler")!.GetMethods().First(method => method.Name == "Compile");
        object?[] arguments = [file, .. Enumerable.Repeat(Type.Missing, compile.GetParameters().Length - 1)];
        Assert.NotNull(compile.Invoke(null, BindingFlags.OptionalParamBinding, null, arguments, null));
    }
}
