using SiameseDsl.Heads;
using static TorchSharp.torch;

namespace SiameseDsl.Losses;

/// <summary>
/// Prototypical loss (Snell et al., 2017): a class's prototype is the mean of its support embeddings, and a query's loss is the cross-entropy over its negative distances (or its similarities) to the prototypes. Under a relation head this is the relation network's training in episodes, with a cross-entropy instead of the paper's squared error.
/// In a labelled batch the images of each class take turns: <see cref="Shots"/> of them are the support, the others are queries, and the loss is the mean over the turns, so that P x K batches waste no image.
/// Equal embeddings give ln of the number of classes.
/// </summary>
public sealed class PrototypicalLoss : SimilarityLoss
{
    /// <summary>A prototypical loss.</summary>
    /// <param name="similarity">The distance, or a similarity in place of its negative.</param>
    /// <param name="shots">Support images of each class in a labelled batch.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no support.</exception>
    public PrototypicalLoss(Similarity similarity, int shots = 1)
        : base(similarity)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(shots);
        Shots = shots;
    }

    /// <summary>Support images of each class in a labelled batch.</summary>
    public int Shots { get; }

    /// <inheritdoc/>
    public override string Name => "prototypical";

    /// <inheritdoc/>
    public override double UninformativeValue(int classes, int samples) => Math.Log(classes);

    /// <inheritdoc/>
    public override Tensor forward(Tensor anchors, Tensor candidates, Tensor labels)
    {
        using var scope = NewDisposeScope();
        List<Tensor> losses = [];
        foreach (EpisodeSplit turn in EpisodeSplit.Turns(labels, Shots))
        {
            Tensor support = candidates.index_select(0, tensor(turn.Support, device: candidates.device));
            Tensor query = anchors.index_select(0, tensor(turn.Query, device: anchors.device));
            losses.Add(Episode(support, turn.SupportClasses, query, turn.QueryClasses, turn.Classes));
        }

        return stack(losses).mean().MoveToOuterDisposeScope();
    }

    /// <summary>One episode: (S, ...) support and (Q, ...) queries with class numbers from 0 to <paramref name="classes"/> - 1 -> scalar.</summary>
    public Tensor Episode(Tensor support, ReadOnlySpan<long> supportClasses, Tensor query, ReadOnlySpan<long> queryClasses, int classes)
    {
        using var scope = NewDisposeScope();
        Tensor membership = nn.functional.one_hot(tensor(supportClasses.ToArray(), device: support.device), classes).to(support.dtype);
        Tensor prototypes = membership.t().matmul(support.flatten(1)) / membership.sum([0L]).unsqueeze(1);
        Tensor logits = Similarity.Dissimilarities(query, prototypes.reshape([classes, .. support.shape[1..]])).neg();
        return nn.functional.cross_entropy(logits, tensor(queryClasses.ToArray(), device: query.device)).MoveToOuterDisposeScope();
    }
}
