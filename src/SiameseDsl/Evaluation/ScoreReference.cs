using SiameseDsl.Data;
using SiameseDsl.Modules;

namespace SiameseDsl.Evaluation;

/// <summary>What the scores of a trained model mean, measured on validation data: the cut between same and different, the chance of one class, and how strangers score.</summary>
/// <param name="Point">The threshold, and the chance of one class as a function of the score.</param>
/// <param name="Impostors">How pairs of different classes score.</param>
public sealed record ScoreReference(OperatingPoint Point, ImpostorScores Impostors)
{
    private const int MostPairs = 250_000;
    private const int FewestPairs = 10_000;

    // A head that is a network itself gets as many pairs as it compares in about a second.
    private const double HeadBudget = 2e10;

    /// <summary>Measures a model on validation data, as its left and right tower score.</summary>
    /// <param name="module">The trained model.</param>
    /// <param name="validation">Samples of at least two classes, with two samples each.</param>
    /// <param name="options">Which pairs fit the threshold; those of training by default.</param>
    /// <exception cref="SiameseException">The data has too few classes or samples, or a score is no finite number.</exception>
    public static ScoreReference Measure(SiameseModule module, SampleSet validation, EvaluationOptions? options = null)
    {
        options ??= new EvaluationOptions();
        using var scorer = new ModelScorer(module, validation);
        PairSet pairs = PairSet.Balanced(validation.Labels, options.ValidationPairs, options.Seed);
        float[] scores = scorer.Score(pairs.Left, pairs.Right);
        var point = new OperatingPoint(Verification.FitThreshold(scores, pairs.Same), ScoreCalibration.Fit(scores, pairs.Same));
        long headMacs = Math.Max(1, module.Plan.HeadLayers.Sum(layer => layer.Macs));
        (int[] left, int[] right) = ImpostorScores.DrawPairs(validation.Labels, (int)Math.Clamp(HeadBudget / headMacs, FewestPairs, MostPairs), options.Seed);
        return new ScoreReference(point, ImpostorScores.Of(scorer.Score(left, right)));
    }

    /// <summary>
    /// The share of strangers whose best score among <paramref name="examples"/> enrolled ones is at least <paramref name="score"/>: 1 - (1 - FAR)^n. It takes the examples as independent of each other, which
    /// several of one identity are not, and the strangers as like those of the validation data.
    /// </summary>
    public double FalsePositiveRate(double score, long examples) => 1 - Math.Pow(1 - Impostors.FalseAcceptRate(score), examples);

    /// <summary>
    /// The score that the best candidate among <paramref name="examples"/> enrolled ones needs to be taken for the probe's identity: at most the share <paramref name="rate"/> of strangers
    /// reaches it, as far as the validation pairs can tell, and it is never below the threshold of two samples.
    /// </summary>
    public double RejectThreshold(double rate, long examples) =>
        Math.Max(Point.Threshold, Impostors.ScoreAt(1 - Math.Pow(1 - rate, 1.0 / Math.Max(1, examples))));
}
