namespace SiameseDsl.Spec.Plans;

/// <summary>What the compiler knows about a tensor without running the model: an abstract value. Rules ask these facts, not patterns of layers.</summary>
public sealed record TensorFacts
{
    /// <summary>A lower bound of every element; negative infinity where there is none.</summary>
    public required double Minimum { get; init; }

    /// <summary>An upper bound of every element; positive infinity where there is none.</summary>
    public required double Maximum { get; init; }

    /// <summary>Whether every row has Euclidean length 1 (over the last dimension, zero vectors apart).</summary>
    public bool UnitLength { get; init; }

    /// <summary>Whether the values come out of a saturating function (sigmoid, tanh) with no affine layer behind it.</summary>
    public bool Saturating { get; init; }

    /// <summary>For tokens: how many different ones there are. <see langword="null"/> for numbers.</summary>
    public long? Vocabulary { get; init; }

    /// <summary>For a tensor of rank 2: which of its dimensions is the length, as far as the layer that made it says so.</summary>
    public SequenceLayout Layout { get; init; }

    /// <summary>Of a sequence of steps: whether a layer so far could tell their order.</summary>
    public StepOrder Order { get; init; }

    /// <summary>Behind a head's combination: how the tensor depends on the two embeddings.</summary>
    public Interaction Interaction { get; init; }

    /// <summary>Behind a head's combination: whether exchanging the embeddings leaves it unchanged.</summary>
    public bool Symmetric { get; init; }

    /// <summary>The layer that made the tensor what it is with respect to <see cref="Minimum"/> and <see cref="Maximum"/>, for messages.</summary>
    public string Source { get; init; } = "";

    /// <summary>Nothing is known of the values.</summary>
    public static TensorFacts Unknown { get; } = new() { Minimum = double.NegativeInfinity, Maximum = double.PositiveInfinity };

    /// <summary>What is known of an input: images, (C, H, W), lie in [0, 1]; tokens are whole numbers below the vocabulary's size; of other vectors, sequences and volumes nothing is known.</summary>
    public static TensorFacts ForInput(EquatableArray<long> shape, long? vocabulary = null) => vocabulary is long tokens
        ? new TensorFacts { Minimum = 0, Maximum = tokens - 1, Vocabulary = tokens, Order = StepOrder.Alike, Source = "input" }
        : shape.Count == 3 ? new TensorFacts { Minimum = 0, Maximum = 1, Order = StepOrder.Alike, Source = "input" } : Unknown with { Order = StepOrder.Alike, Source = "input" };

    /// <summary>The facts behind a function whose values may be anything, but which keeps how the tensor depends on the embeddings.</summary>
    public TensorFacts Unbounded() =>
        this with { Minimum = double.NegativeInfinity, Maximum = double.PositiveInfinity, UnitLength = false, Saturating = false };

    /// <summary>What is known of a tensor that is either of two.</summary>
    public TensorFacts Or(TensorFacts other) => this with
    {
        Minimum = Math.Min(Minimum, other.Minimum),
        Maximum = Math.Max(Maximum, other.Maximum),
        UnitLength = UnitLength && other.UnitLength,
        Saturating = Saturating && other.Saturating,
    };

    /// <summary>The facts behind a function that is not affine: what was additively separable no longer is.</summary>
    public TensorFacts Mixed() => Interaction is Interaction.None or Interaction.Full ? this : this with { Interaction = Interaction.Full };
}

/// <summary>What the layers so far know of the order of the steps of a sequence.</summary>
public enum StepOrder
{
    /// <summary>It may be in the values: a convolution, a recurrent layer, positions or whatever else saw it. The assumption where nothing better is known.</summary>
    Seen,

    /// <summary>Each step was treated by itself, all alike: exchanging two steps of the input exchanges them here, and nothing else.</summary>
    Alike,

    /// <summary>As <see cref="Alike"/>, but each step has attended to all others: it looks as if it knew its place among them, and does not.</summary>
    Mixed,
}

/// <summary>What the two dimensions of a sequence are.</summary>
public enum SequenceLayout
{
    /// <summary>Not known, not of rank 2, or of no matter.</summary>
    None,

    /// <summary>(C, L): channels, then length, as convolutions and pools take it.</summary>
    ChannelsFirst,

    /// <summary>(L, D): length, then the features of each step, as recurrent layers, attention and dense layers take it.</summary>
    FeaturesLast,
}

/// <summary>How a tensor behind a head depends on the two embeddings a and b.</summary>
public enum Interaction
{
    /// <summary>Not behind a head.</summary>
    None,

    /// <summary>Additively separable: u(a) + v(b), element by element. A linear score of this cannot compare.</summary>
    Separable,

    /// <summary>Anything else.</summary>
    Full,

    /// <summary>An affine image of f(u(a) + v(b)), where u and v give one value and f is monotone: a linear score of this ranks as one of <see cref="Separable"/> does and cannot compare either.</summary>
    Monotone,
}
