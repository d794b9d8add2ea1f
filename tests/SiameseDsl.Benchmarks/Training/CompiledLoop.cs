using SiameseDsl.Data;
using SiameseDsl.Models;
using SiameseDsl.Modules;
using SiameseDsl.Sampling;
using SiameseDsl.Training;

namespace SiameseDsl.Benchmarks.Training;

/// <summary>Steps of a compiled model's own trainer, as <c>Fit</c> makes them.</summary>
internal sealed class CompiledLoop : IDisposable
{
    private readonly SiameseModule model;
    private readonly SiameseTrainer trainer;
    private readonly SampleSet samples;
    private readonly BatchSampler sampler;

    /// <summary>A loop without augmentation, which the networks written by hand lack too.</summary>
    public CompiledLoop(string name, SampleSet samples, Precision precision)
    {
        ModelEntry entry = SiameseModels.All.Single(candidate => candidate.Name == name);
        model = entry.Create(1);
        TrainingOptions options = entry.DefaultOptions with { Augment = [], Precision = precision };
        trainer = entry.CreateTrainer(model, options);
        this.samples = samples;
        sampler = BatchSampler.Create(options.Batch, samples.Labels, new RandomSource(1));
    }

    /// <summary>One step; returns the loss.</summary>
    public float Step() => trainer.TrainStep(sampler.Next(), samples);

    public void Dispose()
    {
        trainer.Dispose();
        model.Dispose();
    }
}
