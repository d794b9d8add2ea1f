using System.IO.Compression;

namespace SiameseDsl.Data;

/// <summary>A file of a folder or zip: its path from the top with forward slashes, and its bytes.</summary>
internal sealed record PackedFile(string Path, byte[] Bytes);

/// <summary>Reads the files of a folder or a zip alike, in ordinal order of their paths, and decodes images many at a time.</summary>
internal static class ImageFiles
{
    private const long LargestFile = 1 << 26;
    private const long LargestZip = 1 << 30;
    private const long LargestWhole = int.MaxValue - (1 << 16);

    /// <summary>All files of the folder or zip at <paramref name="path"/> but hidden ones and what archivers of some systems add.</summary>
    /// <exception cref="SiameseException">The zip is damaged, an entry's path leaves the archive, or a file cannot be read.</exception>
    public static List<PackedFile> Open(string path)
    {
        try
        {
            return Directory.Exists(path) ? OpenFolder(path) : OpenZip(path);
        }
        catch (InvalidDataException error)
        {
            throw new SiameseException($"The file '{path}' is a damaged or cut-off zip file ({error.Message.TrimEnd('.')}); delete it and fetch it again.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SiameseException($"'{path}' cannot be read: {error.Message}", error);
        }
    }

    /// <summary>Decodes and resizes <paramref name="count"/> images into one block.</summary>
    /// <param name="count">The number of images.</param>
    /// <param name="open">The bytes of image i, and its name for messages.</param>
    /// <param name="shape">The size that all get.</param>
    /// <param name="invert">Whether dark becomes 255: ink on paper.</param>
    /// <exception cref="SiameseException">An image is damaged (the first of them is named), or all together are too large.</exception>
    public static byte[] Decode(int count, Func<int, PackedFile> open, ImageShape shape, bool invert)
    {
        if ((long)count * shape.Size > LargestWhole)
        {
            throw new SiameseException($"{count} images of {shape} take more than two gigabytes; use a smaller input shape or fewer images.");
        }

        byte[] pixels = new byte[count * shape.Size];
        ImageScaler scaler = new(shape);
        SiameseException?[] errors = new SiameseException?[count];
        Parallel.For(0, count, i =>
        {
            try
            {
                PackedFile file = open(i);
                Span<byte> target = pixels.AsSpan(i * shape.Size, shape.Size);
                scaler.Fit(ImageDecoder.Decode(file.Bytes, file.Path), target);
                for (int k = 0; invert && k < target.Length; k++)
                {
                    target[k] = (byte)(255 - target[k]);
                }
            }
            catch (SiameseException error)
            {
                errors[i] = error;
            }
        });

        return Array.Find(errors, error => error is not null) is { } first ? throw first : pixels;
    }

    /// <summary>One file of a folder.</summary>
    /// <exception cref="SiameseException">It cannot be read or is absurdly large.</exception>
    public static PackedFile OpenFile(string path)
    {
        try
        {
            RequireSize(new FileInfo(path).Length, path);
            return new PackedFile(path, StableFile.Read(path, LargestFile));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw StableFile.Unreadable(path, error);
        }
    }

    /// <summary>Whether any part of the path is hidden (.DS_Store) or a Macintosh archiver's addition.</summary>
    public static bool IsHidden(string path) => path.Split('/').Any(part => part.StartsWith('.') || part == "__MACOSX" || part == "Thumbs.db");

    private static List<PackedFile> OpenFolder(string folder)
    {
        IEnumerable<string> paths = FolderWalk.Files(folder)
            .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))
            .Where(path => !IsHidden(path))
            .Order(StringComparer.Ordinal);
        return [.. paths.Select(path => new PackedFile(path, OpenFile(Path.Combine(folder, path)).Bytes))];
    }

    private static List<PackedFile> OpenZip(string path)
    {
        using ZipArchive zip = new(new MemoryStream(StableFile.Read(path, LargestZip), writable: false), ZipArchiveMode.Read);
        ZipArchiveEntry[] entries = [.. zip.Entries.Where(entry => IsWanted(entry.FullName, path))];
        RequireSizes(entries, path);
        List<PackedFile> files = [];
        foreach (ZipArchiveEntry entry in entries)
        {
            byte[] bytes = new byte[entry.Length];
            using Stream stream = entry.Open();
            if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length || stream.ReadByte() >= 0)
            {
                throw new InvalidDataException($"the entry '{entry.FullName}' does not have the {bytes.Length} bytes that it claims");
            }

            files.Add(new PackedFile(entry.FullName, bytes));
        }

        files.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        return files;
    }

    /// <summary>Whether an entry is a file that counts; one whose path leads out of the zip is refused, though nothing is ever written by these names.</summary>
    private static bool IsWanted(string name, string path)
    {
        if (name.StartsWith('/') || name.Contains('\\') || name.Contains(':') || name.Split('/').Contains(".."))
        {
            throw new SiameseException($"The zip file '{path}' has an entry '{name}' that leads out of it; the file is not trusted.");
        }

        return !name.EndsWith('/') && !IsHidden(name);
    }

    /// <summary>Refuses sizes, of one entry and of all together, before any of them is unpacked.</summary>
    private static void RequireSizes(ZipArchiveEntry[] entries, string path)
    {
        long whole = 0;
        foreach (ZipArchiveEntry entry in entries)
        {
            RequireSize(entry.Length, $"{path}:{entry.FullName}");
            whole += entry.Length;
        }

        if (whole > LargestWhole)
        {
            throw new SiameseException($"The zip file '{path}' claims to hold {whole} bytes; at most {LargestWhole} are unpacked.");
        }
    }

    private static void RequireSize(long length, string path)
    {
        if (length > LargestFile)
        {
            throw new SiameseException($"The file '{path}' is {length} bytes long; an image file has at most {LargestFile}.");
        }
    }
}
