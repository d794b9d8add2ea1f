using SiameseDsl.Training.Health;

namespace SiameseDsl.Checkpoints;

/// <summary>How far a run has come.</summary>
public enum RunStatus
{
    /// <summary>Training goes on, or was cut off.</summary>
    Training,

    /// <summary>All epochs are done, or the early stop came.</summary>
    Done,
}

/// <summary>What <c>run.json</c> holds: nothing in it depends on the machine or the time of day, the measured speed apart.</summary>
/// <param name="Identity">What can change the numbers.</param>
/// <param name="Command">The command line that started the run, for the reader.</param>
/// <param name="Versions">The versions of the parts, for the reader.</param>
/// <param name="DataArguments">How the data was asked for on the command line, so that an evaluation finds the same data again.</param>
/// <param name="Status">How far the run has come.</param>
/// <param name="Result">What it came to; <see langword="null"/> until it is done.</param>
public sealed record RunRecord(RunIdentity Identity, string Command, IReadOnlyList<KeyValuePair<string, string>> Versions, IReadOnlyList<KeyValuePair<string, string>> DataArguments, RunStatus Status, RunResult? Result)
{
    /// <summary>What was found to be wrong with the training, each condition once.</summary>
    public IReadOnlyList<HealthNotice> Health { get; init; } = [];
}
