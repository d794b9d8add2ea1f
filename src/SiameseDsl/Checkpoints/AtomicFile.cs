using System.Globalization;

namespace SiameseDsl.Checkpoints;

/// <summary>Replaces a file as a whole: the new content goes to a temporary file in the same directory, is flushed to the disk and renamed. Whatever happens in between, the old file survives.</summary>
public static class AtomicFile
{
    /// <summary>Writes the file at <paramref name="path"/> through <paramref name="write"/>.</summary>
    /// <exception cref="SiameseException">The file could not be written: the disk is full, or the directory is read-only. What was there before is untouched.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string temporary = string.Create(CultureInfo.InvariantCulture, $"{path}.{Environment.ProcessId}.tmp");
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
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

    /// <summary>Says in one sentence, with the remedy, why a file could not be written.</summary>
    internal static string Reason(Exception problem) => problem switch
    {
        IOException io when IsDiskFull(io) => "the disk is full; free some space or choose another output directory.",
        UnauthorizedAccessException => "writing is not permitted there; choose another output directory.",
        DirectoryNotFoundException => "its directory does not exist (any more).",
        _ => problem.Message.TrimEnd('.') + ".",
    };

    private static bool IsDiskFull(IOException problem)
    {
        const int NoSpaceOnUnix = 28;
        const int QuotaOnLinux = 122;
        const int DiskFullOnWindows = unchecked((int)0x80070070);
        const int HandleDiskFullOnWindows = unchecked((int)0x80070027);
        return problem.HResult is NoSpaceOnUnix or QuotaOnLinux or DiskFullOnWindows or HandleDiskFullOnWindows
            || problem.Message.Contains("No space left", StringComparison.Ordinal);
    }

    private static void Remove(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // What matters is the first problem, which is on its way to the caller.
        }
    }
}
