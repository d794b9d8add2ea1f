using SiameseDsl.Data;
using SiameseDsl.Evaluation;
using SiameseDsl.Tests.Training;
using static TorchSharp.torch;

namespace SiameseDsl.Tests.Galleries;

/// <summary>A small model that learned to tell made-up people apart, trained once for all tests here.</summary>
public sealed class TrainedToy : IDisposable
{
    public TrainedToy()
    {
        using SampleSet train = People(60, each: 6, seed: 1), validation = People(60, each: 6, seed: 2);
        using var trainer = new ToyModel.Trainer(Model, new ToyOptions { Epochs = 20 });
        trainer.Fit(train, validation);
        Model.ScoreReference = ScoreReference.Measure(Model, validation);
        Assert.Equal(Model.Threshold, Model.ScoreReference.Point.Threshold);
    }

    internal ToyModel Model { get; } = new(new ToyShape());

    public void Dispose() => Model.Dispose();

    /// <summary>Each person is a random picture, each photo of it has noise.</summary>
    internal static SampleSet People(int count, int each, int seed)
    {
        var random = new Random(seed);
        float[][] faces = [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, 36).Select(_ => random.NextSingle()).ToArray())];
        float[] values = [.. Enumerable.Range(0, count * each).SelectMany(i => faces[i / each].Select(pixel => pixel + (0.25f * (random.NextSingle() - 0.5f))))];
        return new SampleSet(tensor(values).reshape(count * each, 1, 6, 6), [.. Enumerable.Range(0, count * each).Select(i => i / each)], [.. Enumerable.Range(0, count).Select(i => $"p{i}")]);
    }
}
