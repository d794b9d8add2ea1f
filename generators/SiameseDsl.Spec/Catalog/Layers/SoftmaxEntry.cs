using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Catalog.Layers;

/// <summary><c>softmax</c> and <c>log_softmax</c>: shares that add up to 1, or their logarithms.</summary>
/// <param name="isLogarithm">Whether it gives the logarithms.</param>
public sealed class SoftmaxEntry(bool isLogarithm) : LayerEntry
{
    /// <inheritdoc/>
    public override string Kind { get; } = isLogarithm ? "log_softmax" : "softmax";

    /// <inheritdoc/>
    public override string Summary { get; } = isLogarithm
        ? "The logarithm of softmax: x - log(sum(exp(x))), over the features of a vector or of each step (L, D), or over the channels."
        : "exp(x) / sum(exp(x)), between 0 and 1 and together 1, over the features of a vector or of each step (L, D), or over the channels.";

    /// <inheritdoc/>
    public override string NameStem => Kind.Replace('_', '-');

    /// <inheritdoc/>
    public override IReadOnlyList<CatalogKey> Keys { get; } = [LayerKeys.Over("Over what the shares add up: the 'features' (last dimension) or the 'channels' (first dimension); of an image or a volume always the channels.", "features")];

    /// <inheritdoc/>
    public override string? MainKey => "over";

    /// <inheritdoc/>
    public override bool HasField => false;

    /// <inheritdoc/>
    public override bool IsActivation => true;

    /// <summary>The dimension over which the shares add up, in a batch.</summary>
    public static int Dimension(int rank, EquatableArray<Argument> arguments) => rank <= 2 && LayerKeys.IsOverFeatures(arguments) ? rank : 1;

    /// <inheritdoc/>
    public override SequenceLayout Reads(EquatableArray<Argument> arguments) => LayerKeys.IsOverFeatures(arguments) ? SequenceLayout.FeaturesLast : SequenceLayout.ChannelsFirst;

    /// <inheritdoc/>
    public override bool TreatsStepsAlike(EquatableArray<Argument> arguments, EquatableArray<long> input) => input.Count == 2 && LayerKeys.IsOverFeatures(arguments);

    /// <inheritdoc/>
    public override LayerShape Infer(EquatableArray<long> input, EquatableArray<Argument> arguments) => new() { Output = input };

    /// <inheritdoc/>
    public override TensorFacts Derive(TensorFacts input, EquatableArray<Argument> arguments, EquatableArray<long> inputShape, EquatableArray<long> outputShape) => input.Mixed() with
    {
        Minimum = isLogarithm ? double.NegativeInfinity : 0,
        Maximum = isLogarithm ? 0 : 1,
        UnitLength = false,
        Saturating = !isLogarithm || input.Saturating,
    };
}
