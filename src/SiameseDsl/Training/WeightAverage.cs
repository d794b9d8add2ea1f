using SiameseDsl.Checkpoints;
using SiameseDsl.Modules;
using TorchSharp;
using static TorchSharp.torch;

namespace SiameseDsl.Training;

/// <summary>The moving average of a model's weights and running statistics, kept beside them.</summary>
internal sealed class WeightAverage : IDisposable
{
    private const string Prefix = "average/";

    // One native call for all weights, and no number or tensor that a finaliser could free while it is read.
    private const string Script = """
        def update(averages: List[Tensor], live: List[Tensor], decay: float):
            torch._foreach_mul_(averages, decay)
            torch._foreach_add_(averages, live, alpha=1.0 - decay)

        """;

    private readonly SiameseModule model;
    private readonly EmaOptions options;
    private readonly (string Name, Tensor Live, Tensor Average)[] tensors;
    private readonly Tensor[] averages;
    private readonly Tensor[] lives;
    private readonly jit.CompilationUnit unit = jit.compile(Script);
    private bool exchanged;

    /// <summary>An average that begins at the present weights. Make it when the model is on its device.</summary>
    public WeightAverage(SiameseModule model, EmaOptions options)
    {
        this.model = model;
        this.options = options;
        using var guard = no_grad();
        IEnumerable<(string Name, Tensor Live)> live = model.named_parameters().Select(entry => (entry.name, (Tensor)entry.parameter)).Concat(model.named_buffers().Select(entry => (entry.name, entry.buffer)));
        tensors = [.. live.Select(entry => (entry.Name, entry.Live, entry.Live.detach().clone().DetachFromDisposeScope()))];
        (string Name, Tensor Live, Tensor Average)[] moving = [.. tensors.Where(tensor => tensor.Average.is_floating_point())];
        averages = [.. moving.Select(tensor => tensor.Average)];
        lives = [.. moving.Select(tensor => tensor.Live)];
    }

    /// <summary>Takes in the weights after step <paramref name="step"/>, from 0. Counts (the batches that a norm saw) are copied.</summary>
    public void Update(long step)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        using Scalar decay = options.DecayAt(step);
        unit.invoke("update", [averages, lives, decay]);
        foreach ((_, Tensor live, Tensor average) in tensors)
        {
            if (!average.is_floating_point())
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

        unit.Dispose();
    }
}
