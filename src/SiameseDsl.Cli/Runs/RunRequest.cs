using SiameseDsl.Checkpoints;
using SiameseDsl.Data;
using SiameseDsl.Modules;
using SiameseDsl.Training;

namespace SiameseDsl.Cli.Runs;

/// <summary>One training to be done.</summary>
/// <param name="Entry">The model.</param>
/// <param name="Options">Its options, those of the command line included.</param>
/// <param name="Data">The data.</param>
/// <param name="Directory">Where the run lives.</param>
/// <param name="Command">The command line, for the record.</param>
/// <param name="DataArguments">How the data was asked for, so that an evaluation finds it again.</param>
internal sealed record RunRequest(ModelEntry Entry, TrainingOptions Options, DataSplit Data, string Directory, string Command, IReadOnlyList<KeyValuePair<string, string>> DataArguments)
{
    /// <summary>The weights that the training begins with; <see langword="null"/> for fresh ones.</summary>
    public StartingWeights? Start { get; init; }

    /// <summary>Whether the training stops when something is found to be wrong with it. A run that went on anyway is the same run.</summary>
    public bool StopWhenUnhealthy { get; init; }

    /// <summary>About how often the training's state is written: the work that a crash can cost. Not part of what the run is.</summary>
    public TimeSpan CheckpointEvery { get; init; } = CheckpointPace.Default;

    /// <summary>What can change the run's numbers.</summary>
    public RunIdentity Identity => RunIdentity.Of(Entry.Plan, Options.Seed, Options.Epochs, Options.Threads, Data.Name, Data.Sha256, Data.Description) with
    {
        Precision = Options.Precision == Precision.BFloat16 ? "bfloat16" : "float32",
        Start = Start?.Sha256 ?? "",
        CustomCode = Entry.CustomCode,
    };
}
