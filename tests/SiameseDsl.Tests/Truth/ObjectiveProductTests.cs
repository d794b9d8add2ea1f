using SiameseDsl.Data;
using SiameseDsl.Losses;
using SiameseDsl.Modules;
using SiameseDsl.Sampling;
using SiameseDsl.Spec;
using SiameseDsl.Tests.Training;
using SiameseDsl.Training;
using TorchSharp;

namespace SiameseDsl.Tests.Truth;

/// <summary>Every head with every loss on every batch: the compiler refuses it with a finding, or the generated model trains.</summary>
public sealed class ObjectiveProductTests
{
    private const int Steps = 40;

    [Fact]
    public void WhatIsRefusedIsRefusedForOneReasonAndWhatIsAcceptedIsWhatTheTablesSay()
    {
        int accepted = 0;
        foreach (ObjectiveProduct.Combination combination in ObjectiveProduct.All)
        {
            IReadOnlyList<Finding> errors = ObjectiveProduct.ErrorsOf(combination);
            bool serves = HeadServes(combination.Head, combination.Loss), suits = BatchSuits(combination.Head, combination.Loss, combination.Batch);
            string[] expected = [.. new[] { serves ? "" : "SDSL2101", suits ? "" : "SDSL2102" }.Where(id => id.Length > 0)];
            Assert.True(expected.SequenceEqual(errors.Select(error => error.Id).Order()), $"{combination}: {string.Join("; ", errors.Select(error => error.Id + " " + error.Message))}");
            accepted += errors.Count == 0 ? 1 : 0;
        }

        Assert.True(accepted > 100, $"Only {accepted} combinations were accepted.");
    }

    [Fact]
    public void WhatIsAcceptedTrainsAStepWithoutALeakAndLearns()
    {
        torch.set_num_threads(1);
        ObjectiveProduct.Combination[] accepted = [.. ObjectiveProduct.All.Where(combination => ObjectiveProduct.ErrorsOf(combination).Count == 0)];
        IReadOnlyList<ModelEntry> models = CompiledSpecs.Load([("Product.siamese.yaml", ObjectiveProduct.Family(accepted))]);
        Assert.Equal(accepted.Length + 1, models.Count);
        using SampleSet data = ToyData.Create();
        List<string> faults = [.. models.Select(entry => Train(entry, data)).OfType<string>()];
        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    [Fact]
    public void EveryHeadAndEveryLossTrainsOverTokens()
    {
        torch.set_num_threads(1);
        ObjectiveProduct.Combination[] accepted = [.. ObjectiveProduct.All.Where(combination => ObjectiveProduct.ErrorsOf(combination).Count == 0)];
        ObjectiveProduct.Combination[] each = [.. accepted.DistinctBy(combination => combination.Head).Union(accepted.Reverse().DistinctBy(combination => combination.Loss))];
        IReadOnlyList<ModelEntry> models = CompiledSpecs.Load([("Product.siamese.yaml", ObjectiveProduct.Family(each, ObjectiveProduct.OfTokens))]);
        Assert.Equal(each.Length + 1, models.Count);
        using SampleSet data = ToyData.CreateTokens();
        List<string> faults = [.. models.Select(entry => Train(entry, data)).OfType<string>()];
        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    /// <summary>Trains a little; what is wrong, or nothing.</summary>
    private static string? Train(ModelEntry entry, SampleSet data)
    {
        using SiameseModule model = entry.Create(1);
        using SiameseTrainer trainer = entry.CreateTrainer(model, entry.DefaultOptions);
        var sampler = BatchSampler.Create(entry.DefaultOptions.Batch, data.Labels, new RandomSource(2));
        List<float> losses = [trainer.TrainStep(sampler.Next(), data)];
        double active = (trainer.Loss as IMinedLoss)?.ActiveFraction ?? double.NaN;
        DisposeScopeManager.Statistics.Reset();
        losses.Add(trainer.TrainStep(sampler.Next(), data));
        if (DisposeScopeManager.Statistics.ThreadTotalLiveCount != 0)
        {
            return $"{entry.Name} leaves {DisposeScopeManager.Statistics.ThreadTotalLiveCount} tensors alive.";
        }

        while (losses.Count < Steps)
        {
            losses.Add(trainer.TrainStep(sampler.Next(), data));
        }

        // The mean over the triplets that are still wrong need not fall; that there are fewer of them is the progress.
        bool learned = losses[^8..].Average() < losses[..8].Average() || (trainer.Loss as IMinedLoss)?.ActiveFraction < active;
        return losses.All(float.IsFinite) && learned ? null : $"{entry.Name} does not learn: {losses[..8].Average()} to {losses[^8..].Average()}.";
    }

    // Written down once more, so that a slip in the catalog shows.
    private static bool HeadServes(string head, string loss) => loss switch
    {
        "bce" or "sum" => true,
        "contrastive" or "double_margin" => head is "euclidean" or "squared_euclidean" or "mahalanobis" or "cosine",
        "multi_similarity" or "circle" => head is "cosine" or "dot",
        "arcface" or "cosface" or "proxy_anchor" => head is "euclidean" or "squared_euclidean" or "cosine" or "dot",
        _ => head is not ("concat" or "l1" or "product"),
    };

    private static bool BatchSuits(string head, string loss, string batch) => loss switch
    {
        "bce" or "sum" => batch == "pairs" || (batch == "pk" && head is not ("concat" or "l1" or "product" or "relation")),
        "contrastive" or "double_margin" => batch is "pairs" or "pk",
        "prototypical" => batch is "episodes" or "pk",
        _ => batch == "pk",
    };
}
