using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Catalog.Layers;

/// <summary><c>residual</c>: the sum of a body and a shortcut (He et al. 2016). The plan's maker plans both and joins them with <see cref="Join"/>.</summary>
public sealed class ResidualEntry : LayerEntry
{
    /// <inheritdoc/>
    public override string Kind => "residual";

    /// <inheritdoc/>
    public override string Summary => "The sum of what its layers give and what its shortcut gives (the input itself where there is none), then an activation.";

    /// <inheritdoc/>
    public override IReadOnlyList<CatalogKey> Keys { get; } =
    [
        new("layers", KeyType.Layers, "The body.") { Required = true },
        new("shortcut", KeyType.Layers, "The layers beside the body; none hands the input on.") { Default = "[]" },
        LayerKeys.Activation,
    ];

    /// <inheritdoc/>
    public override string? MainKey => "layers";

    /// <inheritdoc/>
    public override bool HasField => false;

    /// <inheritdoc/>
    public override LayerShape Infer(EquatableArray<long> input, EquatableArray<Argument> arguments) => new() { Output = input };

    /// <inheritdoc/>
    public override TensorFacts Derive(TensorFacts input, EquatableArray<Argument> arguments, EquatableArray<long> inputShape, EquatableArray<long> outputShape) => input;

    /// <summary>The facts of the sum of two tensors.</summary>
    public static TensorFacts Join(TensorFacts body, TensorFacts shortcut) => new()
    {
        Minimum = body.Minimum + shortcut.Minimum,
        Maximum = body.Maximum + shortcut.Maximum,
        Saturating = body.Saturating && shortcut.Saturating,
        Layout = body.Layout == shortcut.Layout ? body.Layout : SequenceLayout.None,
        Order = body.Order == StepOrder.Seen || shortcut.Order == StepOrder.Seen ? StepOrder.Seen : (StepOrder)Math.Max((int)body.Order, (int)shortcut.Order),
        Symmetric = body.Symmetric && shortcut.Symmetric,
        // The sum of two functions that are each monotone may turn back, so only true separability survives it.
        Interaction = body.Interaction == shortcut.Interaction && body.Interaction != Interaction.Monotone ? body.Interaction : Interaction.Full,
    };
}
