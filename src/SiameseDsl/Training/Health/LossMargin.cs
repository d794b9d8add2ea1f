using SiameseDsl.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace SiameseDsl.Training.Health;

/// <summary>The distance that a loss asks of different classes.</summary>
/// <param name="Value">The margin, in distances.</param>
/// <param name="Path">Where the spec sets it.</param>
internal sealed record LossMargin(double Value, string Path)
{
    /// <summary>That of a loss; <see langword="null"/> where it asks for none. A sum is as its first part with one.</summary>
    public static LossMargin? Of(Loss<Tensor, Tensor, Tensor> loss) => loss switch
    {
        ContrastiveLoss contrastive => new LossMargin(contrastive.Margin, "loss.contrastive.margin"),
        DoubleMarginLoss both => new LossMargin(both.NegativeMargin, "loss.double_margin.negative_margin"),
        TripletLoss triplet => new LossMargin(triplet.Squared ? Math.Sqrt(triplet.Margin) : triplet.Margin, "loss.triplet.margin"),
        AllPairsLoss pairs => Of(pairs.PairLoss),
        PairSumLoss sum => sum.Parts.Select(part => Of(part.Loss)).FirstOrDefault(margin => margin is not null),
        SumLoss sum => sum.Parts.Select(part => Of(part.Loss)).FirstOrDefault(margin => margin is not null),
        _ => null,
    };
}
