using SiameseDsl.Data;
using SiameseDsl.Modules;
using SiameseDsl.Training;
using static TorchSharp.torch;

namespace SiameseDsl.Tests.Truth;

/// <summary>The golden models, which hold every kind of the language: each is what the compiler inferred, and each trains.</summary>
public sealed class GoldenModelTests
{
    private const int Classes = 6;
    private const int Each = 8;

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "good");

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Folder, "*.siamese.yaml").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_golden_model_is_what_was_inferred_and_trains(string file)
    {
        set_num_threads(1);
        foreach (ModelEntry entry in CompiledSpecs.Load([(file, File.ReadAllText(Path.Combine(Folder, file)))], File.ReadAllText(Path.Combine(Folder, "Custom.cs"))))
        {
            ModelTruth.AssertTrue(entry);
            AssertTrains(entry);
        }
    }

    private static void AssertTrains(ModelEntry entry)
    {
        using SiameseModule model = entry.Create(1);
        using SampleSet data = Data(entry);
        TrainingOptions options = entry.DefaultOptions with { Epochs = 2, Threads = 1 };
        using SiameseTrainer trainer = entry.CreateTrainer(model, options);
        WeightFingerprint before = model.Fingerprint;

        TrainingResult result = trainer.Fit(data);

        Assert.True(trainer.Step > 0, entry.Name);
        Assert.All(result.Epochs, epoch => Assert.True(double.IsFinite(epoch.Loss), entry.Name));
        Assert.True(model.Fingerprint != before, $"{entry.Name} is as it was.");
        Assert.True(model.named_parameters().All(pair => pair.parameter.isfinite().all().item<bool>()), entry.Name);
    }

    private static SampleSet Data(ModelEntry entry)
    {
        manual_seed(4);
        long[] shape = [Classes * Each, .. entry.Plan.InputShape];
        Tensor samples = entry.Plan.Towers[0].Vocabulary is { } vocabulary ? randint(0, vocabulary, shape, dtype: ScalarType.Int64) : rand(shape);
        return new SampleSet(samples, [.. Enumerable.Range(0, Classes * Each).Select(i => i / Each)], [.. Enumerable.Range(0, Classes).Select(k => $"class {k}")]);
    }
}
