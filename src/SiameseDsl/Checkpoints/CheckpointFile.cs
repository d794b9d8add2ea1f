using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace SiameseDsl.Checkpoints;

/// <summary>The container of checkpoints: 8 bytes magic, version (uint32), length of the manifest (uint32), the manifest (JSON: names, types, shapes, facts), the raw arrays one
/// after another, and a SHA-256 over every byte before it. All numbers are little-endian.</summary>
public static class CheckpointFile
{
    private const uint Version = 1;
    private const int HeaderLength = 16;
    private const int HashLength = 32;

    private static ReadOnlySpan<byte> Magic => "SIAMCKPT"u8;

    /// <summary>Writes a checkpoint. The one that was there before survives until the new one is complete and on the disk.</summary>
    /// <param name="path">The file.</param>
    /// <param name="checkpoint">What it gets.</param>
    /// <param name="keepAs">Where the checkpoint that was there before is kept; <see langword="null"/> to replace it.</param>
    /// <exception cref="SiameseException">The file could not be written (a full disk, a read-only directory).</exception>
    public static void Write(string path, Checkpoint checkpoint, string? keepAs = null)
    {
        byte[] manifest = CheckpointManifest.Write(checkpoint);
        byte[] header = new byte[HeaderLength];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(8), Version);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(12), (uint)manifest.Length);

        AtomicFile.Write(path, Fill, keepAs);

        void Fill(Stream stream)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            Put(header);
            Put(manifest);
            foreach (CheckpointEntry entry in checkpoint.Entries)
            {
                Put(entry.Data.Span);
            }

            stream.Write(hash.GetHashAndReset());

            void Put(ReadOnlySpan<byte> bytes)
            {
                hash.AppendData(bytes);
                stream.Write(bytes);
            }
        }
    }

    /// <summary>Reads a checkpoint and verifies every byte of it.</summary>
    /// <exception cref="DamagedCheckpointException">It is damaged, cut off or no checkpoint.</exception>
    /// <exception cref="SiameseException">There is no such file, it cannot be read, or it is of a newer version.</exception>
    public static Checkpoint Read(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
            return Read(path, stream);
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SiameseException($"There is no checkpoint '{path}'; train the model first.", problem);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new SiameseException($"The checkpoint '{path}' could not be read: {problem.Message}", problem);
        }
    }

    private static Checkpoint Read(string path, FileStream stream)
    {
        if (stream.Length < HeaderLength + HashLength)
        {
            throw Damaged(path, $"it holds {stream.Length:N0} bytes, less than the smallest checkpoint");
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] header = Take(HeaderLength);
        if (!header.AsSpan(0, 8).SequenceEqual(Magic))
        {
            throw new DamagedCheckpointException(path, $"it is no checkpoint of SiameseDsl, for it does not begin with {Encoding.ASCII.GetString(Magic)}");
        }

        uint version = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(8));
        if (version > Version)
        {
            // A flipped bit in the version shows as a newer version: let the hash decide which of the two it is.
            Verify();
            throw new SiameseException($"'{path}' has checkpoint version {version}, this program knows up to {Version}; update SiameseDsl.");
        }

        long body = stream.Length - HeaderLength - HashLength;
        uint manifestLength = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(12));
        if (manifestLength > body || manifestLength > int.MaxValue)
        {
            throw Damaged(path, "its manifest is longer than the file");
        }

        Checkpoint? layout = CheckpointManifest.Read(Take((int)manifestLength), out List<long> lengths);
        if (layout is null || Overflows(lengths, body - manifestLength))
        {
            throw Damaged(path, "its manifest does not describe its content");
        }

        var entries = new List<CheckpointEntry>(layout.Entries.Count);
        for (int i = 0; i < lengths.Count; i++)
        {
            entries.Add(layout.Entries[i] with { Data = Take((int)lengths[i]) });
        }

        Verify();
        return layout with { Entries = entries };

        byte[] Take(int length)
        {
            byte[] bytes = new byte[length];
            stream.ReadExactly(bytes);
            hash.AppendData(bytes);
            return bytes;
        }

        void Verify()
        {
            byte[] chunk = new byte[1 << 16];
            while (stream.Length - stream.Position > HashLength)
            {
                int read = stream.Read(chunk, 0, (int)Math.Min(chunk.Length, stream.Length - stream.Position - HashLength));
                hash.AppendData(chunk, 0, read);
            }

            byte[] expected = new byte[HashLength];
            stream.ReadExactly(expected);
            if (!expected.AsSpan().SequenceEqual(hash.GetHashAndReset()))
            {
                throw Damaged(path, "its checksum does not match its content");
            }
        }
    }

    private static bool Overflows(List<long> lengths, long available)
    {
        foreach (long length in lengths)
        {
            if (length < 0 || length > int.MaxValue || length > available)
            {
                return true;
            }

            available -= length;
        }

        return available != 0;
    }

    private static DamagedCheckpointException Damaged(string path, string how) => new(path, how);
}
