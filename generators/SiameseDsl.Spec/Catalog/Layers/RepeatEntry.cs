using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Catalog.Layers;

/// <summary><c>repeat</c>: layers several times, each time with weights of their own. The plan's maker unrolls it, so that it never reaches a plan.</summary>
public sealed class RepeatEntry : LayerEntry
{
    /// <inheritdoc/>
    public override string Kind => "repeat";

    /// <inheritdoc/>
    public override string Summary => "Its layers several times, each time with weights of their own. A 'name:' inside gets -1, -2, ... appended.";

    /// <inheritdoc/>
    public override IReadOnlyList<CatalogKey> Keys { get; } =
    [
        new("times", KeyType.Integer, "How many times.") { Required = true, Minimum = 1, Maximum = 1000 },
        new("layers", KeyType.Layers, "What is repeated.") { Required = true },
    ];

    /// <inheritdoc/>
    public override bool HasField => false;

    /// <inheritdoc/>
    public override LayerShape Infer(EquatableArray<long> input, EquatableArray<Argument> arguments) => new() { Output = input };

    /// <inheritdoc/>
    public override TensorFacts Derive(TensorFacts input, EquatableArray<Argument> arguments, EquatableArray<long> inputShape, EquatableArray<long> outputShape) => input;
}
