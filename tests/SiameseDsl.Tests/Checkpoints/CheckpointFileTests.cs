using SiameseDsl.Checkpoints;

namespace SiameseDsl.Tests.Checkpoints;

public sealed class CheckpointFileTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    private static Checkpoint Small { get; } = new(
        [new("epoch", "3"), new("note", "grüße")],
        [new("model/a.weight", "float32", [2, 2], new byte[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16 }), new("empty", "float32", [0], Array.Empty<byte>()), new("one", "uint8", [], new byte[] { 7 })]);

    public void Dispose() => directory.Dispose();

    [Fact]
    public void What_was_written_is_read()
    {
        CheckpointFile.Write(directory["a.ckpt"], Small);
        Checkpoint read = CheckpointFile.Read(directory["a.ckpt"]);

        Assert.Equal(Small.Facts, read.Facts);
        Assert.Equal(Small.Entries.Count, read.Entries.Count);
        for (int i = 0; i < read.Entries.Count; i++)
        {
            Assert.Equal(Small.Entries[i].Name, read.Entries[i].Name);
            Assert.Equal(Small.Entries[i].Type, read.Entries[i].Type);
            Assert.Equal(Small.Entries[i].Shape, read.Entries[i].Shape);
            Assert.True(Small.Entries[i].Data.Span.SequenceEqual(read.Entries[i].Data.Span));
        }
    }

    [Fact]
    public void No_flipped_bit_goes_unnoticed()
    {
        string path = directory["a.ckpt"];
        CheckpointFile.Write(path, Small);
        byte[] whole = File.ReadAllBytes(path);
        for (int i = 0; i < whole.Length; i++)
        {
            byte[] damaged = [.. whole];
            damaged[i] ^= 1;
            File.WriteAllBytes(path, damaged);
            DamagedCheckpointException refused = Assert.Throws<DamagedCheckpointException>(() => CheckpointFile.Read(path));
            Assert.Contains(path, refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void No_cut_off_file_is_read()
    {
        string path = directory["a.ckpt"];
        CheckpointFile.Write(path, Small);
        byte[] whole = File.ReadAllBytes(path);
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.Throws<DamagedCheckpointException>(() => CheckpointFile.Read(path));
        }
    }

    [Fact]
    public void Bytes_after_the_end_are_noticed()
    {
        string path = directory["a.ckpt"];
        CheckpointFile.Write(path, Small);
        File.AppendAllText(path, "x");

        Assert.Contains("damaged", Assert.Throws<DamagedCheckpointException>(() => CheckpointFile.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_checkpoint_and_another_programs_file_are_told_apart()
    {
        File.WriteAllText(directory["text.ckpt"], new string('x', 200));

        Assert.Contains("There is no checkpoint", Assert.Throws<SiameseException>(() => CheckpointFile.Read(directory["none.ckpt"])).Message, StringComparison.Ordinal);
        Assert.Contains("it is no checkpoint of SiameseDsl", Assert.Throws<DamagedCheckpointException>(() => CheckpointFile.Read(directory["text.ckpt"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_interrupted_write_leaves_the_old_file_and_no_other()
    {
        string path = directory["a.ckpt"];
        CheckpointFile.Write(path, Small);
        byte[] before = File.ReadAllBytes(path);

        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(path, stream =>
        {
            stream.WriteByte(1);
            throw new InvalidOperationException("in the middle");
        }));

        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(directory.Path));
    }
}
