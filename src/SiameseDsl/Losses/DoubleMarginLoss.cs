using static TorchSharp.torch;

namespace SiameseDsl.Losses;

/// <summary>
/// Contrastive loss with a margin for each side (Lin et al., 2015): mean of y max(0, d - p)² + (1 - y) max(0, n - d)², y = 1 for same pairs.
/// Same pairs need not fall into one point: nearer than p they cost nothing. A constant distance gives q (1 - q) (n - p)² at best, q being the part of same pairs.
/// </summary>
public sealed class DoubleMarginLoss : PairLoss
{
    /// <summary>A contrastive loss with two margins.</summary>
    /// <param name="positiveMargin">Same pairs nearer than this cost nothing.</param>
    /// <param name="negativeMargin">Different pairs farther apart than this cost nothing.</param>
    /// <param name="reducer">What the terms are averaged over.</param>
    /// <exception cref="ArgumentOutOfRangeException">The positive margin is negative, or not below the negative one.</exception>
    public DoubleMarginLoss(double positiveMargin = 0.2, double negativeMargin = 1, LossReducer reducer = LossReducer.Mean)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(positiveMargin);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(positiveMargin, negativeMargin);
        PositiveMargin = positiveMargin;
        NegativeMargin = negativeMargin;
        Reducer = reducer;
    }

    /// <summary>The margin p of same pairs.</summary>
    public double PositiveMargin { get; }

    /// <summary>The margin n of different pairs.</summary>
    public double NegativeMargin { get; }

    /// <summary>What the terms are averaged over.</summary>
    public LossReducer Reducer { get; }

    /// <inheritdoc/>
    public override string Name => "double_margin";

    /// <inheritdoc/>
    public override PairLossInput Input => PairLossInput.Distance;

    internal override double? MiningMargin => NegativeMargin - PositiveMargin;

    /// <inheritdoc/>
    public override double UninformativeValue(double sameFraction = 0.5) => sameFraction * (1 - sameFraction) * Math.Pow(NegativeMargin - PositiveMargin, 2);

    /// <inheritdoc/>
    protected override Tensor Mean(Tensor output, Tensor isSame)
    {
        using var scope = NewDisposeScope();
        Tensor pull = (output - PositiveMargin).clamp_min(0).square();
        Tensor push = (NegativeMargin - output).clamp_min(0).square();
        return Reduce(where(isSame, pull, push), Reducer).MoveToOuterDisposeScope();
    }
}
