using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Catalog.Layers;

/// <summary><c>glu</c>: one half of the values, gated by the other (Dauphin et al. 2017).</summary>
public sealed class GluEntry : LayerEntry
{
    /// <inheritdoc/>
    public override string Kind => "glu";

    /// <inheritdoc/>
    public override string Summary => "The first half of the channels (or features) times the sigmoid of the second half: leaves half as many.";

    /// <inheritdoc/>
    public override IReadOnlyList<CatalogKey> Keys { get; } = [LayerKeys.Over("What is halved: the 'channels' (first dimension) or the 'features' (last dimension).", "channels")];

    /// <inheritdoc/>
    public override string? MainKey => "over";

    /// <inheritdoc/>
    public override bool HasField => false;

    /// <summary>The dimension that is halved, of a sample.</summary>
    public static int Dimension(int rank, EquatableArray<Argument> arguments) => LayerKeys.IsOverFeatures(arguments) ? rank - 1 : 0;

    /// <inheritdoc/>
    public override SequenceLayout Reads(EquatableArray<Argument> arguments) => LayerKeys.IsOverFeatures(arguments) ? SequenceLayout.FeaturesLast : SequenceLayout.ChannelsFirst;

    /// <inheritdoc/>
    public override bool TreatsStepsAlike(EquatableArray<Argument> arguments, EquatableArray<long> input) => input.Count == 2 && LayerKeys.IsOverFeatures(arguments);

    /// <inheritdoc/>
    public override LayerShape Infer(EquatableArray<long> input, EquatableArray<Argument> arguments)
    {
        int dimension = Dimension(input.Count, arguments);
        string what = LayerKeys.IsOverFeatures(arguments) ? "features" : "channels";
        if (input[dimension] % 2 != 0)
        {
            return LayerShape.Fails($"an even number of {what} to halve", "make the layer before it give an even number");
        }

        long[] output = [.. input];
        output[dimension] /= 2;
        return new LayerShape { Output = new EquatableArray<long>(output) };
    }

    /// <inheritdoc/>
    public override TensorFacts Derive(TensorFacts input, EquatableArray<Argument> arguments, EquatableArray<long> inputShape, EquatableArray<long> outputShape) =>
        // A value times something between 0 and 1.
        input.Mixed() with { Minimum = Math.Min(0, input.Minimum), Maximum = Math.Max(0, input.Maximum), UnitLength = false };
}
