using System.Globalization;
using SiameseDsl.Models;
using SiameseDsl.Modules;
using SiameseDsl.Spec.Catalog;
using TorchSharp;

namespace SiameseDsl.Tests.Truth;

/// <summary>The compiler's inference against TorchSharp: shapes, parameter counts and multiply-accumulates.</summary>
public class TruthTests
{
    /// <summary>How many random specs are built; the environment variable SIAMESE_RANDOM_SPECS asks for another number, 1000 in the full form.</summary>
    private static readonly int Specs = int.TryParse(Environment.GetEnvironmentVariable("SIAMESE_RANDOM_SPECS"), NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? count : 240;

    /// <summary>How often each kind must be among them: 20 times in the full form.</summary>
    private static readonly int Least = Math.Min(20, Specs / 24);

    // Classes of the user's need the user's code beside them: the golden models have both.
    private static readonly IReadOnlyList<string> Kinds = [.. SpecCatalog.Kinds(Category.Layer).Where(kind => SpecCatalog.Find(Category.Layer, kind)!.Custom is null)];

    [Fact]
    public void TheRandomSpecsHaveACaseForEveryLayer() => Assert.Equal(Kinds.Order(), RandomLayers.Kinds.Order());

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
        (string, string)[] specs = [.. Enumerable.Range(0, Specs).Select(i => ($"Random{i}.siamese.yaml", random.Next($"Random{i}")))];
        string[] forms = ["shared", "separate", "partial", "named", "three towers", "block", "same kernel even stride 1", "same kernel even stride 2", "same kernel odd stride 1", "same kernel odd stride 2"];
        Assert.All(Kinds.Concat(forms), what => Assert.True(random.Kinds.GetValueOrDefault(what) >= Least, $"'{what}' was written only {random.Kinds.GetValueOrDefault(what)} times."));

        IReadOnlyList<ModelEntry> models = CompiledSpecs.Load(specs);

        Assert.Equal(Specs, models.Count);
        foreach (ModelEntry entry in models)
        {
            ModelTruth.AssertTrue(entry);
        }
    }
}
