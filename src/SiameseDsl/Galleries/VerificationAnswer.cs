using SiameseDsl.Evaluation;
using SiameseDsl.Modules;
using static TorchSharp.torch;

namespace SiameseDsl.Galleries;

/// <summary>Whether a probe is who it is said to be.</summary>
/// <param name="Score">The score; with several examples that of the best one. Larger means more alike.</param>
/// <param name="Threshold">The score at and above which they count as the same, fitted on validation data.</param>
/// <param name="Probability">P(same), 0 to 1, where same and different are equally likely beforehand; <see langword="null"/> where the run kept no scores of validation pairs.</param>
/// <param name="FalseAcceptRate">The share of strangers, 0 to 1, who score at least as high against one sample; <see langword="null"/> as for <paramref name="Probability"/>.</param>
public sealed record VerificationAnswer(float Score, double Threshold, double? Probability, double? FalseAcceptRate)
{
    /// <summary>Whether the score reaches the threshold.</summary>
    public bool IsSame => Score >= Threshold;

    /// <summary>Whether two samples, each a batch of one, are of the same class.</summary>
    /// <exception cref="SiameseException">The model has no threshold yet, or its score is no finite number.</exception>
    /// <exception cref="ArgumentException">A sample does not have its tower's shape or type.</exception>
    public static VerificationAnswer Of(SiameseModule module, Tensor left, Tensor right)
    {
        double threshold = module.ScoreReference?.Point.Threshold ?? module.Threshold ?? throw new SiameseException($"{module.Plan.Name} has no threshold yet: train it with validation data, or load a finished run.");
        using var scope = NewDisposeScope();
        using var mode = new InferenceMode(module);
        Tensor score = module.Compare(module.EmbedSamples(left, module.LeftTower), module.EmbedSamples(right, module.RightTower));
        return Of(threshold, module.ScoreReference, score.item<float>());
    }

    /// <summary>What a score says at the operating point.</summary>
    internal static VerificationAnswer Of(double threshold, ScoreReference? reference, float score) =>
        new(Verification.Finite(score), threshold, reference?.Point.Calibration.Probability(score), reference?.Impostors.FalseAcceptRate(score));
}
