using SiameseDsl.Heads;
using SiameseDsl.Mining;
using static TorchSharp.torch;

namespace SiameseDsl.Losses;

/// <summary>
/// A pair loss over the pairs of a labelled batch, where each image goes through the tower once: B images make B (B - 1) pairs.
/// The mined same and different pairs weigh half each, whatever their numbers, as in a batch of balanced pairs.
/// </summary>
public sealed class AllPairsLoss : MinedLoss
{
    /// <summary>A pair loss over labelled batches.</summary>
    /// <param name="loss">The loss; it belongs to this one from now on.</param>
    /// <param name="similarity">What gives the loss's input: a distance, or for losses on the score the score itself.</param>
    /// <param name="mining">Which pairs count.</param>
    /// <exception cref="ArgumentException">The loss takes distances, but <paramref name="similarity"/> is none.</exception>
    public AllPairsLoss(PairLoss loss, Similarity similarity, MiningOptions mining)
        : base(similarity, mining)
    {
        if (loss.Input == PairLossInput.Distance && similarity is not Metric)
        {
            throw new ArgumentException($"The loss {loss.Name} takes distances, but this similarity is none.", nameof(similarity));
        }

        PairLoss = loss;
    }

    /// <summary>The loss.</summary>
    public PairLoss PairLoss { get; }

    /// <inheritdoc/>
    public override string Name => PairLoss.Name;

    /// <inheritdoc/>
    public override double UninformativeValue(int classes, int samples) => PairLoss.UninformativeValue();

    /// <inheritdoc/>
    public override Tensor forward(Tensor anchors, Tensor candidates, Tensor labels)
    {
        using var scope = NewDisposeScope();
        Tensor distances = Similarity.Dissimilarities(anchors, candidates);
        LabelMasks kept = MinePairs(distances, LabelMasks.Of(labels), PairLoss.MiningMargin);
        Tensor output = PairLoss.Input == PairLossInput.Distance ? distances : distances.neg();
        return ((Side(output, kept.Positives, same: true) + Side(output, kept.Negatives, same: false)) / 2).MoveToOuterDisposeScope();
    }

    // Without such pairs a zero that still hangs on the embeddings, so that there is something to go back through.
    private Tensor Side(Tensor output, Tensor mask, bool same)
    {
        Tensor chosen = output.masked_select(mask);
        return chosen.shape[0] == 0 ? chosen.sum() : PairLoss.call(chosen, full(chosen.shape, same, ScalarType.Bool, chosen.device));
    }
}
