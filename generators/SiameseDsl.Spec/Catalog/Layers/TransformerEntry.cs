using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Catalog.Layers;

/// <summary><c>transformer</c>: an encoder of self-attention blocks (Vaswani et al. 2017).</summary>
public sealed class TransformerEntry : LayerEntry
{
    /// <inheritdoc/>
    public override string Kind => "transformer";

    /// <inheritdoc/>
    public override string Summary => "Blocks of self-attention and dense layers over the steps of a sequence (L, D). By itself it cannot tell the order of the steps: put 'positions' before it.";

    /// <inheritdoc/>
    public override IReadOnlyList<CatalogKey> Keys { get; } =
    [
        new("blocks", KeyType.Integer, "Blocks one above the other.") { Default = "2", Minimum = 1, Maximum = 64 },
        new("heads", KeyType.Integer, "Attention heads; must divide the features.") { Default = "4", Minimum = 1, Maximum = LayerKeys.LargestWindow },
        new("feed_forward", KeyType.Integer, "The width inside the dense half of a block; four times the features where it is absent.") { Minimum = 1, Maximum = LayerKeys.LargestSize },
        new("dropout", KeyType.Number, "The rate of dropout behind both halves of a block and on the attention.") { Default = "0.1", Minimum = 0, Maximum = 1, ExclusiveMaximum = true },
        new("inner", KeyType.Enum, "The activation inside the dense half.") { Default = "gelu", Values = ["gelu", "relu"] },
        new("norm_first", KeyType.Boolean, "Whether each half norms what it takes, which trains without warm-up (Xiong et al. 2020), or the sum that it gives.") { Default = "true" },
    ];

    /// <inheritdoc/>
    public override string? MainKey => "blocks";

    /// <inheritdoc/>
    public override bool HasField => true;

    /// <inheritdoc/>
    public override bool TakesInit => true;

    /// <summary>The width inside the dense half of a block.</summary>
    public static long FeedForward(EquatableArray<Argument> arguments, long width) =>
        arguments.Get("feed_forward") is { Type: not ArgumentType.Null } given ? given.AsInteger() : Shape.Multiply(4, width);

    /// <inheritdoc/>
    public override SequenceLayout Reads(EquatableArray<Argument> arguments) => SequenceLayout.FeaturesLast;

    /// <inheritdoc/>
    public override StepOrder Orders(EquatableArray<Argument> arguments, EquatableArray<long> input, StepOrder arrived) => arrived == StepOrder.Seen ? StepOrder.Seen : StepOrder.Mixed;

    /// <inheritdoc/>
    public override LayerShape Infer(EquatableArray<long> input, EquatableArray<Argument> arguments)
    {
        if (input.Count != 2)
        {
            return LayerShape.Fails("a sequence (length, features)", input.Count == 3 ? "put 'reshape: [-1, N]' before it, with N features for each step" : "put a 'reshape' to two dimensions before it");
        }

        long length = input[0];
        long width = input[1];
        long heads = arguments.Get("heads").AsInteger();
        if (width % heads != 0)
        {
            return LayerShape.Fails($"a number of features that its {heads} heads divide", $"choose a divisor of {width} for 'heads'", "heads");
        }

        long blocks = arguments.Get("blocks").AsInteger();
        long hidden = FeedForward(arguments, width);
        bool normFirst = arguments.Get("norm_first").AsBoolean();

        // Query, key, value and output of the attention, both dense layers; their biases and two norms.
        long weights = Shape.Add(Shape.Multiply(4, Shape.Multiply(width, width)), Shape.Multiply(2, Shape.Multiply(width, hidden)));
        long small = Shape.Add(Shape.Multiply(9, width), hidden);
        long attention = Shape.Multiply(2, Shape.Multiply(width, Shape.Multiply(length, length)));
        return new LayerShape
        {
            Output = input,
            Parameters = Shape.Add(Shape.Multiply(blocks, Shape.Add(weights, small)), normFirst ? Shape.Multiply(2, width) : 0),
            Macs = Shape.Multiply(blocks, Shape.Add(Shape.Multiply(weights, length), attention)),
            // Query, key, value, what attention gives, two norms and the sums at each step; the hidden layer before and behind its activation; the weights of each head.
            Inner = Shape.Multiply(blocks, Shape.Add(Shape.Multiply(length, Shape.Add(Shape.Multiply(8, width), Shape.Multiply(2, hidden))), Shape.Multiply(heads, Shape.Multiply(length, length)))),
        };
    }

    /// <inheritdoc/>
    public override TensorFacts Derive(TensorFacts input, EquatableArray<Argument> arguments, EquatableArray<long> inputShape, EquatableArray<long> outputShape) => input.Unbounded().Mixed();

    /// <inheritdoc/>
    public override bool SameWeights(EquatableArray<long> first, EquatableArray<long> second, EquatableArray<Argument> arguments) => first.Count == second.Count && first[1] == second[1];
}
