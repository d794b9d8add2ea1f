namespace SiameseDsl.Data;

/// <summary>A data set cut into its three parts. Thresholds, early stopping and tuning see validation data only; every reported figure is on test data.</summary>
public sealed record DataSplit : IDisposable
{
    /// <summary>The data set's name, as on the command line.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 (lower-case hex) over the samples, labels and the split: part of a run's identity.</summary>
    public required string Sha256 { get; init; }

    /// <summary>SHA-256 (lower-case hex) over the samples alone, the same for every split of the same data.</summary>
    public string ContentSha256 { get; init; } = "";

    /// <summary>What the model learns from.</summary>
    public required SampleSet Train { get; init; }

    /// <summary>What thresholds and early stopping use.</summary>
    public required SampleSet Validation { get; init; }

    /// <summary>What figures are reported on.</summary>
    public required SampleSet Test { get; init; }

    /// <summary>Whether no class of the test part was seen in training.</summary>
    public required bool Disjoint { get; init; }

    /// <summary>One sentence on how the split was made.</summary>
    public required string Description { get; init; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Train.Dispose();
        Validation.Dispose();
        Test.Dispose();
    }
}
