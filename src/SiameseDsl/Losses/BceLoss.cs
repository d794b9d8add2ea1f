using static TorchSharp.torch;

namespace SiameseDsl.Losses;

/// <summary>
/// Binary cross-entropy on the score s as a logit: mean of w log(1 + e^-s) for same, log(1 + e^s) for different pairs, w being the weight of same pairs.
/// A constant score gives ln 2 on balanced pairs without a weight.
/// </summary>
public sealed class BceLoss : PairLoss
{
    /// <summary>A binary cross-entropy.</summary>
    /// <param name="positiveWeight">How many times a same pair counts.</param>
    /// <exception cref="ArgumentOutOfRangeException">The weight is not positive.</exception>
    public BceLoss(double positiveWeight = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(positiveWeight);
        PositiveWeight = positiveWeight;
    }

    /// <summary>The weight w.</summary>
    public double PositiveWeight { get; }

    /// <inheritdoc/>
    public override string Name => "bce";

    /// <inheritdoc/>
    public override PairLossInput Input => PairLossInput.Score;

    // With w the best constant is the logit of w p / (w p + 1 - p).
    /// <inheritdoc/>
    public override double UninformativeValue(double sameFraction = 0.5)
    {
        double weighted = PositiveWeight * sameFraction;
        double chance = weighted / (weighted + 1 - sameFraction);
        return Cost(weighted, chance) + Cost(1 - sameFraction, 1 - chance);
    }

    /// <inheritdoc/>
    protected override Tensor Mean(Tensor output, Tensor isSame)
    {
        using var scope = NewDisposeScope();
        Tensor target = isSame.to(output.dtype);
        Tensor? weight = PositiveWeight == 1 ? null : full([], PositiveWeight, output.dtype, output.device);
        return nn.functional.binary_cross_entropy_with_logits(output, target, pos_weights: weight).MoveToOuterDisposeScope();
    }

    private static double Cost(double weight, double chance) => weight <= 0 ? 0 : -weight * Math.Log(chance);
}
