using System.Globalization;

namespace SiameseDsl.Checkpoints;

/// <summary>Replaces a file as a whole: the new content goes to a temporary file in the same directory, is flushed to the disk and renamed. Whatever happens in between, the old file survives.</summary>
public static class AtomicFile
{
    private const string TemporaryEnd = ".tmp";

    /// <summary>Writes the file at <paramref name="path"/> through <paramref name="write"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes its content.</param>
    /// <param name="keepAs">Where the file that was there before is kept, once the new one is on the disk; <see langword="null"/> to replace it. A process that ends between the two moves leaves the old file there, and none at <paramref name="path"/>.</param>
    /// <exception cref="SiameseException">The file could not be written: the disk is full, or the directory is read-only. What was there before is untouched.</exception>
    public static void Write(string path, Action<Stream> write, string? keepAs = null)
    {
        string temporary = string.Create(CultureInfo.InvariantCulture, $"{path}.{Environment.ProcessId}{TemporaryEnd}");
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            if (keepAs is not null && File.Exists(path))
            {
                File.Move(path, keepAs, overwrite: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            Remove(temporary);
            string kept = File.Exists(path) ? " The file that was there before is untouched." : "";
            throw new SiameseException($"'{path}' could not be written: {Reason(problem)}{kept}", problem);
        }
        catch
        {
            Remove(temporary);
            throw;
        }
    }

    /// <summary>Writes a text in UTF-8.</summary>
    /// <exception cref="SiameseException">The file could not be written.</exception>
    public static void WriteText(string path, string text) => Write(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));

    /// <summary>Makes a directory, and those above it.</summary>
    /// <exception cref="SiameseException">It could not be made.</exception>
    internal static void MakeDirectory(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new SiameseException($"The directory '{path}' could not be made: {Reason(problem)}", problem);
        }
    }

    /// <summary>Removes what processes that were killed left of their writing. For a directory that no other process writes to.</summary>
    internal static void RemoveRests(string directory)
    {
        foreach (string rest in Directory.EnumerateFiles(directory, "*" + TemporaryEnd))
        {
            Remove(rest);
        }
    }

    /// <summary>Whether a file is a rest of a process that was killed while it wrote.</summary>
    internal static bool IsRest(string path) => path.EndsWith(TemporaryEnd, StringComparison.Ordinal);

    /// <summary>Says in one sentence, with the remedy, why a file could not be written.</summary>
    internal static string Reason(Exception problem) => problem switch
    {
        IOException io when IsDiskFull(io) => "the disk is full; free some space or choose another output directory.",
        UnauthorizedAccessException => "writing is not permitted there; choose another output directory.",
        IOException io when IsReadOnly(io) => "its disk is read-only; choose another output directory.",
        DirectoryNotFoundException => "its directory does not exist (any more).",
        _ => problem.Message.TrimEnd('.') + ".",
    };

    /// <summary>Whether the whole disk may only be read.</summary>
    internal static bool IsReadOnly(IOException problem)
    {
        const int ReadOnlyOnUnix = 30;
        return problem.HResult == ReadOnlyOnUnix || problem.Message.Contains("Read-only file system", StringComparison.Ordinal);
    }

    /// <summary>Whether there is no space left, or no more is granted to the user.</summary>
    internal static bool IsDiskFull(IOException problem)
    {
        const int NoSpaceOnUnix = 28;
        const int QuotaOnLinux = 122;
        const int DiskFullOnWindows = unchecked((int)0x80070070);
        const int HandleDiskFullOnWindows = unchecked((int)0x80070027);
        return problem.HResult is NoSpaceOnUnix or QuotaOnLinux or DiskFullOnWindows or HandleDiskFullOnWindows
            || problem.Message.Contains("No space left", StringComparison.Ordinal);
    }

    /// <summary>Deletes a file that is no longer needed; one that cannot be deleted stays.</summary>
    internal static void Delete(string path) => Remove(path);

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // A rest does no harm; the problem that matters is on its way to the caller.
        }
    }
}
