using SiameseDsl.Training.Health;

namespace SiameseDsl.Checkpoints;

/// <summary>Where a training run lives: <c>run.json</c>, <c>metrics.csv</c>, <c>best.ckpt</c>, <c>last.ckpt</c> and the state before it, the learning curve as a picture, and the evaluations that were already made.</summary>
public sealed class RunDirectory : IDisposable
{
    private readonly RunLock? @lock;
    private readonly MetricsLog metrics;

    private RunDirectory(string path, RunRecord record, RunLock? @lock)
    {
        FullPath = path;
        Record = record;
        this.@lock = @lock;
        metrics = new MetricsLog(System.IO.Path.Combine(path, "metrics.csv"));
    }

    /// <summary>The directory.</summary>
    public string FullPath { get; }

    /// <summary>What <c>run.json</c> holds.</summary>
    public RunRecord Record { get; private set; }

    /// <summary>Whether training is finished.</summary>
    public bool IsDone => Record.Status == RunStatus.Done;

    /// <summary>The weights of the best epoch.</summary>
    public string BestCheckpoint => System.IO.Path.Combine(FullPath, "best.ckpt");

    /// <summary>The last complete state of the training, from which it goes on.</summary>
    public string LastCheckpoint => States.Last;

    /// <summary>The states of the training.</summary>
    public SavedStates States => new(System.IO.Path.Combine(FullPath, "last.ckpt"), System.IO.Path.Combine(FullPath, "previous.ckpt"));

    /// <summary>The state of the trial under way, where a tuning was cut off.</summary>
    public SavedStates TuningStates => new(System.IO.Path.Combine(FullPath, "tuning.ckpt"), System.IO.Path.Combine(FullPath, "tuning-previous.ckpt"));

    /// <summary>The trials of the tuning before the training, where there is one.</summary>
    public TuningLog Tuning => new(System.IO.Path.Combine(FullPath, "tuning.json"), Record.Identity.Hash);

    /// <summary>Whether a run has begun in the directory.</summary>
    public static bool Exists(string path) => File.Exists(RecordPath(path));

    /// <summary>Opens a run for reading.</summary>
    /// <exception cref="SiameseException">There is no run, or its description is damaged.</exception>
    public static RunDirectory Open(string path) => new(path, ReadRecord(path), null);

    /// <summary>Opens a run for training: begins it, or finds it begun or finished under the same identity. Holds the directory against other processes until disposed.</summary>
    /// <exception cref="SiameseException">The directory holds a run of another identity (the message tells the difference), other files, or another process trains in it.</exception>
    public static RunDirectory OpenForTraining(string path, RunIdentity identity, string command, IReadOnlyList<KeyValuePair<string, string>> versions, IReadOnlyList<KeyValuePair<string, string>> dataArguments)
    {
        Create(path);
        var held = RunLock.Take(path);
        try
        {
            AtomicFile.RemoveRests(path);
            if (Exists(path))
            {
                RunRecord record = ReadRecord(path);
                string difference = record.Identity.Difference(identity);
                if (record.Identity.Hash != identity.Hash)
                {
                    throw new SiameseException($"'{path}' holds another run ({difference}); choose another output directory, or delete this one.");
                }

                return new RunDirectory(path, record, held);
            }

            var run = new RunDirectory(path, new RunRecord(identity, command, versions, dataArguments, RunStatus.Training, null), held);
            run.Save();
            return run;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Appends one epoch's figures to <c>metrics.csv</c> and flushes them to the disk.</summary>
    /// <exception cref="SiameseException">The file could not be written.</exception>
    public void AppendMetrics(IReadOnlyList<KeyValuePair<string, double?>> values) => metrics.Append(values);

    /// <summary>Drops figures of epochs after the one from which training goes on.</summary>
    public void KeepMetrics(int epochs) => metrics.KeepEpochs(epochs);

    /// <summary>Keeps in <c>run.json</c> that something is wrong with the training; a condition that stands there already is not repeated.</summary>
    /// <exception cref="SiameseException">The file could not be written.</exception>
    public void Note(HealthNotice notice)
    {
        if (Record.Health.All(known => known.Condition != notice.Condition))
        {
            Record = Record with { Health = [.. Record.Health, notice] };
            Save();
        }
    }

    /// <summary>Marks the run as finished and keeps what it came to.</summary>
    /// <exception cref="SiameseException">The file could not be written.</exception>
    public void Complete(RunResult result)
    {
        Record = Record with { Status = RunStatus.Done, Result = result };
        Save();
    }

    /// <summary>Where an evaluation under the given options is kept.</summary>
    /// <param name="options">Everything that can change the evaluation's numbers beside the run itself.</param>
    public KeptEvaluation Evaluation(string options) => KeptEvaluation.In(FullPath, "run", Record.Identity.Hash, options);

    /// <summary>The figures of the epochs in <c>metrics.csv</c>, one list of columns an epoch.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, double?>> ReadMetrics() => metrics.Read();

    /// <summary>Lets other processes in.</summary>
    public void Dispose() => @lock?.Dispose();

    private static string RecordPath(string path) => System.IO.Path.Combine(path, "run.json");

    private static void Create(string path)
    {
        AtomicFile.MakeDirectory(path);

        // Another program's files are never mixed with a run's; what a killed process left of its temporary files is no obstacle.
        if (!Exists(path) && Directory.EnumerateFileSystemEntries(path).Any(IsForeign))
        {
            throw new SiameseException($"'{path}' is not empty and holds no run; choose another output directory.");
        }
    }

    private static bool IsForeign(string entry)
    {
        string name = System.IO.Path.GetFileName(entry);
        return name != "run.lock" && !AtomicFile.IsRest(name);
    }

    private static RunRecord ReadRecord(string path)
    {
        string file = RecordPath(path);
        try
        {
            return RunRecordJson.Read(file, File.ReadAllText(file));
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            string what = Directory.Exists(path) ? $"'{path}' holds no run (there is no run.json in it)" : $"The run directory '{path}' does not exist";
            throw new SiameseException($"{what}; make one with 'siamese train MODEL --data D --out {path}'.", problem);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new SiameseException($"'{file}' could not be read: {problem.Message}", problem);
        }
    }

    private void Save() => AtomicFile.WriteText(RecordPath(FullPath), RunRecordJson.Write(Record));
}
