using System.Globalization;
using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Catalog.Layers;

/// <summary><c>embedding</c>: a learned vector for each token.</summary>
public sealed class EmbeddingEntry : LayerEntry
{
    /// <summary>The argument that the plan's maker adds: how many tokens there are.</summary>
    public const string Vocabulary = "vocabulary";

    /// <inheritdoc/>
    public override string Kind => "embedding";

    /// <inheritdoc/>
    public override string Summary => "A learned vector for each token: tokens (L) become a sequence (L, size).";

    /// <inheritdoc/>
    public override IReadOnlyList<CatalogKey> Keys { get; } =
    [
        LayerKeys.Size("size", "The features of each token's vector."),
        new("padding", KeyType.Integer, "The token that fills sequences up: its vector is zero and stays so. Absent for none.") { Minimum = 0, Maximum = LayerKeys.LargestSize },
    ];

    /// <inheritdoc/>
    public override string? MainKey => "size";

    /// <inheritdoc/>
    public override bool HasField => true;

    /// <inheritdoc/>
    public override bool TakesTokens => true;

    /// <inheritdoc/>
    public override bool TakesInit => true;

    /// <inheritdoc/>
    public override SequenceLayout Gives(EquatableArray<Argument> arguments, SequenceLayout arrived) => SequenceLayout.FeaturesLast;

    /// <inheritdoc/>
    public override EquatableArray<Argument> Complete(EquatableArray<Argument> arguments, TensorFacts input) =>
        input.Vocabulary is long vocabulary ? new EquatableArray<Argument>([.. arguments, new Argument(Vocabulary, ArgumentType.Integer, vocabulary.ToString(CultureInfo.InvariantCulture))]) : arguments;

    /// <inheritdoc/>
    public override bool TreatsStepsAlike(EquatableArray<Argument> arguments, EquatableArray<long> input) => true;

    /// <inheritdoc/>
    public override LayerShape Infer(EquatableArray<long> input, EquatableArray<Argument> arguments)
    {
        if (arguments.Find(Vocabulary) is not Argument vocabulary)
        {
            return LayerShape.Fails("tokens", "declare them with 'input: { tokens: { length: ..., vocabulary: ... } }', and put nothing before it");
        }

        long tokens = vocabulary.AsInteger();
        if (arguments.Get("padding") is { Type: not ArgumentType.Null } padding && padding.AsInteger() >= tokens)
        {
            return LayerShape.Contradicts($"a padding token below its vocabulary of {tokens}", $"use one from 0 to {tokens - 1}", "padding");
        }

        long size = arguments.Get("size").AsInteger();
        return new LayerShape { Output = EquatableArray.Of(input[0], size), Parameters = Shape.Multiply(tokens, size) };
    }

    /// <inheritdoc/>
    public override TensorFacts Derive(TensorFacts input, EquatableArray<Argument> arguments, EquatableArray<long> inputShape, EquatableArray<long> outputShape) =>
        input.Unbounded().Mixed() with { Vocabulary = null };

    /// <inheritdoc/>
    public override bool SameWeights(EquatableArray<long> first, EquatableArray<long> second, EquatableArray<Argument> arguments) => first.Count == second.Count;
}
