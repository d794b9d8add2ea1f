using System.Text.Json;
using SiameseDsl.Package.Tests.Packages;

namespace SiameseDsl.Package.Tests.Native;

/// <summary>Builds for one platform, decided by the target and never by the build host.</summary>
[Collection(PackageCollection.Name)]
public sealed class RuntimeIdentifierTests(PackedFeed feed)
{
    [Fact]
    public void Every_target_gets_its_own_libraries_on_every_host()
    {
        var program = new TorchProgram(
            feed,
            "platforms",
            properties: """
                <RuntimeIdentifiers>linux-x64;win-x64;osx-arm64</RuntimeIdentifiers>
                <SelfContained>false</SelfContained>
                <UseAppHost>false</UseAppHost>
                <EnableAppHostPackDownload>false</EnableAppHostPackDownload>
                <EnableRuntimePackDownload>false</EnableRuntimePackDownload>
                """);
        program.Dotnet("restore", "-m:1", "-nologo");

        string[] linux = Published(program, "linux-x64");
        string bridge = Assert.Single(linux, f => Path.GetFileName(f) == "libLibTorchSharp.so");
        Assert.StartsWith(Path.Combine(program.Folder, "obj"), bridge);
        Assert.True(TorchProgram.IsPatched(bridge));
        Assert.DoesNotContain(linux, f => f.EndsWith("torch_cpu.dll", StringComparison.Ordinal));

        string[] windows = Published(program, "win-x64");
        Assert.Contains(windows, f => Path.GetFileName(f) == "torch_cpu.dll");
        Assert.Contains(windows, f => Path.GetFileName(f) == "LibTorchSharp.dll");
        Assert.DoesNotContain(windows, f => f.EndsWith(".so", StringComparison.Ordinal) || f.Contains("siamese-native", StringComparison.Ordinal));

        string[] mac = Published(program, "osx-arm64");
        Assert.Contains(mac, f => Path.GetFileName(f) == "libLibTorchSharp.dylib");
        Assert.DoesNotContain(mac, f => Path.GetFileName(f) == "libtorch_python.dylib");
        Assert.DoesNotContain(mac, f => f.Contains("siamese-native", StringComparison.Ordinal));
    }

    private static string[] Published(TorchProgram program, string platform)
    {
        string json = program.Dotnet(
            "msbuild", "-nologo", "-m:1", "-t:ComputeResolvedFilesToPublishList", "-getItem:ResolvedFileToPublish",
            $"-p:RuntimeIdentifier={platform}");
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.GetProperty("Items").GetProperty("ResolvedFileToPublish").EnumerateArray().Select(i => i.GetProperty("FullPath").GetString()!)];
    }
}
