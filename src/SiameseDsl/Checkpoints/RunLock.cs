namespace SiameseDsl.Checkpoints;

/// <summary>Keeps a second process out of a run directory. The lock belongs to the open file, so that it ends with the process, however that ends.</summary>
internal sealed class RunLock : IDisposable
{
    private readonly FileStream stream;

    private RunLock(FileStream stream) => this.stream = stream;

    /// <exception cref="SiameseException">Another process trains in the directory, or it cannot be written to.</exception>
    public static RunLock Take(string directory)
    {
        string path = Path.Combine(directory, "run.lock");
        try
        {
            return new RunLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception problem) when (problem is UnauthorizedAccessException or DirectoryNotFoundException || (problem is IOException io && (AtomicFile.IsDiskFull(io) || AtomicFile.IsReadOnly(io))))
        {
            throw new SiameseException($"'{path}' could not be written: {AtomicFile.Reason(problem)}", problem);
        }
        catch (IOException problem)
        {
            throw new SiameseException($"Another process is training in '{directory}'; wait for it, stop it, or choose another output directory.", problem);
        }
    }

    public void Dispose() => stream.Dispose();
}
