namespace SiameseDsl.Spec.Rules;

/// <summary>Rules about what single layers do to the tensors that reach them: shapes (SDSL301x) and learning (SDSL402x).</summary>
public static class LayerRules
{
    /// <summary>Parallel branches of shapes that cannot be joined.</summary>
    public static Rule BranchesDoNotJoin { get; } = new(
        "SDSL3010",
        Severity.Error,
        "Parallel branches do not join",
        "Branches that are added must give one shape. Branches that are laid one behind the other may differ only along the dimension that they are joined along: the channels, or the features with 'over: features'.",
        SpecExample.With("  - flatten\n", "  - parallel: [[conv2d: 4], [conv2d: 4, max_pool: 2]]\n  - flatten\n"),
        SpecExample.With("  - flatten\n", "  - parallel: [[conv2d: 4], [{ max_pool: { size: 3, stride: 1, padding: 1 } }, { conv2d: 8 }]]\n  - flatten\n"));

    /// <summary>A sequence read in the wrong layout.</summary>
    public static Rule LayoutMixedUp { get; } = new(
        "SDSL4020",
        Severity.Warning,
        "Sequence in the wrong layout",
        "Convolutions, pools and norms of channels read a sequence as (channels, length); recurrent layers, attention, dense layers and l2_normalize read it as (length, features). Both are two numbers, so nothing fails, but the layer then works along the wrong dimension. 'transpose' exchanges the two.",
        SpecExample.Sequence("  - conv1d: { filters: 16, activation: relu }\n  - dense: { units: 8, activation: relu }\n"),
        SpecExample.Sequence("  - conv1d: { filters: 16, activation: relu }\n  - transpose\n  - dense: { units: 8, activation: relu }\n"));

    /// <summary>Attention that cannot tell the order of the steps.</summary>
    public static Rule OrderUnseen { get; } = new(
        "SDSL4021",
        Severity.Warning,
        "The order of the steps is invisible",
        "Attention mixes the steps of a sequence by what they hold, not by where they stand. If nothing before it tells the places (positions, a convolution, a recurrent layer) and a pool over the steps follows, then 'dog bites man' and 'man bites dog' have one and the same embedding. 'positions' before the 'transformer' makes the order visible.",
        SpecExample.Tokens("  - embedding: 16\n  - transformer\n  - sequence_pool: mean\n"),
        SpecExample.Tokens("  - embedding: 16\n  - positions\n  - transformer\n  - sequence_pool: mean\n"));

    /// <summary>All rules of this group in the order of their ids.</summary>
    public static IReadOnlyList<Rule> All { get; } = [BranchesDoNotJoin, LayoutMixedUp, OrderUnseen];
}
