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

    /// <summary>Behind a head's combination: how the tensor depends on the two embeddings.</summary>
    public Interaction Interaction { get; init; }

    /// <summary>Behind a head's combination: whether exchanging the embeddings leaves it unchanged.</summary>
    public bool Symmetric { get; init; }

    /// <summary>The layer that made the tensor what it is with respect to <see cref="Minimum"/> and <see cref="Maximum"/>, for messages.</summary>
    public string Source { get; init; } = "";
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
}
