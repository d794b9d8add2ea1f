using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Catalog;

/// <summary>A layer kind: besides its keys, its shape rule, its counts and what it does to the derived facts.</summary>
public abstract class LayerEntry : CatalogEntry
{
    /// <inheritdoc/>
    public override Category Category => Category.Layer;

    /// <summary>The stem of automatic names: <c>conv</c> gives <c>conv1</c>, <c>conv2</c>, ... Defaults to the kind.</summary>
    public virtual string NameStem => Kind;

    /// <summary>Whether the layer owns a module (weights, running statistics or a random state) and therefore a field.</summary>
    public abstract bool HasField { get; }

    /// <summary>Whether it may stand at <c>activation:</c> of another layer: it keeps the shape and has no weights.</summary>
    public virtual bool IsActivation => false;

    /// <summary>Whether the layer takes tokens; every other one takes numbers only.</summary>
    public virtual bool TakesTokens => false;

    /// <summary>The arguments with those that follow from what arrives: of tokens, how many there are.</summary>
    public virtual EquatableArray<Argument> Complete(EquatableArray<Argument> arguments, TensorFacts input) => arguments;

    /// <summary>How the layer reads a sequence; <see cref="SequenceLayout.None"/> where both ways are as good.</summary>
    public virtual SequenceLayout Reads(EquatableArray<Argument> arguments) => SequenceLayout.None;

    /// <summary>How a sequence is laid out behind the layer: as the layer reads it, else as it arrived.</summary>
    public virtual SequenceLayout Gives(EquatableArray<Argument> arguments, SequenceLayout arrived) => Reads(arguments) is var own && own != SequenceLayout.None ? own : arrived;

    /// <summary>Whether <c>init</c> can choose what the layer's weights begin with.</summary>
    public virtual bool TakesInit => false;

    /// <summary>What is known of the order of the steps behind the layer. Only a layer that treats all steps alike knows better than <see cref="StepOrder.Seen"/>.</summary>
    public virtual StepOrder Orders(EquatableArray<Argument> arguments, EquatableArray<long> input, StepOrder arrived) => TreatsStepsAlike(arguments, input) ? arrived : StepOrder.Seen;

    /// <summary>Whether the layer treats each step of a sequence (L, D), or each value, by itself and all alike.</summary>
    public virtual bool TreatsStepsAlike(EquatableArray<Argument> arguments, EquatableArray<long> input) => false;

    /// <summary>Whether the layer makes one vector of all steps that is the same in whatever order they come.</summary>
    public virtual bool ForgetsSteps(EquatableArray<Argument> arguments) => false;

    /// <summary>Infers the output's shape and the counts, or says why the input does not fit. A sample has one to four dimensions, and no layer gives more.</summary>
    public abstract LayerShape Infer(EquatableArray<long> input, EquatableArray<Argument> arguments);

    /// <summary>Carries the derived facts across the layer.</summary>
    public abstract TensorFacts Derive(TensorFacts input, EquatableArray<Argument> arguments, EquatableArray<long> inputShape, EquatableArray<long> outputShape);

    /// <summary>Whether one module can serve inputs of both shapes, as a layer that is tied between towers must.</summary>
    public virtual bool SameWeights(EquatableArray<long> first, EquatableArray<long> second, EquatableArray<Argument> arguments) =>
        first.Count == second.Count && Infer(first, arguments).Parameters == Infer(second, arguments).Parameters;
}

/// <summary>What a shape rule gives.</summary>
public readonly record struct LayerShape
{
    /// <summary>The shape that leaves, without the batch dimension.</summary>
    public EquatableArray<long> Output { get; init; }

    /// <summary>Trainable values.</summary>
    public long Parameters { get; init; }

    /// <summary>Multiply-accumulates for one sample.</summary>
    public long Macs { get; init; }

    /// <summary>Values of one sample that the layer makes inside itself, beside its output, and keeps for the way back: what a forecast of the memory needs.</summary>
    public long Inner { get; init; }

    /// <summary>What the layer needs and did not get, as the object of "needs" and without layer names (<c>a vector</c>), or <see langword="null"/> where the input fits.</summary>
    public string? Problem { get; init; }

    /// <summary>What to do about <see cref="Problem"/>, as a clause without a full stop (<c>put 'flatten' before it</c>), or <see langword="null"/>.</summary>
    public string? Remedy { get; init; }

    /// <summary>The key to blame, or <see langword="null"/> for the layer itself.</summary>
    public string? ProblemKey { get; init; }

    /// <summary>Whether the layer's keys contradict each other, whatever arrives.</summary>
    public bool OwnFault { get; init; }

    /// <summary>What arrives does not fit the layer.</summary>
    public static LayerShape Fails(string problem, string? remedy = null, string? key = null) => new() { Problem = problem, Remedy = remedy, ProblemKey = key };

    /// <summary>The layer's keys do not fit each other.</summary>
    public static LayerShape Contradicts(string problem, string? remedy, string key) => new() { Problem = problem, Remedy = remedy, ProblemKey = key, OwnFault = true };
}
