using SiameseDsl.Heads;
using static TorchSharp.torch;

namespace SiameseDsl.Losses;

/// <summary>
/// Multi-class N-pair loss (Sohn, 2016): of each class a batch holds a few images, the k-th ones of all classes make one set of N candidates, and the loss is the mean over anchors of the mean over their positives p of
/// log(1 + sum of e^(s(a,n) - s(a,p))) over the candidates n of the other classes in p's set. With two images a class these are the paper's N pairs, each image once as anchor.
/// The embeddings' mean squared length is added with a small weight, since similarities that are not normalised could grow for ever.
/// </summary>
public sealed class NPairLoss : SimilarityLoss
{
    /// <summary>An N-pair loss.</summary>
    /// <param name="similarity">The similarity s; the paper's is the dot product.</param>
    /// <param name="l2">The weight of the embeddings' mean squared length.</param>
    /// <exception cref="ArgumentOutOfRangeException">The weight is negative.</exception>
    public NPairLoss(Similarity similarity, double l2 = 0.002)
        : base(similarity)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(l2);
        L2 = l2;
    }

    /// <summary>The weight of the embeddings' mean squared length.</summary>
    public double L2 { get; }

    /// <inheritdoc/>
    public override string Name => "n_pair";

    /// <summary>ln of the number of classes, of equal embeddings of length zero.</summary>
    public override double UninformativeValue(int classes, int samples) => Math.Log(classes);

    /// <inheritdoc/>
    public override Tensor forward(Tensor anchors, Tensor candidates, Tensor labels)
    {
        using var scope = NewDisposeScope();
        (Tensor positives, Tensor negatives) = LabelMasks.Of(labels);
        Tensor similarities = Similarity.Similarities(anchors, candidates);

        // How many images of the same class stand before an image: the number of its set.
        Tensor sets = positives.tril(-1).sum(1);
        Tensor[] rests =
        [
            .. Enumerable.Range(0, (int)sets.max().item<long>() + 1)
                .Select(set => similarities.masked_fill(negatives.logical_and(sets.eq(set)).logical_not(), Nobody).logsumexp(1)),
        ];
        Tensor rest = stack(rests, 1).index_select(1, sets);
        Tensor loss = MeanOverPositives(nn.functional.softplus(rest - similarities), positives);
        if (L2 > 0)
        {
            Tensor length = SquaredLength(anchors);
            loss = loss + (L2 * (ReferenceEquals(anchors, candidates) ? length : (length + SquaredLength(candidates)) / 2));
        }

        return loss.MoveToOuterDisposeScope();
    }

    private static Tensor SquaredLength(Tensor embeddings) => embeddings.flatten(1).square().sum(1).mean();
}
