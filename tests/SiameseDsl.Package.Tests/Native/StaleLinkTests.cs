using SiameseDsl.Package.Tests.Packages;

namespace SiameseDsl.Package.Tests.Native;

/// <summary>An output that an earlier build left with a link into the package cache.</summary>
[Collection(PackageCollection.Name)]
public sealed class StaleLinkTests(PackedFeed feed)
{
    [SkippableFact]
    public void The_link_is_replaced_and_the_package_cache_is_untouched()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "outputs are linked on Linux");
        var program = new TorchProgram(feed, "stale");
        program.Dotnet("build", "-m:1", "-nologo", "-p:SiameseFixNativeLibraries=false");
        Assert.Equal(program.CachedBridge, new FileInfo(program.Bridge).LinkTarget);
        string before = TorchProgram.Hash(program.CachedBridge);

        program.Dotnet("build", "--no-restore", "-m:1", "-nologo", "-p:CreateSymbolicLinksForCopyLocalIfPossible=false");

        Assert.Null(new FileInfo(program.Bridge).LinkTarget);
        Assert.True(TorchProgram.IsPatched(program.Bridge));
        Assert.Equal(before, TorchProgram.Hash(program.CachedBridge));
    }
}
