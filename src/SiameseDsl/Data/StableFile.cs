namespace SiameseDsl.Data;

/// <summary>Reads a file as a whole, and refuses one that changes meanwhile: half of the old and half of the new one is neither.</summary>
internal static class StableFile
{
    /// <summary>All bytes of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="most">How long it may be.</param>
    /// <param name="onLength">Called when the file's length is known, before it is read.</param>
    /// <exception cref="SiameseException">It cannot be read, is longer, is no plain file, or changes while it is read.</exception>
    public static byte[] Read(string path, long most, Action? onLength = null)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            return Read(file, path, most, onLength);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw Unreadable(path, error);
        }
    }

    /// <summary>Says in one sentence why a file cannot be read.</summary>
    public static SiameseException Unreadable(string path, Exception error) => new(
        $"The file '{path}' cannot be read: {(error is FileNotFoundException or DirectoryNotFoundException ? "there is no such file; look whether the path is right." : error.Message)}",
        error);

    private static byte[] Read(FileStream file, string path, long most, Action? onLength)
    {
        DateTime written = File.GetLastWriteTimeUtc(file.SafeFileHandle);
        long length = file.Length;
        if (length > most)
        {
            throw new SiameseException($"The file '{path}' is {length} bytes long; at most {most} are read.");
        }

        onLength?.Invoke();
        byte[] bytes = new byte[length];
        int got = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (got < length || file.Length != length || File.GetLastWriteTimeUtc(file.SafeFileHandle) != written)
        {
            throw new SiameseException($"The file '{path}' changed while it was read; let what writes to it end, and try again.");
        }

        return bytes;
    }
}
