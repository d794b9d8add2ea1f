using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Catalog.Layers;

/// <summary><c>reshape</c>: the same values in another shape.</summary>
public sealed class ReshapeEntry : LayerEntry
{
    /// <inheritdoc/>
    public override string Kind => "reshape";

    /// <inheritdoc/>
    public override string Summary => "Gives the values of a sample another shape of as many values; -1 once stands for what is left.";

    /// <inheritdoc/>
    public override IReadOnlyList<CatalogKey> Keys { get; } =
        [new("shape", KeyType.Integers, "The new shape without the batch dimension, of one to four sizes; -1 once for what is left.") { Required = true, Minimum = -1, Maximum = LayerKeys.LargestSize }];

    /// <inheritdoc/>
    public override string? MainKey => "shape";

    /// <inheritdoc/>
    public override bool HasField => false;

    /// <inheritdoc/>
    public override SequenceLayout Gives(EquatableArray<Argument> arguments, SequenceLayout arrived) => SequenceLayout.None;

    /// <inheritdoc/>
    public override bool TreatsStepsAlike(EquatableArray<Argument> arguments, EquatableArray<long> input) => input.Count != 2;

    /// <inheritdoc/>
    public override LayerShape Infer(EquatableArray<long> input, EquatableArray<Argument> arguments)
    {
        long[] shape = arguments.Get("shape").AsIntegers();
        if (shape.Length > 4)
        {
            return LayerShape.Contradicts("one to four sizes in its 'shape'", null, "shape");
        }

        long known = 1;
        int open = -1;
        for (int i = 0; i < shape.Length; i++)
        {
            if (shape[i] == 0 || (shape[i] == -1 && open >= 0))
            {
                return LayerShape.Contradicts("sizes of at least 1 in its 'shape', and -1 at most once", null, "shape");
            }

            if (shape[i] == -1)
            {
                open = i;
            }
            else
            {
                known = Shape.Multiply(known, shape[i]);
            }
        }

        long elements = Shape.Elements(input);
        if (open >= 0 ? elements % known != 0 : elements != known)
        {
            string values = open >= 0 ? $"a multiple of {known} values" : $"{known} values";
            return LayerShape.Fails($"{values} for its shape ({arguments.Get("shape").Text.Replace(",", ", ")})", $"choose sizes whose product is {elements}", "shape");
        }

        if (open >= 0)
        {
            shape[open] = elements / known;
        }

        return new LayerShape { Output = new EquatableArray<long>(shape) };
    }

    /// <inheritdoc/>
    public override TensorFacts Derive(TensorFacts input, EquatableArray<Argument> arguments, EquatableArray<long> inputShape, EquatableArray<long> outputShape) =>
        inputShape == outputShape ? input : input with { UnitLength = false };
}
