using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Catalog.Layers;

/// <summary><c>lstm</c> (Hochreiter and Schmidhuber 1997) and <c>gru</c> (Cho et al. 2014): a state that is led along a sequence.</summary>
/// <param name="kind">The kind.</param>
/// <param name="gates">How many matrices a cell has: 4 for lstm, 3 for gru.</param>
public sealed class RecurrentEntry(string kind, int gates) : LayerEntry
{
    /// <inheritdoc/>
    public override string Kind => kind;

    /// <inheritdoc/>
    public override string Summary { get; } = $"A recurrent layer ({kind.ToUpperInvariant()}) over the steps of a sequence: (L, D) becomes its last state (units), or with 'returns: sequence' the state at each step (L, units); twice as many with 'bidirectional'.";

    /// <inheritdoc/>
    public override IReadOnlyList<CatalogKey> Keys { get; } =
    [
        LayerKeys.Size("units", "The size of the state, in each direction."),
        new("layers", KeyType.Integer, "Recurrent layers one above the other.") { Default = "1", Minimum = 1, Maximum = 64 },
        new("bidirectional", KeyType.Boolean, "Whether a second state runs from the end to the beginning; both are laid one behind the other.") { Default = "false" },
        new("dropout", KeyType.Number, "The rate of dropout between layers one above the other.") { Default = "0", Minimum = 0, Maximum = 1, ExclusiveMaximum = true },
        new("returns", KeyType.Enum, "What leaves: the 'last' state (of the way back, the one at the beginning), or the 'sequence' of all.") { Default = "last", Values = ["last", "sequence"] },
    ];

    /// <inheritdoc/>
    public override string? MainKey => "units";

    /// <inheritdoc/>
    public override bool HasField => true;

    /// <inheritdoc/>
    public override bool TakesInit => true;

    /// <summary>Whether the state at each step leaves, not the last one.</summary>
    public static bool ReturnsSequence(EquatableArray<Argument> arguments) => arguments.Get("returns").Text == "sequence";

    /// <inheritdoc/>
    public override SequenceLayout Reads(EquatableArray<Argument> arguments) => SequenceLayout.FeaturesLast;

    /// <inheritdoc/>
    public override LayerShape Infer(EquatableArray<long> input, EquatableArray<Argument> arguments)
    {
        if (input.Count != 2)
        {
            return LayerShape.Fails("a sequence (length, features)", input.Count == 3 ? "put 'reshape: [-1, N]' before it, with N features for each step" : "put a 'reshape' to two dimensions before it");
        }

        long layers = arguments.Get("layers").AsInteger();
        if (layers == 1 && arguments.Get("dropout").AsNumber() > 0)
        {
            return LayerShape.Contradicts("at least two 'layers' for the dropout between them (it has 1)", "put 'dropout' behind it instead", "dropout");
        }

        long units = arguments.Get("units").AsInteger();
        long directions = arguments.Get("bidirectional").AsBoolean() ? 2 : 1;
        long width = input[1];
        long weights = 0;
        for (long i = 0; i < layers; i++)
        {
            weights = Shape.Add(weights, Shape.Multiply(Shape.Multiply(directions * gates, units), Shape.Add(width, units)));
            width = Shape.Multiply(directions, units);
        }

        // Two biases for each unit and gate, as PyTorch and cuDNN have them.
        long biases = Shape.Multiply(Shape.Multiply(directions * gates * 2, units), layers);
        return new LayerShape
        {
            Output = ReturnsSequence(arguments) ? EquatableArray.Of(input[0], width) : EquatableArray.Of(width),
            Parameters = Shape.Add(weights, biases),
            Macs = Shape.Multiply(weights, input[0]),
            // The gates and the states of each step.
            Inner = Shape.Multiply(Shape.Multiply(directions * layers * (gates + 2), units), input[0]),
        };
    }

    /// <inheritdoc/>
    public override TensorFacts Derive(TensorFacts input, EquatableArray<Argument> arguments, EquatableArray<long> inputShape, EquatableArray<long> outputShape) =>
        // A state is a tanh times a sigmoid, or a mean of tanhs.
        input.Mixed() with { Minimum = -1, Maximum = 1, UnitLength = false, Saturating = true };

    /// <inheritdoc/>
    public override bool SameWeights(EquatableArray<long> first, EquatableArray<long> second, EquatableArray<Argument> arguments) => first.Count == second.Count && first[1] == second[1];
}
