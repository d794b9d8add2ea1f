using Microsoft.CodeAnalysis;
using SiameseDsl.Checkpoints;
using SiameseDsl.Data;
using SiameseDsl.Models;
using SiameseDsl.Modules;
using SiameseDsl.Tests.Checkpoints;
using SiameseDsl.Tests.Truth;
using SiameseDsl.Training;
using static TorchSharp.torch;

namespace SiameseDsl.Tests.Api;

/// <summary>The C# that product.md promises, line by line, on the repository's own generated models.</summary>
public sealed class ProductApiTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    public ProductApiTests() => set_num_threads(1);

    public void Dispose() => directory.Dispose();

    [Fact]
    public void AFreshModelScoresEmbedsAndMeasures()
    {
        using Tensor left = rand(5, 1, 28, 28);
        using Tensor right = rand(5, 1, 28, 28);
        using Tensor images = rand(7, 1, 28, 28);
        using Tensor image = images[3];

        using var model = new Digits.Contrastive(seed: 1);
        using Tensor score = model.call(left, right);
        using EmbeddingBatch<Digits.Contrastive> many = model.Embed(images);
        Embedding<Digits.Contrastive> a = model.EmbedOne(image);
        Embedding<Digits.Contrastive> b = many[4];
        float distance = model.Distance(a, b);

        Assert.Equal([5], score.shape);
        Assert.Equal((7, Digits.Contrastive.EmbeddingSize), (many.Count, many.Size));
        Assert.Equal(Digits.Contrastive.EmbeddingSize, a.Size);
        Assert.Equal([1, 28, 28], Digits.Contrastive.InputShape.ToArray());
        Assert.Equal(0, model.Distance(a, a), 1e-3);
        Assert.Equal(Math.Sqrt(a.ToArray().Zip(b.ToArray(), (x, y) => (x - y) * (double)(x - y)).Sum()), distance, 1e-4);
        Assert.Equal(-distance, model.Score(a, b), 1e-6);
        Assert.All(many[3].ToArray().Zip(a.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    [Fact]
    public void LargerMeansMoreAlikeForEveryDistance()
    {
        using Tensor image = rand(1, 1, 28, 28);
        using Tensor other = 1 - image;
        foreach (ModelEntry entry in SiameseModels.All.Where(entry => entry is { Family: "Digits", Plan: { IsMetric: true, Calibrated: false } }))
        {
            using SiameseModule model = entry.Create(seed: 1);
            using IDisposable noGrad = no_grad();
            model.eval();
            using Tensor same = model.call(image, image);
            using Tensor different = model.call(image, other);
            Assert.True(same.item<float>() > different.item<float>(), entry.Name);
        }
    }

    [Fact]
    public void ATrainedModelIsLoadedWithItsThresholdAndDecides()
    {
        using SampleSet train = Glyphs(from: 0, classes: 8, each: 12), validation = Glyphs(from: 8, classes: 6, each: 8);
        using var model = new Digits.Contrastive(seed: 1);
        List<TrainingProgress> seen = [];
        Progress progress = new(seen);
        using var cancellation = new CancellationTokenSource();
        CancellationToken cancellationToken = cancellation.Token;

        using var trainer = new Digits.Contrastive.Trainer(model, Digits.Contrastive.Options.Default with { Epochs = 3 });
        TrainingResult result = trainer.Fit(train, validation, progress, cancellationToken);

        Assert.Equal(10, Digits.Contrastive.Options.Default.Epochs);
        Assert.Equal(3, result.Epochs.Count);
        Assert.NotEmpty(seen);
        Assert.Equal(result.Threshold, model.Threshold);
        Write(model, result);

        using var trained = Digits.Contrastive.Load(directory["run"]);
        using Tensor image = train.Gather([0]), other = train.Gather([1]);
        bool same = trained.IsSame(trained.EmbedOne(image), trained.EmbedOne(other));

        Assert.Equal(result.Threshold, trained.Threshold);
        Assert.Equal(model.Fingerprint, trained.Fingerprint);
        Assert.Equal(trained.Score(trained.EmbedOne(image), trained.EmbedOne(other)) >= result.Threshold, same);
        Assert.True(trained.IsSame(trained.EmbedOne(image), trained.EmbedOne(image)));
    }

    [Fact]
    public void AnotherPlansRunIsRefusedWithTheDifference()
    {
        using var model = new Digits.Contrastive(seed: 1);
        Write(model, null);

        string message = Assert.Throws<SiameseException>(() => Digits.ContrastiveLinear.Load(directory["run"])).Message;

        Assert.Contains(directory["run"], message, StringComparison.Ordinal);
        Assert.Contains("Digits/contrastive, not Digits/contrastive-linear", message, StringComparison.Ordinal);
        Assert.Contains("tower.embedding.activation: sigmoid there, linear here", message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherTrainingsEmbeddingIsRefusedByItsFingerprint()
    {
        using Tensor image = rand(1, 28, 28);
        using var first = new Digits.Contrastive(seed: 1);
        using var second = new Digits.Contrastive(seed: 2);
        Embedding<Digits.Contrastive> own = first.EmbedOne(image);

        string message = Assert.Throws<SiameseException>(() => second.Distance(own, second.EmbedOne(image))).Message;

        Assert.Contains(own.Fingerprint.Short, message, StringComparison.Ordinal);
        Assert.Contains("embed both samples again", message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheRegistryHoldsEveryModel()
    {
        List<string> lines = [];
        foreach (var entry in SiameseModels.All)
        {
            lines.Add(FormattableString.Invariant($"{entry.Family}/{entry.Variant}: {entry.ParameterCount:N0}"));
        }

        Assert.Contains("Digits/contrastive: 885,100", lines);
        Assert.Equal(lines.Count, lines.Distinct().Count());
        Assert.Equal(Digits.Variants, SiameseModels.All.Where(entry => entry.Family == "Digits"));
    }

    [Theory]
    [InlineData("model.Distance(model.EmbedOne(image), model.EmbedOne(image))", null)]
    [InlineData("model.Distance(model.EmbedOne(image), other.EmbedOne(image))", "CS1503")]
    [InlineData("model.IsSame(other.EmbedOne(image), model.EmbedOne(image))", "CS1503")]
    [InlineData("classifier.Distance(classifier.EmbedOne(image), classifier.EmbedOne(image))", "CS1061")]
    public void WhatCannotBeComparedDoesNotCompile(string expression, string? error)
    {
        string source = $$"""
            using SiameseDsl.Models;
            using static TorchSharp.torch;

            public static class User
            {
                public static object Run(Digits.Contrastive model, Digits.ContrastiveLinear other, Digits.L1 classifier, Tensor image) => {{expression}};
            }
            """;

        string[] errors = [.. CompiledSpecs.Compile(source).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => diagnostic.Id)];

        Assert.Equal(error is null ? [] : [error], errors);
    }

    /// <summary>Saves as the runner does.</summary>
    private void Write(SiameseModule model, TrainingResult? result)
    {
        using RunDirectory run = RunDirectory.OpenForTraining(directory["run"], RunIdentity.Of(model.Plan, 1, 1, 1, "glyphs", new string('0', 64), ""), "", [], []);
        CheckpointFile.Write(run.BestCheckpoint, new Checkpoint([], TensorEntries.FromModel(model)));
        run.Complete(new RunResult { Epochs = 3, BestEpoch = result?.BestEpoch ?? 1, Threshold = result?.Threshold, TrainSeconds = 1, ImagesPerSecond = 1 });
    }

    private static SampleSet Glyphs(int from, int classes, int each)
    {
        var generator = new GlyphGenerator(seed: 4);
        byte[] pixels = [.. Enumerable.Range(from, classes).SelectMany(character => generator.Draw(character, each))];
        return new SampleSet(
            tensor(pixels).reshape(classes * each, 1, GlyphGenerator.Size, GlyphGenerator.Size),
            [.. Enumerable.Range(0, classes * each).Select(i => i / each)],
            [.. Enumerable.Range(0, classes).Select(i => $"glyph {from + i}")]);
    }

    private sealed class Progress(List<TrainingProgress> seen) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => seen.Add(value);
    }
}
