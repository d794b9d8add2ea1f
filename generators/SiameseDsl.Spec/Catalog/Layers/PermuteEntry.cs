using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Catalog.Layers;

/// <summary><c>permute</c>: the dimensions in another order.</summary>
public sealed class PermuteEntry : LayerEntry
{
    /// <inheritdoc/>
    public override string Kind => "permute";

    /// <inheritdoc/>
    public override string Summary => "Puts the dimensions of a sample into another order: [1, 2, 0] makes (H, W, C) of (C, H, W).";

    /// <inheritdoc/>
    public override IReadOnlyList<CatalogKey> Keys { get; } =
        [new("order", KeyType.Integers, "For each place the dimension that goes there, from 0 and without the batch dimension.") { Required = true, Minimum = 0, Maximum = 3 }];

    /// <inheritdoc/>
    public override string? MainKey => "order";

    /// <inheritdoc/>
    public override bool HasField => false;

    /// <inheritdoc/>
    public override SequenceLayout Gives(EquatableArray<Argument> arguments, SequenceLayout arrived) => arguments.Get("order").Text == "0,1" ? arrived : TransposeEntry.Flip(arrived);

    /// <inheritdoc/>
    public override LayerShape Infer(EquatableArray<long> input, EquatableArray<Argument> arguments)
    {
        long[] order = arguments.Get("order").AsIntegers();
        if (!order.OrderBy(place => place).SequenceEqual(Enumerable.Range(0, order.Length).Select(place => (long)place)))
        {
            return LayerShape.Contradicts($"each of 0 to {order.Length - 1} once in its 'order' of {order.Length}", null, "order");
        }

        return order.Length != input.Count
            ? LayerShape.Fails($"{order.Length} dimension{(order.Length == 1 ? "" : "s")} for its 'order'", $"order all {input.Count} of them", "order")
            : new LayerShape { Output = new EquatableArray<long>([.. order.Select(place => input[(int)place])]) };
    }

    /// <inheritdoc/>
    public override TensorFacts Derive(TensorFacts input, EquatableArray<Argument> arguments, EquatableArray<long> inputShape, EquatableArray<long> outputShape)
    {
        // The rows of the last dimension stay whole where it stays the last.
        long[] order = arguments.Get("order").AsIntegers();
        return order[order.Length - 1] == order.Length - 1 ? input : input with { UnitLength = false };
    }
}
