using static TorchSharp.torch;

namespace SiameseDsl.Losses;

/// <summary>Binary cross-entropy on the score as a logit: mean of log(1 + e^-s) for same, log(1 + e^s) for different pairs. A constant score gives ln 2 on balanced pairs.</summary>
public sealed class BceLoss : PairLoss
{
    /// <inheritdoc/>
    public override string Name => "bce";

    /// <inheritdoc/>
    public override PairLossInput Input => PairLossInput.Score;

    /// <inheritdoc/>
    public override double UninformativeValue(double sameFraction = 0.5) => Entropy(sameFraction) + Entropy(1 - sameFraction);

    /// <inheritdoc/>
    public override Tensor forward(Tensor output, Tensor isSame)
    {
        using var scope = NewDisposeScope();
        return nn.functional.binary_cross_entropy_with_logits(output, isSame.to(output.dtype)).MoveToOuterDisposeScope();
    }

    private static double Entropy(double chance) => chance <= 0 ? 0 : -chance * Math.Log(chance);
}
