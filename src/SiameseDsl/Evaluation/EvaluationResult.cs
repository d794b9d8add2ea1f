namespace SiameseDsl.Evaluation;

/// <summary>What one scorer measured: figures on test data, at a threshold fitted on validation data, with the raw outcomes for intervals.</summary>
public sealed record EvaluationResult
{
    /// <summary>The score at and above which two samples count as one class: the best balanced accuracy on validation pairs.</summary>
    public required double Threshold { get; init; }

    /// <summary>The share of test pairs judged rightly at <see cref="Threshold"/>, 0 to 1.</summary>
    public required double PairAccuracy { get; init; }

    /// <summary>The area under the ROC curve of the test pairs, 0 to 1.</summary>
    public required double Auc { get; init; }

    /// <summary>The equal error rate of the test pairs, 0 to 1.</summary>
    public required double Eer { get; init; }

    /// <summary>Average precision, TAR at FAR and calibration of the test pairs.</summary>
    public required VerificationFigures Verification { get; init; }

    /// <summary>Retrieval among the test samples; <see langword="null"/> where it was not asked for.</summary>
    public RetrievalFigures? Retrieval { get; init; }

    /// <summary>Identification with unknown probes among the test samples; <see langword="null"/> where it was not asked for or fewer than four classes have two samples.</summary>
    public OpenSetFigures? OpenSet { get; init; }

    /// <summary>The accuracy, 0 to 1, of episodes by their number of ways, ascending.</summary>
    public required IReadOnlyDictionary<int, double> OneShot { get; init; }

    /// <summary>The test pairs with their scores.</summary>
    public required PairOutcomes Pairs { get; init; }

    /// <summary>The episodes, by their number of ways, ascending.</summary>
    public required IReadOnlyDictionary<int, EpisodeOutcomes> Episodes { get; init; }

    /// <summary>The figure called <paramref name="metric"/>: <c>pair_accuracy</c>, <c>auc</c>, <c>eer</c>, or <c>one_shot</c>, which is the one with the most ways.</summary>
    /// <exception cref="ArgumentException">There is no such metric.</exception>
    public double Metric(string metric) => metric switch
    {
        "pair_accuracy" => PairAccuracy,
        "auc" => Auc,
        "eer" => Eer,
        "one_shot" => OneShot[OneShot.Keys.Max()],
        _ => throw new ArgumentException($"There is no metric '{metric}'; there are pair_accuracy, auc, eer and one_shot.", nameof(metric)),
    };
}
