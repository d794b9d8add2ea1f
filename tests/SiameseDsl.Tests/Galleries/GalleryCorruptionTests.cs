using SiameseDsl.Galleries;
using SiameseDsl.Tests.Checkpoints;

namespace SiameseDsl.Tests.Galleries;

public sealed class GalleryCorruptionTests : IDisposable
{
    private const int HeaderLength = 100;
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public void Every_single_byte_that_is_wrong_is_noticed_wherever_it_lies()
    {
        // Rows that were removed leave free pages and gaps behind: nothing reads those, and they are guarded all the same.
        string path = directory["people.gallery"];
        Samples.Write(path, identities: 300);
        using (GalleryFile gallery = GalleryFile.Open(path))
        {
            for (int i = 40; i < 220; i++)
            {
                gallery.Remove($"person {i}");
            }
        }

        byte[] good = File.ReadAllBytes(path);
        var random = new Random(11);
        int[] places = [.. Enumerable.Range(0, HeaderLength), .. Enumerable.Range(0, 2000).Select(_ => random.Next(good.Length))];
        var missed = new List<int>();
        foreach (int place in places)
        {
            byte[] bad = (byte[])good.Clone();
            bad[place] ^= (byte)random.Next(1, 256);
            File.WriteAllBytes(path, bad);
            try
            {
                using GalleryFile opened = GalleryFile.Open(path);
                missed.Add(place);
            }
            catch (SiameseException problem)
            {
                Assert.Contains(path, problem.Message, StringComparison.Ordinal);
                Assert.DoesNotContain("\n", problem.Message, StringComparison.Ordinal);
            }

            File.Delete(path + "-wal");
            File.Delete(path + "-shm");
        }

        Assert.Empty(missed);
        File.WriteAllBytes(path, good);
        using GalleryFile whole = GalleryFile.Open(path);
        Assert.Equal(120, whole.Identities().Count);
    }

    [Fact]
    public void A_file_that_is_cut_off_or_goes_on_is_noticed()
    {
        string path = directory["people.gallery"];
        Samples.Write(path, identities: 100);
        byte[] good = File.ReadAllBytes(path);
        foreach (int length in (int[])[1, 99, 100, 4096, good.Length / 2, good.Length - 4096, good.Length - 1])
        {
            File.WriteAllBytes(path, good[..length]);
            Assert.Contains("people.gallery", Assert.Throws<SiameseException>(() => GalleryFile.Open(path)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Damage_is_never_sealed_in_by_a_later_write()
    {
        string path = directory["people.gallery"];
        Samples.Write(path, identities: 100);
        using GalleryFile gallery = GalleryFile.Open(path);
        byte[] bytes = File.ReadAllBytes(path);
        byte[] face = [.. Samples.Embedding(30).SelectMany(BitConverter.GetBytes)];
        bytes[bytes.AsSpan().IndexOf(face)] ^= 1;
        File.WriteAllBytes(path, bytes);

        Assert.Contains("does not match its checksum", Assert.Throws<SiameseException>(() => GalleryFile.Open(path)).Message, StringComparison.Ordinal);
        Assert.Throws<SiameseException>(() => gallery.Add([Samples.Example("Ann", 1)]));
        Assert.Equal(bytes, File.ReadAllBytes(path));
    }
}
