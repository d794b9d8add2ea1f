using System.Buffers.Binary;
using System.IO.Compression;

namespace SiameseDsl.Data;

/// <summary>Reads IDX files (LeCun's MNIST format) of unsigned bytes, plain or packed with gzip, whatever the file's name says.</summary>
internal static class IdxFile
{
    private const int LargestContent = 1 << 30;

    /// <summary>Reads a file of <paramref name="dimensions"/> dimensions.</summary>
    /// <returns>The size of each dimension, and the content, which has exactly as many bytes as these say.</returns>
    /// <exception cref="SiameseException">The file cannot be read, is no such IDX file, or is too short or too long for its header.</exception>
    public static (int[] Sizes, byte[] Content) Read(string path, int dimensions)
    {
        try
        {
            using MemoryStream file = new(StableFile.Read(path, LargestContent), writable: false);
            int first = file.ReadByte();
            int second = file.ReadByte();
            file.Position = 0;
            using Stream stream = first == 0x1f && second == 0x8b ? new GZipStream(file, CompressionMode.Decompress) : file;
            return Read(stream, path, dimensions);
        }
        catch (InvalidDataException error)
        {
            throw new SiameseException($"The file '{path}' is a broken gzip file ({error.Message.TrimEnd('.')}); delete it and fetch it again.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SiameseException($"The file '{path}' cannot be read: {error.Message}", error);
        }
    }

    private static (int[] Sizes, byte[] Content) Read(Stream stream, string path, int dimensions)
    {
        byte[] header = new byte[4 + (4 * dimensions)];
        int got = stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        if (got < header.Length)
        {
            throw new SiameseException($"The file '{path}' ends after {got} bytes, within its header of {header.Length}; delete it and fetch it again.");
        }

        int magic = BinaryPrimitives.ReadInt32BigEndian(header);
        int expected = 0x0800 + dimensions;
        if (magic != expected)
        {
            throw new SiameseException($"The file '{path}' is no IDX file of {dimensions} dimension(s) of bytes: it starts with 0x{magic:X8}, expected 0x{expected:X8}.");
        }

        int[] sizes = new int[dimensions];
        long length = 1;
        for (int i = 0; i < dimensions; i++)
        {
            sizes[i] = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4 + (4 * i)));
            length = sizes[i] is > 0 and < LargestContent ? Math.Min(length * sizes[i], (long)LargestContent + 1) : (long)LargestContent + 1;
        }

        if (length > LargestContent)
        {
            throw new SiameseException($"The file '{path}' claims the sizes {string.Join(" x ", sizes)}, which is empty or more than {LargestContent} bytes; it is damaged.");
        }

        return (sizes, ReadContent(stream, path, (int)length));
    }

    private static byte[] ReadContent(Stream stream, string path, int length)
    {
        // The content grows with what is really there: a header that lies takes no memory.
        using MemoryStream content = new();
        byte[] buffer = new byte[1 << 16];
        int got;
        while (content.Length <= length && (got = stream.Read(buffer)) > 0)
        {
            content.Write(buffer, 0, got);
        }

        if (content.Length != length)
        {
            string found = content.Length < length ? $"only {content.Length}" : "more";
            throw new SiameseException($"The file '{path}' should hold {length} bytes after its header but holds {found}; delete it and fetch it again.");
        }

        return content.ToArray();
    }
}
