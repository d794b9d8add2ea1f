using SiameseDsl.Data;
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
    /// <summary>Pairs: (N, ...) twice and (N) bool. Losses on the score go through the model's call, losses on the distance through the towers and the head's distance.</summary>
    /// <exception cref="InvalidOperationException">The loss takes labelled batches.</exception>
    public Tensor OfPairs(Tensor left, Tensor right, Tensor isSame)
    {
        switch (loss)
        {
            case PairLoss { Input: PairLossInput.Score } pairs when !isMixed:
                return pairs.call(model.call(left, right), isSame);
            case PairLoss pairs:
                (Tensor a, Tensor b) = EncodeBoth(left, right);
                return pairs.call(pairs.Input == PairLossInput.Score ? model.Compare(a, b) : Distance.Distance(a, b), isSame);
            case PairSumLoss sum:
                (a, b) = EncodeBoth(left, right);
                bool Takes(PairLossInput input) => sum.Parts.Any(part => part.Loss.Input == input);
                return sum.Of(Takes(PairLossInput.Score) ? model.Compare(a, b) : null, Takes(PairLossInput.Distance) ? Distance.Distance(a, b) : null, isSame);
            default:
                throw new InvalidOperationException($"The loss of {model.Plan.Name} takes a batch of samples with labels, not pairs.");
        }
    }

    /// <summary>A labelled batch: (N, ...) and (N) int64. Each image goes through each tower once.</summary>
    /// <exception cref="InvalidOperationException">The loss takes pairs.</exception>
    public Tensor OfLabelled(Tensor images, Tensor labels)
    {
        if (loss is not EmbeddingLoss labelled)
        {
            throw new InvalidOperationException($"The loss of {model.Plan.Name} takes pairs, not a batch of samples with labels.");
        }

        Tensor anchors = Encode(images, 0);
        return model.RightTower == 0
            ? labelled.call(anchors, labels)
            : labelled.forward(anchors, Encode(images, model.RightTower), labels);
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
        Tensor support, query;
        if (model.RightTower == 0)
        {
            Tensor[] parts = Encode(images, 0).split([shots, episode.Query.Length]);
            (support, query) = (parts[0], parts[1]);
        }
        else
        {
            support = Encode(images.narrow(0, 0, shots), model.RightTower);
            query = Encode(images.narrow(0, shots, episode.Query.Length), 0);
        }

        return prototypical.Episode(support, Wide(episode.SupportLabels), query, Wide(episode.QueryLabels), episode.Ways);
    }

    private Tensor Images(SampleSet samples, ReadOnlySpan<long> indices, DrawImages draw) => model.Accept(draw(samples, indices), 0);
}

/// <summary>Gives the samples at some indices, all of one batch, as a training step sees them.</summary>
internal delegate Tensor DrawImages(SampleSet samples, ReadOnlySpan<long> indices);
