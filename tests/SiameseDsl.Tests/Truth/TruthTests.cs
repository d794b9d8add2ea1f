using SiameseDsl.Models;
using SiameseDsl.Modules;
using SiameseDsl.Spec.Catalog;
using TorchSharp;

namespace SiameseDsl.Tests.Truth;

/// <summary>The compiler's inference against TorchSharp: shapes, parameter counts and multiply-accumulates.</summary>
public class TruthTests
{
    private const int Specs = 220;

    // A layer that the catalog has and the random specs never write fails here.
    private static readonly IReadOnlyList<string> Kinds = SpecCatalog.Kinds(Category.Layer);

    [Fact]
    public void EveryModelOfTheRepositoryIsWhatTheCompilerInferred()
    {
        torch.set_num_threads(1);
        Assert.NotEmpty(SiameseModels.All);
        foreach (ModelEntry entry in SiameseModels.All)
        {
            ModelTruth.AssertTrue(entry);
        }
    }

    [Fact]
    public void RandomSpecsAreWhatTheCompilerInferred()
    {
        torch.set_num_threads(1);
        RandomSpec random = new(seed: 20);
        IReadOnlyList<ModelEntry> models = CompiledSpecs.Load([.. Enumerable.Range(0, Specs).Select(i => ($"Random{i}.siamese.yaml", random.Next($"Random{i}")))]);

        Assert.Equal(Specs, models.Count);
        Assert.All(Kinds, kind => Assert.True(random.Kinds.GetValueOrDefault(kind) >= 10, $"'{kind}' was written only {random.Kinds.GetValueOrDefault(kind)} times."));
        Assert.All(["shared", "separate", "partial", "named"], (string form) => Assert.True(random.Kinds.GetValueOrDefault(form) >= 10, $"'{form}' was written only {random.Kinds.GetValueOrDefault(form)} times."));
        Assert.All(
            ["same kernel even stride 1", "same kernel even stride 2", "same kernel odd stride 1", "same kernel odd stride 2"],
            (string padding) => Assert.True(random.Kinds.GetValueOrDefault(padding) >= 10, $"'{padding}' was written only {random.Kinds.GetValueOrDefault(padding)} times."));
        foreach (ModelEntry entry in models)
        {
            ModelTruth.AssertTrue(entry);
        }
    }
}
