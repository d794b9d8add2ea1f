using SiameseDsl.Data;

namespace SiameseDsl.Tests.Data;

public sealed class StableFileTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_file_is_read_whole()
    {
        string path = folder.Write("a.bin", [1, 2, 3]);

        Assert.Equal([1, 2, 3], StableFile.Read(path, most: 3));
        Assert.Empty(StableFile.Read(folder.Write("empty", []), most: 3));
        Assert.Contains("is 3 bytes long; at most 2 are read", Assert.Throws<SiameseException>(() => StableFile.Read(path, most: 2)).Message);
        Assert.Contains("cannot be read", Assert.Throws<SiameseException>(() => StableFile.Read(path + ".gone", most: 2)).Message);
        Assert.Contains("cannot be read", Assert.Throws<SiameseException>(() => StableFile.Read(folder.Path, most: 2)).Message);
    }

    [Theory]
    [InlineData("longer")]
    [InlineData("shorter")]
    [InlineData("other")]
    public void A_file_that_changes_while_it_is_read_is_refused(string how)
    {
        string path = folder.Write("a.bin", new byte[1000]);
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddHours(-1));

        SiameseException refused = Assert.Throws<SiameseException>(() => StableFile.Read(path, 1 << 20, onLength: () => File.WriteAllBytes(path, new byte[how == "longer" ? 2000 : how == "shorter" ? 10 : 1000])));

        Assert.Equal($"The file '{path}' changed while it was read; let what writes to it end, and try again.", refused.Message);
    }

    [Fact]
    public void A_file_that_is_replaced_or_deleted_while_it_is_read_is_the_old_one_as_a_whole()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        string path = folder.Write("a.bin", [1, 2, 3]);
        Assert.Equal([1, 2, 3], StableFile.Read(path, 10, onLength: () => File.Move(folder.Write("b.bin", [4, 5, 6]), path, overwrite: true)));
        Assert.Equal([4, 5, 6], StableFile.Read(path, 10, onLength: () => File.Delete(path)));
    }
}
