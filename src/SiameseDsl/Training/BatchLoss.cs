using SiameseDsl.Data;
using SiameseDsl.Graphs;
using SiameseDsl.Heads;
using SiameseDsl.Losses;
using SiameseDsl.Modules;
using SiameseDsl.Sampling;
using TorchSharp;
using static TorchSharp.torch;

namespace SiameseDsl.Training;

/// <summary>From a batch to its loss: which images go through which tower, and what the loss is given. Runs inside the step's dispose scope.</summary>
/// <param name="model">The model.</param>
/// <param name="loss">Its loss.</param>
/// <param name="isMixed">Whether the towers compute in bfloat16; head and loss never do.</param>
internal sealed class BatchLoss(SiameseModule model, Loss<Tensor, Tensor, Tensor> loss, bool isMixed)
{
    /// <summary>Pairs: (N, ...) twice and (N) bool. Losses on the score go through the model's call, losses on the distance through the towers and the head's distance. With several comparisons the mean
    /// over them: each pair of towers sees all pairs.</summary>
    /// <exception cref="InvalidOperationException">The loss takes labelled batches.</exception>
    public Tensor OfPairs(Tensor left, Tensor right, Tensor isSame)
    {
        if (Compared.Count > 1)
        {
            var sides = new TowerOutputs(Encode, left, right);
            return Mean(pair => OfEmbeddings(sides.Left(pair.Left), sides.Right(pair.Right), isSame));
        }

        if (loss is PairLoss { Input: PairLossInput.Score } pairs && !isMixed)
        {
            return pairs.call(model.call(left, right), isSame);
        }

        RequirePairs();
        (Tensor a, Tensor b) = EncodeBoth(left, right);
        return OfEmbeddings(a, b, isSame);
    }

    /// <summary>A labelled batch: (N, ...) and (N) int64. Each image goes through each tower that is compared once.</summary>
    /// <exception cref="InvalidOperationException">The loss takes pairs.</exception>
    public Tensor OfLabelled(Tensor images, Tensor labels)
    {
        EmbeddingLoss labelled = Labelled;
        var sides = new TowerOutputs(Encode, images, images);
        return Mean(pair => pair.Left == pair.Right ? labelled.call(sides.Left(pair.Left), labels) : labelled.forward(sides.Left(pair.Left), sides.Right(pair.Right), labels));
    }

    /// <summary>
    /// A batch for each tower, (N, ...) each, for towers that take different things. A loss on labelled batches takes the (N) int64 labels that the rows of all towers have in common; a loss on pairs
    /// says by bools which rows belong together: (N) for all comparisons, or a row for each, (comparisons, N).
    /// </summary>
    /// <exception cref="ArgumentException">There are not as many batches as towers, or not as many rows of bools as comparisons.</exception>
    public Tensor OfBranches(Tensor[] branches, Tensor labels)
    {
        Tensor[] embeddings = isMixed ? [.. model.EncodeAll([.. branches.Select(MixedPrecision.Into)]).Select(MixedPrecision.OutOf)] : model.EncodeAll(branches);
        if (loss is EmbeddingLoss labelled)
        {
            return Mean(pair => labelled.forward(embeddings[pair.Left], embeddings[pair.Right], labels));
        }

        if (labels.dim() == 2 && labels.shape[0] != Compared.Count)
        {
            throw new ArgumentException($"{model.Plan.Name} has {Compared.Count} comparisons, but there are {labels.shape[0]} rows of labels: give a row for each, or one for all.", nameof(labels));
        }

        int row = 0;
        return Mean(pair => OfEmbeddings(embeddings[pair.Left], embeddings[pair.Right], labels.dim() == 2 ? labels[row++] : labels));
    }

    /// <summary>A drawn batch: lets <paramref name="draw"/> give its images, and computes the loss.</summary>
    /// <exception cref="InvalidOperationException">The loss takes another kind of batch.</exception>
    public Tensor Of(TrainingBatch batch, SampleSet samples, DrawImages draw)
    {
        switch (batch)
        {
            case PairIndices pairs:
                int count = pairs.Left.Length;
                Tensor both = Images(samples, [.. pairs.Left, .. pairs.Right], draw);
                return OfPairs(both.narrow(0, 0, count), both.narrow(0, count, count), tensor(pairs.IsSame, device: both.device));
            case ClassIndices classes:
                Tensor images = Images(samples, classes.Indices, draw);
                return OfLabelled(images, tensor(Array.ConvertAll(classes.Labels, label => (long)label), device: images.device));
            case EpisodeIndices episode when loss is PrototypicalLoss prototypical:
                return OfEpisode(prototypical, episode, Images(samples, [.. episode.Support, .. episode.Query], draw));
            case EpisodeIndices episode:
                Tensor all = Images(samples, [.. episode.Support, .. episode.Query], draw);
                return OfLabelled(all, tensor(Wide([.. episode.SupportLabels, .. episode.QueryLabels]), device: all.device));
            default:
                throw new InvalidOperationException($"{model.Plan.Name} cannot train on a batch of type {batch.GetType().Name}.");
        }
    }

    private IReadOnlyList<TowerPair> Compared => model.Plan.Comparisons;

    private EmbeddingLoss Labelled => loss as EmbeddingLoss ?? throw new InvalidOperationException($"The loss of {model.Plan.Name} takes pairs, not a batch of samples with labels.");

    private void RequirePairs()
    {
        if (loss is not (PairLoss or PairSumLoss))
        {
            throw new InvalidOperationException($"The loss of {model.Plan.Name} takes a batch of samples with labels, not pairs.");
        }
    }

    private Tensor OfEmbeddings(Tensor a, Tensor b, Tensor isSame)
    {
        RequirePairs();
        if (loss is PairLoss pairs)
        {
            return pairs.call(pairs.Input == PairLossInput.Score ? model.Compare(a, b) : Distance.Distance(a, b), isSame);
        }

        var sum = (PairSumLoss)loss;
        bool Takes(PairLossInput input) => sum.Parts.Any(part => part.Loss.Input == input);
        return sum.Of(Takes(PairLossInput.Score) ? model.Compare(a, b) : null, Takes(PairLossInput.Distance) ? Distance.Distance(a, b) : null, isSame);
    }

    private Tensor Mean(Func<TowerPair, Tensor> of)
    {
        Tensor sum = of(Compared[0]);
        foreach (TowerPair pair in Compared.Skip(1))
        {
            sum = sum + of(pair);
        }

        return Compared.Count == 1 ? sum : sum / Compared.Count;
    }

    private Tensor Encode(Tensor images, int tower) => isMixed ? MixedPrecision.OutOf(model.Encode(MixedPrecision.Into(images), tower)) : model.Encode(images, tower);

    private (Tensor Left, Tensor Right) EncodeBoth(Tensor left, Tensor right)
    {
        if (!isMixed)
        {
            return model.EncodeBoth(left, right);
        }

        (Tensor a, Tensor b) = model.EncodeBoth(MixedPrecision.Into(left), MixedPrecision.Into(right));
        return (MixedPrecision.OutOf(a), MixedPrecision.OutOf(b));
    }

    private Metric Distance => model.HeadMetric ?? throw new InvalidOperationException($"The head of {model.Plan.Name} is no distance, which its loss needs.");

    private static long[] Wide(int[] values) => Array.ConvertAll(values, value => (long)value);

    // Queries come from the left tower and the support from the right one, as in every evaluation.
    private Tensor OfEpisode(PrototypicalLoss prototypical, EpisodeIndices episode, Tensor images)
    {
        int shots = episode.Support.Length;
        if (model.Plan.Towers.Count == 1)
        {
            Tensor[] parts = Encode(images, 0).split([shots, episode.Query.Length]);
            return Of(parts[0], parts[1]);
        }

        var sides = new TowerOutputs(Encode, images.narrow(0, shots, episode.Query.Length), images.narrow(0, 0, shots));
        return Mean(pair =>
        {
            Tensor support = sides.Right(pair.Right);
            return Of(support, sides.Left(pair.Left));
        });

        Tensor Of(Tensor support, Tensor query) => prototypical.Episode(support, Wide(episode.SupportLabels), query, Wide(episode.QueryLabels), episode.Ways);
    }

    private Tensor Images(SampleSet samples, ReadOnlySpan<long> indices, DrawImages draw) => model.Accept(draw(samples, indices), 0);
}

/// <summary>Gives the samples at some indices, all of one batch, as a training step sees them.</summary>
internal delegate Tensor DrawImages(SampleSet samples, ReadOnlySpan<long> indices);
