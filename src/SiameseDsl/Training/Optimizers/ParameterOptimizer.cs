using SiameseDsl.Checkpoints;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SiameseDsl.Training.Optimizers;

/// <summary>
/// Changes parameters by their gradients: Adam and its kin, Adagrad, Lion, SGD or RMSprop as in PyTorch, through one native call a step, with a state that can be kept and restored exactly.
/// Parameters without a gradient are left alone. Make it when the parameters are on their device.
/// </summary>
public sealed class ParameterOptimizer : IDisposable
{
    private const string Prefix = "optimizer/";

    private readonly OptimizerOptions options;
    private readonly Func<OptimizerOptions, IUpdateRule> createRule;
    private readonly IUpdateRule rule;
    private readonly IReadOnlyList<StateSlot> slots;
    private readonly List<Slot> parameters = [];
    private readonly List<ParameterGroup> groups = [];
    private IUpdateRule? withoutDecay;

    /// <summary>An optimiser of groups of parameters.</summary>
    /// <exception cref="ArgumentException">There are no settings of that type.</exception>
    public ParameterOptimizer(OptimizerOptions options, IReadOnlyList<ParameterGroup> groups)
        : this(options, groups, HasKernels(groups) ? static settings => new ScriptRule(settings) : static settings => new ManagedRule(settings))
    {
    }

    internal ParameterOptimizer(OptimizerOptions options, IReadOnlyList<ParameterGroup> groups, Func<OptimizerOptions, IUpdateRule> createRule)
    {
        (this.options, this.createRule) = (options, createRule);
        slots = StateSlot.Of(options);
        rule = createRule(options);
        LearningRate = options.LearningRate;
        foreach (ParameterGroup group in groups)
        {
            Add(group);
        }
    }

    /// <summary>The groups.</summary>
    public IReadOnlyList<ParameterGroup> Groups => groups;

    /// <summary>The learning rate of the next step, before the groups' factors.</summary>
    public double LearningRate { get; set; }

    /// <summary>Whether one native call serves all parameters of a group.</summary>
    public bool IsFused => rule is ScriptRule;

    /// <summary>Takes a further group of parameters in, such as those that a loss makes once it knows the classes.</summary>
    public void Add(ParameterGroup group)
    {
        using var guard = no_grad();
        int index = groups.Count;
        groups.Add(group);
        withoutDecay ??= group.Decays ? null : createRule(options with { WeightDecay = 0 });
        parameters.AddRange(group.Parameters.Select((parameter, i) => new Slot(group.Names[i], index, parameter, NewState(parameter))));
    }

    /// <summary>Changes the parameters by their gradients.</summary>
    public void Step()
    {
        using var guard = no_grad();
        for (int group = 0; group < groups.Count; group++)
        {
            Step(group, LearningRate * groups[group].Factor);
        }
    }

    /// <summary>Forgets the gradients.</summary>
    public void ZeroGrad()
    {
        foreach (Slot slot in parameters)
        {
            slot.Parameter.grad = null;
        }
    }

    /// <summary>Scales all gradients down together where their common norm is larger than <paramref name="largest"/>; returns the norm from before.</summary>
    public double ClipGradients(double largest) => nn.utils.clip_grad_norm_(parameters.Select(slot => slot.Parameter), largest);

    /// <summary>Cuts each value of the gradients to at most <paramref name="largest"/> either way.</summary>
    public void ClipGradientValues(double largest) => nn.utils.clip_grad_value_(parameters.Select(slot => slot.Parameter), largest);

    /// <summary>A copy of what is kept beside the parameters, named <c>optimizer/PARAMETER/SLOT</c>.</summary>
    public IReadOnlyList<CheckpointEntry> CaptureState()
    {
        List<CheckpointEntry> entries = [];
        foreach (Slot slot in parameters)
        {
            for (int i = 0; i < slots.Count; i++)
            {
                entries.Add(TensorEntries.From($"{Prefix}{slot.Name}/{slots[i].Name}", slot.State[i]));
            }
        }

        return entries;
    }

    /// <summary>Takes the state up that <see cref="CaptureState"/> gave; entries of other prefixes are left alone.</summary>
    /// <exception cref="SiameseException">The state is of another optimiser or another model.</exception>
    public void RestoreState(IEnumerable<CheckpointEntry> entries)
    {
        using var guard = no_grad();
        Dictionary<string, CheckpointEntry> byName = entries.Where(entry => entry.Name.StartsWith(Prefix, StringComparison.Ordinal)).ToDictionary(entry => entry.Name);
        foreach (Slot slot in parameters)
        {
            for (int i = 0; i < slots.Count; i++)
            {
                string name = $"{Prefix}{slot.Name}/{slots[i].Name}";
                if (!byName.Remove(name, out CheckpointEntry? entry) || !entry.Shape.SequenceEqual(slot.State[i].shape))
                {
                    throw new SiameseException($"The saved state of the optimiser does not fit: '{name}' is missing or has another shape. It belongs to another optimiser or model; train again.");
                }

                using Tensor value = TensorEntries.ToTensor(entry);
                slot.State[i].copy_(value);
            }
        }

        if (byName.Count > 0)
        {
            throw new SiameseException($"The saved state of the optimiser does not fit: '{byName.Keys.First()}' is unknown here. It belongs to another optimiser or model; train again.");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Tensor tensor in parameters.SelectMany(slot => slot.State))
        {
            tensor.Dispose();
        }

        (rule as IDisposable)?.Dispose();
        (withoutDecay as IDisposable)?.Dispose();
    }

    // The fused kernels are there for the CPU and for CUDA.
    private static bool HasKernels(IReadOnlyList<ParameterGroup> groups) =>
        groups.SelectMany(group => group.Parameters).All(parameter => parameter.device_type is TorchSharp.DeviceType.CPU or TorchSharp.DeviceType.CUDA);

    private void Step(int group, double learningRate)
    {
        List<Slot> active = [];
        List<Tensor> gradients = [];
        try
        {
            foreach (Slot slot in parameters)
            {
                if (slot.Group == group && slot.Parameter.grad is { } gradient)
                {
                    active.Add(slot);
                    gradients.Add(gradient);
                }
            }

            if (active.Count > 0)
            {
                Tensor[][] states = [.. Enumerable.Range(0, slots.Count).Select(i => active.Select(slot => slot.State[i]).ToArray())];
                (groups[group].Decays ? rule : withoutDecay!).Apply([.. active.Select(slot => slot.Parameter)], [.. gradients], states, learningRate);
            }
        }
        finally
        {
            // Each look at a gradient makes an object of its own.
            gradients.ForEach(gradient => gradient.Dispose());
        }
    }

    private Tensor[] NewState(Parameter parameter) =>
    [
        .. slots.Select(slot => (slot.Form switch
        {
            SlotForm.Count => full([], slot.Initial, ScalarType.Float32, parameter.device),
            SlotForm.Factor => full([], slot.Initial, ScalarType.Float64, parameter.device),
            _ => full_like(parameter, slot.Initial, requires_grad: false),
        }).DetachFromDisposeScope()),
    ];

    private sealed record Slot(string Name, int Group, Parameter Parameter, Tensor[] State);
}
