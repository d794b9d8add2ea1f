using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Catalog.Layers;

/// <summary><c>positions</c>: adds to each step of a sequence a vector that tells its place.</summary>
public sealed class PositionsEntry : LayerEntry
{
    /// <inheritdoc/>
    public override string Kind => "positions";

    /// <inheritdoc/>
    public override string Summary => "Adds to each step of a sequence (L, D) a vector that tells its place, learned or of sines and cosines, so that attention sees the order.";

    /// <inheritdoc/>
    public override IReadOnlyList<CatalogKey> Keys { get; } =
        [new("encoding", KeyType.Enum, "'learned' vectors, or 'sinusoidal' ones that are fixed (Vaswani et al. 2017).") { Default = "learned", Values = ["learned", "sinusoidal"] }];

    /// <inheritdoc/>
    public override string? MainKey => "encoding";

    /// <inheritdoc/>
    public override bool HasField => true;

    /// <summary>Whether the vectors are learned.</summary>
    public static bool IsLearned(EquatableArray<Argument> arguments) => arguments.Get("encoding").Text == "learned";

    /// <inheritdoc/>
    public override SequenceLayout Reads(EquatableArray<Argument> arguments) => SequenceLayout.FeaturesLast;

    /// <inheritdoc/>
    public override LayerShape Infer(EquatableArray<long> input, EquatableArray<Argument> arguments) => input.Count != 2
        ? LayerShape.Fails("a sequence (length, features)")
        : new LayerShape { Output = input, Parameters = IsLearned(arguments) ? Shape.Elements(input) : 0 };

    /// <inheritdoc/>
    public override TensorFacts Derive(TensorFacts input, EquatableArray<Argument> arguments, EquatableArray<long> inputShape, EquatableArray<long> outputShape) => IsLearned(arguments)
        ? input.Unbounded()
        : input with { Minimum = input.Minimum - 1, Maximum = input.Maximum + 1, UnitLength = false };

    /// <inheritdoc/>
    public override bool SameWeights(EquatableArray<long> first, EquatableArray<long> second, EquatableArray<Argument> arguments) => first == second;
}
