using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Catalog.Layers;

/// <summary><c>transpose</c>: exchanges the two dimensions of a sequence.</summary>
public sealed class TransposeEntry : LayerEntry
{
    /// <inheritdoc/>
    public override string Kind => "transpose";

    /// <inheritdoc/>
    public override string Summary => "Exchanges the two dimensions of a sequence: (C, L), as convolutions and pools take it, becomes (L, D), as recurrent layers, attention and dense layers take it, and back.";

    /// <inheritdoc/>
    public override IReadOnlyList<CatalogKey> Keys { get; } = [];

    /// <inheritdoc/>
    public override bool HasField => false;

    /// <inheritdoc/>
    public override SequenceLayout Gives(EquatableArray<Argument> arguments, SequenceLayout arrived) => Flip(arrived);

    /// <inheritdoc/>
    public override LayerShape Infer(EquatableArray<long> input, EquatableArray<Argument> arguments) => input.Count != 2
        ? LayerShape.Fails("a sequence of two dimensions", input.Count > 2 ? "use 'permute'" : null)
        : new LayerShape { Output = EquatableArray.Of(input[1], input[0]) };

    /// <inheritdoc/>
    public override TensorFacts Derive(TensorFacts input, EquatableArray<Argument> arguments, EquatableArray<long> inputShape, EquatableArray<long> outputShape) => input with { UnitLength = false };

    /// <summary>The other layout of a sequence.</summary>
    internal static SequenceLayout Flip(SequenceLayout layout) => layout switch
    {
        SequenceLayout.ChannelsFirst => SequenceLayout.FeaturesLast,
        SequenceLayout.FeaturesLast => SequenceLayout.ChannelsFirst,
        _ => SequenceLayout.None,
    };
}
