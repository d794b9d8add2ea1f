using System.Text.Json.Serialization;

namespace SiameseDsl.Cli.Reports;

/// <summary>One variant's row.</summary>
public sealed record VariantReport
{
    /// <summary>The variant's name; <c>base</c> for the family's top level.</summary>
    public required string Name { get; init; }

    /// <summary>The hash of the resolved plan.</summary>
    public required string PlanHash { get; init; }

    /// <summary>The head's kind.</summary>
    public required string Head { get; init; }

    /// <summary>The loss's kind.</summary>
    public required string Loss { get; init; }

    /// <summary>Trainable values.</summary>
    public required long Parameters { get; init; }

    /// <summary>Multiply-accumulates to embed one image.</summary>
    public required long Macs { get; init; }

    /// <summary>Values in an embedding.</summary>
    public required int EmbeddingSize { get; init; }

    /// <summary>Test pairs judged rightly at the threshold fitted on validation data.</summary>
    public required Figure PairAccuracy { get; init; }

    /// <summary>The area under the ROC curve.</summary>
    public required Figure Auc { get; init; }

    /// <summary>The equal error rate.</summary>
    public required Figure Eer { get; init; }

    /// <summary>Episodes, by the number of ways.</summary>
    public required IReadOnlyDictionary<string, Figure> OneShot { get; init; }

    /// <summary>Training time, the mean over the runs.</summary>
    public required double TrainSeconds { get; init; }

    /// <summary>Training speed, the mean over the runs.</summary>
    public required double ImagesPerSecond { get; init; }

    /// <summary>The runs, one a seed.</summary>
    public required IReadOnlyList<RunReport> Runs { get; init; }

    /// <summary>What differs from the base, such as <c>head: concat -> euclidean</c>; empty for the base.</summary>
    public IReadOnlyList<string> DiffersFromBase { get; init; } = [];

    /// <summary>The figure called <paramref name="metric"/>; <c>one_shot</c> is the one with the most ways.</summary>
    /// <exception cref="ArgumentException">There is no such metric.</exception>
    public Figure Metric(string metric) => metric switch
    {
        "pair_accuracy" => PairAccuracy,
        "auc" => Auc,
        "eer" => Eer,
        "one_shot" => OneShot.MaxBy(o => int.Parse(o.Key, System.Globalization.CultureInfo.InvariantCulture)).Value,
        _ => throw new ArgumentException($"There is no metric '{metric}'; there are pair_accuracy, auc, eer and one_shot.", nameof(metric)),
    };
}

/// <summary>One training run, measured.</summary>
public sealed record RunReport
{
    /// <summary>The training seed.</summary>
    public required long Seed { get; init; }

    /// <summary>The run's directory.</summary>
    public required string Run { get; init; }

    /// <summary>How the data was split for this seed.</summary>
    public string Split { get; init; } = "";

    /// <summary>The settings that tuning chose on validation data, by their paths; <see langword="null"/> where nothing was tuned.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, double>? Tuned { get; init; }

    /// <summary>What was found to be wrong with the training, one sentence each; <see langword="null"/> where nothing was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Health { get; init; }

    /// <summary>The score at and above which two samples count as one class, fitted on validation data.</summary>
    public required double Threshold { get; init; }

    /// <summary>Test pairs judged rightly at the threshold.</summary>
    public required double PairAccuracy { get; init; }

    /// <summary>The area under the ROC curve.</summary>
    public required double Auc { get; init; }

    /// <summary>The equal error rate.</summary>
    public required double Eer { get; init; }

    /// <summary>Episodes, by the number of ways.</summary>
    public required IReadOnlyDictionary<string, double> OneShot { get; init; }
}

/// <summary>The difference between two variants.</summary>
public sealed record ComparisonEntry
{
    /// <summary>The one variant.</summary>
    public required string A { get; init; }

    /// <summary>The other variant.</summary>
    public required string B { get; init; }

    /// <summary>The metric.</summary>
    public required string Metric { get; init; }

    /// <summary><c>models</c>: are these trained models different? <c>recipe</c>: is this recipe better, over seeds?</summary>
    public required string Scope { get; init; }

    /// <summary>A's figure minus B's.</summary>
    public required double Difference { get; init; }

    /// <summary>The half-width of the difference's 95 % interval; <see langword="null"/> where it does not exist.</summary>
    public required double? Ci95 { get; init; }

    /// <summary>The two-sided p-value, adjusted over the comparisons of the same scope (Holm, 1979); <see langword="null"/> where it does not exist.</summary>
    public required double? PValue { get; init; }

    /// <summary>The p-value before the adjustment.</summary>
    public double? PValueUnadjusted { get; init; }

    /// <summary>For recipes that are not shown to differ: how many more seeds would settle it, were the difference as it looks; <see langword="null"/> where a thousand would not, and elsewhere.</summary>
    public int? MoreSeeds { get; init; }
}
