using SiameseDsl.Checkpoints;
using SiameseDsl.Modules;
using static TorchSharp.torch;

namespace SiameseDsl.Training;

/// <summary>The moving average of a model's weights and running statistics, kept beside them.</summary>
internal sealed class WeightAverage : IDisposable
{
    private const string Prefix = "average/";

    private readonly SiameseModule model;
    private readonly EmaOptions options;
    private readonly (string Name, Tensor Live, Tensor Average)[] tensors;
    private bool exchanged;

    /// <summary>An average that begins at the present weights. Make it when the model is on its device.</summary>
    public WeightAverage(SiameseModule model, EmaOptions options)
    {
        this.model = model;
        this.options = options;
        using var guard = no_grad();
        IEnumerable<(string Name, Tensor Live)> live = model.named_parameters().Select(entry => (entry.name, (Tensor)entry.parameter)).Concat(model.named_buffers().Select(entry => (entry.name, entry.buffer)));
        tensors = [.. live.Select(entry => (entry.Name, entry.Live, entry.Live.detach().clone().DetachFromDisposeScope()))];
    }

    /// <summary>Takes in the weights after step <paramref name="step"/>, from 0. Counts (the batches that a norm saw) are copied.</summary>
    public void Update(long step)
    {
        using var guard = no_grad();
        double decay = options.DecayAt(step);
        foreach ((_, Tensor live, Tensor average) in tensors)
        {
            if (average.is_floating_point())
            {
                average.mul_(decay).add_(live, alpha: 1 - decay);
            }
            else
            {
                average.copy_(live);
            }
        }
    }

    /// <summary>Gives the model the average, or back its own weights; the other is kept here meanwhile.</summary>
    public void Exchange()
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        foreach ((_, Tensor live, Tensor average) in tensors)
        {
            Tensor kept = live.clone();
            live.copy_(average);
            average.copy_(kept);
        }

        exchanged = !exchanged;
        model.ForgetFingerprint();
    }

    /// <summary>The weights that training goes on with, as the model's, and their average.</summary>
    public IEnumerable<CheckpointEntry> Capture() => tensors.SelectMany(tensor => new[]
    {
        TensorEntries.From(TensorEntries.ModelPrefix + tensor.Name, exchanged ? tensor.Average : tensor.Live),
        TensorEntries.From(Prefix + tensor.Name, exchanged ? tensor.Live : tensor.Average),
    });

    /// <summary>Takes up the average that <see cref="Capture"/> gave; the model has its own weights.</summary>
    /// <exception cref="KeyNotFoundException">An entry is missing.</exception>
    public void Restore(IReadOnlyDictionary<string, CheckpointEntry> entries)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        exchanged = false;
        foreach ((string name, _, Tensor average) in tensors)
        {
            average.copy_(TensorEntries.ToTensor(entries[Prefix + name]));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach ((_, _, Tensor average) in tensors)
        {
            average.Dispose();
        }
    }
}
