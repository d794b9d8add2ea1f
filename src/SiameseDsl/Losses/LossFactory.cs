using SiameseDsl.Heads;
using SiameseDsl.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace SiameseDsl.Losses;

/// <summary>Makes losses from their settings.</summary>
public static class LossFactory
{
    /// <summary>The loss of the settings: a <see cref="PairLoss"/> or an <see cref="EmbeddingLoss"/>.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="metric">The head's distance; may be <see langword="null"/> for losses on the score.</param>
    /// <param name="batch">The batch, which says how many shots an episode has.</param>
    /// <exception cref="ArgumentException">The loss needs a distance, but the head has none.</exception>
    public static Loss<Tensor, Tensor, Tensor> Create(LossOptions options, Metric? metric, BatchOptions batch) => options switch
    {
        BceOptions => new BceLoss(),
        ContrastiveOptions contrastive => Needs(metric, "contrastive", _ => new ContrastiveLoss(contrastive.Margin)),
        TripletOptions triplet => Needs(metric, "triplet", distance => new TripletLoss(distance, triplet.Margin, triplet.Mining)),
        NtXentOptions ntXent => Needs(metric, "nt_xent", distance => new NtXentLoss(distance, ntXent.Temperature)),
        PrototypicalOptions => Needs(metric, "prototypical", distance => new PrototypicalLoss(distance, batch is EpisodeBatch episodes ? episodes.Shots : 1)),
        _ => throw new ArgumentException($"There is no loss for settings of type {options.GetType().Name}.", nameof(options)),
    };

    private static Loss<Tensor, Tensor, Tensor> Needs(Metric? metric, string loss, Func<Metric, Loss<Tensor, Tensor, Tensor>> create) =>
        create(metric ?? throw new ArgumentException($"The loss {loss} needs a head that is a distance: euclidean, squared_euclidean or cosine.", nameof(metric)));
}
