namespace SiameseDsl.Spec.Plans;

/// <summary>One tower: what it takes, its layers in order, and what comes out.</summary>
public sealed record TowerPlan
{
    /// <summary>The tower's name: <c>tower</c> where it is shared, else <c>left</c>, <c>right</c> or its name in the spec.</summary>
    public required string Name { get; init; }

    /// <summary>The tower's name in C#, PascalCase: <c>EmbedLeft</c> is made of it. Empty where there is one tower.</summary>
    public required string TypeName { get; init; }

    /// <summary>The shape of one sample as the data gives it, without the batch dimension.</summary>
    public required EquatableArray<long> InputShape { get; init; }

    /// <summary>Where a sample is a sequence of tokens, (L) whole numbers: how many different ones there are. <see langword="null"/> for numbers.</summary>
    public long? Vocabulary { get; init; }

    /// <summary>The operations in order; fixed input transforms come first (kinds <c>rotate</c>, <c>invert</c>, <c>resize</c>).</summary>
    public required EquatableArray<LayerPlan> Layers { get; init; }

    /// <summary>Multiply-accumulates for one sample.</summary>
    public required long Macs { get; init; }
}

/// <summary>One operation. An activation written inside a layer (<c>dense: { activation: relu }</c>) is an operation of its own that follows it.</summary>
public sealed record LayerPlan
{
    /// <summary>The catalog name: <c>dense</c>, <c>conv2d</c>, <c>relu</c>, <c>residual</c>, ...</summary>
    public required string Kind { get; init; }

    /// <summary>The layer's name: as written, or the kind with a number (<c>dense1</c>); unique within the model together with the tower.</summary>
    public required string Name { get; init; }

    /// <summary>The resolved keys of the layer, defaults included, in catalog order.</summary>
    public required EquatableArray<Argument> Arguments { get; init; }

    /// <summary>The C# field that holds the layer's module, camelCase; <see langword="null"/> for an operation without weights or state.
    /// Tied layers of two towers have the same field.</summary>
    public string? Field { get; init; }

    /// <summary>The prefix of the layer's weights in the state dictionary, snake_case.</summary>
    public string? WeightKey { get; init; }

    /// <summary>Whether the same module serves more than one tower.</summary>
    public bool Tied { get; init; }

    /// <summary>The towers among which the module is tied where those are some of them only; empty else.</summary>
    public EquatableArray<string> TiedBetween { get; init; }

    /// <summary>Whether this operation was written inside the operation before it (an activation in a dense layer), so that code may nest the calls.</summary>
    public bool Fused { get; init; }

    /// <summary>The shape that arrives, without the batch dimension.</summary>
    public required EquatableArray<long> Input { get; init; }

    /// <summary>The shape that leaves, without the batch dimension.</summary>
    public required EquatableArray<long> Output { get; init; }

    /// <summary>Trainable values of this operation and those inside it.</summary>
    public long Parameters { get; init; }

    /// <summary>Multiply-accumulates for one sample, those inside included.</summary>
    public long Macs { get; init; }

    /// <summary>Values of one sample that the operation makes inside itself, beside its output: the gates of a recurrent layer, the attention of a transformer. Of a composite 0: its branches say theirs.</summary>
    public long InnerValues { get; init; }

    /// <summary>Whether training leaves the layer's weights and running statistics as they are.</summary>
    public bool Frozen { get; init; }

    /// <summary>What the layer's weights begin with (<c>pytorch</c> for PyTorch's own); <see langword="null"/> where a layer has nothing to choose.</summary>
    public ComponentPlan? Init { get; init; }

    /// <summary>For a residual: the body, then the shortcut (empty = identity). For parallel branches: one list a branch. Else empty.</summary>
    public EquatableArray<BranchPlan> Branches { get; init; }
}

/// <summary>A list of operations inside a composite layer.</summary>
public sealed record BranchPlan(EquatableArray<LayerPlan> Layers);
