using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Catalog.Layers;

/// <summary><c>instance_norm</c>: normalises each channel of each sample by itself (Ulyanov, Vedaldi and Lempitsky 2016).</summary>
public sealed class InstanceNormEntry : LayerEntry
{
    /// <inheritdoc/>
    public override string Kind => "instance_norm";

    /// <inheritdoc/>
    public override string Summary => "Normalises each channel of each sample by itself, in training and evaluation alike: (C, L), (C, H, W) or (C, D, H, W).";

    /// <inheritdoc/>
    public override string NameStem => "norm";

    /// <inheritdoc/>
    public override IReadOnlyList<CatalogKey> Keys { get; } = [LayerKeys.Epsilon, LayerKeys.Affine("false")];

    /// <inheritdoc/>
    public override bool HasField => true;

    /// <inheritdoc/>
    public override SequenceLayout Reads(EquatableArray<Argument> arguments) => SequenceLayout.ChannelsFirst;

    /// <inheritdoc/>
    public override LayerShape Infer(EquatableArray<long> input, EquatableArray<Argument> arguments)
    {
        if (input.Count < 2)
        {
            return LayerShape.Fails(LayerWords.AnySpatial, "put it before 'flatten', or use 'layer_norm'");
        }

        // One value minus its own mean is zero, whatever it was; Torch refuses that in training.
        return Shape.Elements(input) == input[0]
            ? LayerShape.Fails("at least two values in each channel", "put it before the pool that leaves one, or use 'layer_norm'")
            : new LayerShape { Output = input, Parameters = arguments.Get("affine").AsBoolean() ? Shape.Multiply(2, input[0]) : 0 };
    }

    /// <inheritdoc/>
    public override TensorFacts Derive(TensorFacts input, EquatableArray<Argument> arguments, EquatableArray<long> inputShape, EquatableArray<long> outputShape) => input.Unbounded().Mixed();

    /// <inheritdoc/>
    public override bool SameWeights(EquatableArray<long> first, EquatableArray<long> second, EquatableArray<Argument> arguments) => first.Count == second.Count && first[0] == second[0];
}
