namespace SiameseDsl.Cli.Reports;

/// <summary>What <c>compare</c> found: the model of results.json. Rates are 0 to 1.</summary>
public sealed record ComparisonReport
{
    /// <summary>The version of this block's meaning.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>The family.</summary>
    public required string Family { get; init; }

    /// <summary>The training seeds.</summary>
    public required IReadOnlyList<long> Seeds { get; init; }

    /// <summary>The metric that decides: <c>pair_accuracy</c>, <c>auc</c>, <c>eer</c> or <c>one_shot</c>.</summary>
    public required string Primary { get; init; }

    /// <summary>The data.</summary>
    public required DataReport Data { get; init; }

    /// <summary>Scorers without training: raw pixels and an untrained tower.</summary>
    public required IReadOnlyList<BaselineReport> Baselines { get; init; }

    /// <summary>The variants, the best by the primary metric first.</summary>
    public required IReadOnlyList<VariantReport> Variants { get; init; }

    /// <summary>Differences between variants.</summary>
    public required IReadOnlyList<ComparisonEntry> Comparisons { get; init; }

    /// <summary>What was found, and whether the evidence is enough, in one sentence.</summary>
    public string Sentence { get; init; } = "";

    /// <summary>How it was measured.</summary>
    public ProtocolReport? Protocol { get; init; }

    /// <summary>The command that repeats it.</summary>
    public string Command { get; init; } = "";
}

/// <summary>The data of a comparison.</summary>
/// <param name="Name">The data set's name, as on the command line.</param>
/// <param name="Sha256">The hash of samples, labels and split.</param>
/// <param name="Classes">How many classes each part has.</param>
/// <param name="Images">How many samples each part has.</param>
/// <param name="Split">One sentence on how the split was made.</param>
/// <param name="SplitPerSeed">Whether each seed has a split of its own; hash, counts and <paramref name="Split"/> are then those of the first seed, and each run says its own.</param>
public sealed record DataReport(string Name, string Sha256, ClassCounts Classes, ImageCounts Images, string Split = "", bool SplitPerSeed = false);

/// <summary>Classes of each part.</summary>
/// <param name="Train">Classes to learn from.</param>
/// <param name="Validation">Classes for thresholds and early stopping.</param>
/// <param name="Test">Classes that figures are reported on.</param>
/// <param name="Disjoint">Whether no test class was seen in training.</param>
public sealed record ClassCounts(int Train, int Validation, int Test, bool Disjoint);

/// <summary>Samples of each part.</summary>
/// <param name="Train">Samples to learn from.</param>
/// <param name="Validation">Samples for thresholds and early stopping.</param>
/// <param name="Test">Samples that figures are reported on.</param>
public sealed record ImageCounts(int Train, int Validation, int Test);

/// <summary>How the figures were made: what a reader needs to compare them with others'.</summary>
/// <param name="Pairs">Test pairs, half of them of one class.</param>
/// <param name="Episodes">Episodes for each number of ways.</param>
/// <param name="Shots">Support samples of each candidate.</param>
/// <param name="Intervals">What <c>ci95</c> is over: <c>test</c> for resampled test classes and images, <c>seeds</c> for training seeds.</param>
public sealed record ProtocolReport(int Pairs, IReadOnlyDictionary<string, int> Episodes, int Shots, string Intervals);

/// <summary>A mean with the half-width of its 95 % interval.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Ci95">The half-width; <see langword="null"/> where it does not exist.</param>
public sealed record Figure(double Mean, double? Ci95);

/// <summary>A scorer without training; the mean over the splits where each seed has its own.</summary>
public sealed record BaselineReport
{
    /// <summary><c>pixels</c> (of other data <c>tokens</c> or <c>values</c>) or <c>untrained</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Pairs judged rightly at the threshold fitted on validation data.</summary>
    public required double PairAccuracy { get; init; }

    /// <summary>The area under the ROC curve.</summary>
    public required double Auc { get; init; }

    /// <summary>The equal error rate.</summary>
    public required double Eer { get; init; }

    /// <summary>Episodes, by the number of ways.</summary>
    public required IReadOnlyDictionary<string, double> OneShot { get; init; }
}
