using static TorchSharp.torch;

namespace SiameseDsl.Losses;

/// <summary>
/// Contrastive loss on the distance d (Hadsell, Chopra and LeCun, 2006): mean of y d² + (1 - y) max(0, m - d)², y = 1 for same pairs, without the paper's factor 1/2.
/// The push on different pairs is steepest at d = 0. A constant distance gives p (1 - p) m² at best, m²/4 on balanced pairs.
/// </summary>
public sealed class ContrastiveLoss : PairLoss
{
    /// <summary>A contrastive loss.</summary>
    /// <param name="margin">Different pairs farther apart than this cost nothing.</param>
    /// <param name="reducer">What the terms are averaged over.</param>
    /// <exception cref="ArgumentOutOfRangeException">The margin is not positive.</exception>
    public ContrastiveLoss(double margin = 1, LossReducer reducer = LossReducer.Mean)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(margin);
        Margin = margin;
        Reducer = reducer;
    }

    /// <summary>The margin m.</summary>
    public double Margin { get; }

    /// <summary>What the terms are averaged over.</summary>
    public LossReducer Reducer { get; }

    /// <inheritdoc/>
    public override string Name => "contrastive";

    /// <inheritdoc/>
    public override PairLossInput Input => PairLossInput.Distance;

    internal override double? MiningMargin => Margin;

    /// <inheritdoc/>
    public override double UninformativeValue(double sameFraction = 0.5) => sameFraction * (1 - sameFraction) * Margin * Margin;

    /// <inheritdoc/>
    protected override Tensor Mean(Tensor output, Tensor isSame)
    {
        using var scope = NewDisposeScope();
        Tensor pull = output.square();
        Tensor push = (Margin - output).clamp_min(0).square();
        return Reduce(where(isSame, pull, push), Reducer).MoveToOuterDisposeScope();
    }
}
