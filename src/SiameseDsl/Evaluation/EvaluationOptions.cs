namespace SiameseDsl.Evaluation;

/// <summary>How a scorer is measured. Two evaluations of one data split with equal options see the same pairs and episodes, so that their differences are paired.</summary>
public sealed record EvaluationOptions
{
    /// <summary>About how many test pairs: rounded so that each class comes up equally often.</summary>
    public int Pairs { get; init; } = 10_000;

    /// <summary>About how many validation pairs fit the threshold.</summary>
    public int ValidationPairs { get; init; } = 10_000;

    /// <summary>The fewest episodes for each number of ways: rounded up so that each class is asked for equally often.</summary>
    public int Episodes { get; init; } = 1_000;

    /// <summary>The ways N of the episodes, where there are enough test classes; where there are enough for none of them, all classes stand as candidates.</summary>
    public IReadOnlyList<int> Ways { get; init; } = [5, 20];

    /// <summary>The support samples K of each candidate; with several, a candidate's score is their mean.</summary>
    public int Shots { get; init; } = 1;

    /// <summary>At most so many test samples look for each other and stand as probes of galleries; 0 for no retrieval and no open-set identification.</summary>
    public int RetrievalSamples { get; init; }

    /// <summary>The seed of the tasks: not the training seed, so that all runs and variants see the same tasks.</summary>
    public long Seed { get; init; } = 20150706;
}
