using SiameseDsl.Package.Tests.Packages;

namespace SiameseDsl.Package.Tests.Native;

/// <summary>What a build without a RuntimeIdentifier leaves in the output.</summary>
[Collection(PackageCollection.Name)]
public sealed class PlainBuildTests(PlainBuildTests.Built built) : IClassFixture<PlainBuildTests.Built>
{
    [SkippableFact]
    public void The_program_loads_torch_and_multiplies_matrices()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "the patch is for Linux");

        Assert.Equal("product 54", built.Program.Dotnet(Path.Combine(built.Program.Output, "Program.dll")).Trim());
    }

    [Fact]
    public void The_package_cache_is_untouched()
    {
        Assert.Equal(TorchProgram.Hash(TestPaths.BridgeIn(TestPaths.TorchSharpPackage)), TorchProgram.Hash(built.Program.CachedBridge));
        Assert.False(TorchProgram.IsPatched(built.Program.CachedBridge));
    }

    [SkippableFact]
    public void The_output_has_the_libraries_of_this_platform_only()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "the names are those of Linux");
        var names = TorchProgram.Names(built.Program.Output);

        Assert.Contains("libtorch_cpu.so", names);
        Assert.True(TorchProgram.IsPatched(built.Program.Bridge));
        Assert.DoesNotContain("torch_cpu.dll", names);
        Assert.DoesNotContain(names, n => n.EndsWith(".dylib", StringComparison.Ordinal));
        Assert.DoesNotContain("libtorch_python.so", names);
        Assert.EndsWith("libe_sqlite3.so", Assert.Single(Directory.GetFiles(built.Program.Output, "*e_sqlite3.*", SearchOption.AllDirectories), file => !file.EndsWith(".dll", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_program_loads_sqlite_and_looks_into_a_gallery()
    {
        string gallery = Path.Combine(built.Program.Folder, "none.gallery");
        File.WriteAllText(gallery, "");
        Assert.Contains("none.gallery' is empty", built.Program.Dotnet(Path.Combine(built.Program.Output, "Program.dll"), gallery), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_patched_again_when_nothing_changed()
    {
        string patched = Directory.GetFiles(Path.Combine(built.Program.Folder, "obj"), "libLibTorchSharp.so", SearchOption.AllDirectories).Single();
        var before = File.GetLastWriteTimeUtc(patched);

        string log = built.Program.Dotnet("build", "--no-restore", "-m:1", "-nologo", "-v:n");

        Assert.Equal(before, File.GetLastWriteTimeUtc(patched));
        Assert.True(File.Exists(patched), "the clean-up of stale files must not take the copy");
        Assert.Contains("Skipping target \"_SiamesePatchNativeLibraries\"", log);
    }

    [Fact]
    public void A_portable_publish_has_the_libraries_of_all_platforms()
    {
        built.Program.Dotnet("publish", "--no-restore", "-m:1", "-nologo", "-c", "Debug", "-o", "published");
        string published = Path.Combine(built.Program.Folder, "published");
        var names = TorchProgram.Names(published);

        Assert.Contains("torch_cpu.dll", names);
        Assert.Contains("libtorch_cpu.dylib", names);
        Assert.Contains("libtorch_cpu.so", names);
        Assert.True(TorchProgram.IsPatched(Path.Combine(published, "runtimes", "linux-x64", "native", "libLibTorchSharp.so")));
        Assert.Contains("runtimes/win-x64/native/torch_cpu.dll", File.ReadAllText(Path.Combine(published, "Program.deps.json")));
        if (OperatingSystem.IsLinux())
        {
            // The links save copying a gigabyte; the host, though, looks for the program's settings where the link of the program leads.
            foreach (var link in new DirectoryInfo(published).EnumerateFiles().Where(f => f.LinkTarget is not null).ToList())
            {
                string target = link.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
                link.Delete();
                File.Copy(target, link.FullName);
            }

            Assert.Equal("product 54", built.Program.Dotnet(Path.Combine(published, "Program.dll")).Trim());
        }
    }

    /// <summary>The program, built once for all tests here.</summary>
    public sealed class Built
    {
        public Built(PackedFeed feed)
        {
            Program = new(feed, "plain");
            Program.Dotnet("build", "-m:1", "-nologo");
        }

        internal TorchProgram Program { get; }
    }
}
