using SiameseDsl.Build;

namespace SiameseDsl.Package.Tests.Native;

/// <summary>The patch of one version need, on the real library of TorchSharp.</summary>
public sealed class WeakVersionNeedTests : IDisposable
{
    private const string Version = "GLIBCXX_3.4.32";
    private const string Marker = "_ZSt21ios_base_library_initv";

    private readonly string folder = Directory.CreateTempSubdirectory("siamese-patch-").FullName;
    private readonly byte[] original = File.ReadAllBytes(TestPaths.BridgeIn(TestPaths.TorchSharpPackage));

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Sets_the_weak_flag_and_changes_nothing_else()
    {
        byte[] image = [.. original];

        Assert.Equal(VersionNeedOutcome.Marked, Mark(image));

        int[] changed = [.. Enumerable.Range(0, image.Length).Where(i => image[i] != original[i])];
        int offset = Assert.Single(changed);
        Assert.Equal(original[offset] | 0x2, image[offset]);
    }

    [Fact]
    public void Leaves_a_patched_library_as_it_is()
    {
        byte[] image = [.. original];
        Mark(image);
        byte[] once = [.. image];

        Assert.Equal(VersionNeedOutcome.AlreadyWeak, Mark(image));
        Assert.Equal(once, image);
    }

    [Fact]
    public void Leaves_a_library_without_the_need_as_it_is()
    {
        byte[] image = [.. original];

        Assert.Equal(VersionNeedOutcome.NotNeeded, WeakVersionNeed.Mark(image, "lib.so", "GLIBCXX_9.9.9", Marker));
        Assert.Equal(original, image);
    }

    [Fact]
    public void Leaves_a_library_that_really_uses_the_version_as_it_is()
    {
        byte[] image = [.. original];

        Assert.Equal(VersionNeedOutcome.ReallyUsed, WeakVersionNeed.Mark(image, "lib.so", "GLIBCXX_3.4.21", Marker));
        Assert.Equal(original, image);
    }

    [Fact]
    public void Refuses_a_file_that_is_no_elf_file()
    {
        var error = Assert.Throws<InvalidDataException>(() => WeakVersionNeed.Mark(new byte[4096], "/cache/lib.so", Version, Marker));

        Assert.StartsWith("/cache/lib.so is not an ELF file", error.Message);
    }

    [Fact]
    public void Refuses_a_32_bit_file()
    {
        byte[] image = [.. original];
        image[4] = 1;

        var error = Assert.Throws<InvalidDataException>(() => Mark(image));
        Assert.Contains("not a 64-bit little-endian ELF file", error.Message);
    }

    [Theory]
    [InlineData(64)]
    [InlineData(100_000)]
    [InlineData(2_000_000)]
    public void Refuses_a_truncated_library(int length)
    {
        var error = Assert.Throws<InvalidDataException>(() => Mark(original[..length]));

        Assert.Contains($"ends early ({length} bytes)", error.Message);
    }

    [SkippableFact]
    public void A_link_to_the_library_is_replaced_and_not_written_through()
    {
        Skip.If(OperatingSystem.IsWindows(), "links need a right that Windows does not give");
        string source = Path.Combine(folder, "lib.so");
        string target = Path.Combine(folder, "obj", "lib.so");
        File.WriteAllBytes(source, original);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.CreateSymbolicLink(target, source);

        PatchedCopy.Write(source, target, Version, Marker);

        Assert.Equal(original, File.ReadAllBytes(source));
        Assert.Null(new FileInfo(target).LinkTarget);
        Assert.Equal(VersionNeedOutcome.AlreadyWeak, Mark(File.ReadAllBytes(target)));
        Assert.Equal([target], Directory.GetFiles(Path.GetDirectoryName(target)!));
    }

    private static VersionNeedOutcome Mark(byte[] image) => WeakVersionNeed.Mark(image, "lib.so", Version, Marker);
}
