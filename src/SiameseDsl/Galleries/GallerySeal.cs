using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using static SQLitePCL.raw;

namespace SiameseDsl.Galleries;

/// <summary>
/// A SHA-256 over every byte of a gallery's file, kept inside it: unused space, the file's header and the indices included, which no checksum of rows could guard. It is made within the transaction that
/// writes, over the pages as the commit will leave them.
/// </summary>
/// <remarks>
/// Left out of the hash are the hash itself, whose place is behind a random mark, and the header's change counter, which the commit raises; that is there twice, and the two have to agree.
/// The commit also writes the version of SQLite, which is known before.
/// </remarks>
internal static class GallerySeal
{
    /// <summary>The table of one row that holds the seal.</summary>
    public const string Table = "CREATE TABLE seal (id INTEGER PRIMARY KEY CHECK (id = 1), mark BLOB NOT NULL, sha256 BLOB NOT NULL) STRICT";

    private const int MarkLength = 16;
    private const int HashLength = 32;
    private const int HeaderLength = 100;
    private const int CounterAt = 24;
    private const int CounterAgainAt = 92;
    private const int VersionAt = 96;
    private const int Block = 1 << 20;

    /// <summary>Makes the seal's row in a new file.</summary>
    public static void Create(GalleryConnection connection)
    {
        connection.Execute(Table);
        connection.Execute("INSERT INTO seal VALUES (1, $mark, $hash)", ("$mark", RandomNumberGenerator.GetBytes(MarkLength)), ("$hash", new byte[HashLength]));
    }

    /// <summary>Seals what the open transaction has written. The last statement before its commit.</summary>
    public static void Renew(GalleryConnection connection)
    {
        byte[] hash = HashOf(connection, committed: false) ?? throw GalleryErrors.Damaged(connection.Path, "its seal is not where it should be");
        connection.Execute("UPDATE seal SET sha256 = $hash WHERE id = 1", ("$hash", hash));
    }

    /// <summary>Compares every byte with the seal, as the open transaction sees the file.</summary>
    /// <exception cref="SiameseException">The file is damaged, or was changed by another program.</exception>
    public static void Verify(GalleryConnection connection)
    {
        // Pages that are in memory still may be damaged on the disk by now.
        connection.Execute("PRAGMA shrink_memory");
        byte[]? expected = connection.Value("SELECT sha256 FROM seal WHERE id = 1") as byte[];
        byte[]? found = HashOf(connection, committed: true);
        if (expected is null || found is null || !expected.AsSpan().SequenceEqual(found))
        {
            throw GalleryErrors.Damaged(connection.Path, "its content does not match its checksum");
        }
    }

    /// <summary>The hash of the file as the transaction sees it; <see langword="null"/> where the seal cannot be found or the header contradicts itself.</summary>
    private static byte[]? HashOf(GalleryConnection connection, bool committed)
    {
        if (connection.Value("SELECT mark FROM seal WHERE id = 1") is not byte[] { Length: MarkLength } mark
            || connection.Value("SELECT rootpage FROM sqlite_schema WHERE name = 'seal'") is not long page
            || connection.Value("PRAGMA page_size") is not long pageSize)
        {
            return null;
        }

        IntPtr image = sqlite3_serialize(connection.Handle, "main", out long length, 0);
        try
        {
            return image == IntPtr.Zero || length < HeaderLength ? null : HashOf(image, length, (page - 1) * pageSize, (int)pageSize, mark, committed);
        }
        finally
        {
            sqlite3_free(image);
        }
    }

    private static byte[]? HashOf(IntPtr image, long length, long sealPage, int pageSize, byte[] mark, bool committed)
    {
        if (sealPage < 0 || sealPage + pageSize > length)
        {
            return null;
        }

        byte[] block = new byte[Block];
        Marshal.Copy(new IntPtr(image + sealPage), block, 0, pageSize);
        int markAt = block.AsSpan(0, pageSize).IndexOf(mark);
        if (markAt < 0 || markAt + MarkLength + HashLength > pageSize)
        {
            return null;
        }

        long sealAt = sealPage + markAt + MarkLength;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (long start = 0; start < length; start += Block)
        {
            int count = (int)Math.Min(Block, length - start);
            Marshal.Copy(new IntPtr(image + start), block, 0, count);
            Span<byte> bytes = block.AsSpan(0, count);
            if (start == 0 && !Normalise(bytes, committed))
            {
                return null;
            }

            // A block is a whole number of pages, and the seal lies within one page.
            if (sealAt >= start && sealAt < start + count)
            {
                bytes.Slice((int)(sealAt - start), HashLength).Clear();
            }

            hash.AppendData(bytes);
        }

        return hash.GetHashAndReset();
    }

    /// <summary>Brings the header to what it is after the commit, the change counter left out. Whether the header agrees with itself.</summary>
    private static bool Normalise(Span<byte> header, bool committed)
    {
        if (committed)
        {
            if (!header.Slice(CounterAt, sizeof(int)).SequenceEqual(header.Slice(CounterAgainAt, sizeof(int))))
            {
                return false;
            }
        }
        else
        {
            BinaryPrimitives.WriteInt32BigEndian(header[VersionAt..], sqlite3_libversion_number());
        }

        header.Slice(CounterAt, sizeof(int)).Clear();
        header.Slice(CounterAgainAt, sizeof(int)).Clear();
        return true;
    }
}
