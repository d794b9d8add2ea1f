using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Catalog.Layers;

/// <summary><c>dense</c>: y = x W^T + b over the last dimension.</summary>
public sealed class DenseEntry : LayerEntry
{
    /// <inheritdoc/>
    public override string Kind => "dense";

    /// <inheritdoc/>
    public override string Summary => "A fully connected layer over the last dimension: (..., D) becomes (..., units).";

    /// <inheritdoc/>
    public override IReadOnlyList<CatalogKey> Keys { get; } = [LayerKeys.Size("units", "The number of outputs."), LayerKeys.Bias, LayerKeys.Activation];

    /// <inheritdoc/>
    public override string? MainKey => "units";

    /// <inheritdoc/>
    public override bool HasField => true;

    /// <inheritdoc/>
    public override SequenceLayout Reads(EquatableArray<Argument> arguments) => SequenceLayout.FeaturesLast;

    /// <inheritdoc/>
    public override bool TakesInit => true;

    /// <inheritdoc/>
    public override bool TreatsStepsAlike(EquatableArray<Argument> arguments, EquatableArray<long> input) => input.Count == 2;

    /// <inheritdoc/>
    public override LayerShape Infer(EquatableArray<long> input, EquatableArray<Argument> arguments)
    {
        // Torch would take an image and work on its rows; nobody who writes that means it.
        if (input.Count is not (1 or 2))
        {
            return LayerShape.Fails("a vector", "put 'flatten' before it");
        }

        long units = arguments.Get("units").AsInteger();
        long features = input[input.Count - 1];
        long weights = Shape.Multiply(features, units);
        return new LayerShape
        {
            Output = input.Count == 1 ? EquatableArray.Of(units) : EquatableArray.Of(input[0], units),
            Parameters = arguments.Get("bias").AsBoolean() ? Shape.Add(weights, units) : weights,
            Macs = input.Count == 1 ? weights : Shape.Multiply(weights, input[0]),
        };
    }

    /// <inheritdoc/>
    public override TensorFacts Derive(TensorFacts input, EquatableArray<Argument> arguments, EquatableArray<long> inputShape, EquatableArray<long> outputShape) => input.Unbounded();
}
