namespace SiameseDsl.Spec.Rules;

/// <summary>Rules about shapes and sizes (SDSL3xxx).</summary>
public static class ShapeRules
{
    /// <summary>A layer that cannot take what arrives.</summary>
    public static Rule DoesNotFit { get; } = new(
        "SDSL3001",
        Severity.Error,
        "Layer does not fit",
        "The layer cannot work on the shape that reaches it, or its own keys contradict each other. The message names the shape and the layer that made it. Nothing behind this layer was checked.",
        SpecExample.With("  - flatten\n", ""),
        SpecExample.Complete);

    /// <summary>A residual whose branches differ.</summary>
    public static Rule BranchesDiffer { get; } = new(
        "SDSL3002",
        Severity.Error,
        "Residual branches differ",
        "A residual adds its body and its shortcut element by element, so both must have one shape. Without a shortcut the body must give back the shape that it takes.",
        SpecExample.With("  - dense: { name: embedding", "  - residual: [dense: 32]\n  - dense: { name: embedding"),
        SpecExample.With("  - dense: { name: embedding", "  - residual: { layers: [dense: 32], shortcut: [dense: 32] }\n  - dense: { name: embedding"));

    /// <summary>A head with several values.</summary>
    public static Rule NotOneLogit { get; } = new(
        "SDSL3003",
        Severity.Error,
        "Head gives more than one value",
        "A head says how alike two samples are, in one number per pair. The layers behind the combination must end in one value.",
        SpecExample.With("head: euclidean\nloss: contrastive", "head: { l1: { layers: [dense: 8] } }\nloss: bce"),
        SpecExample.With("head: euclidean\nloss: contrastive", "head: { l1: { layers: [dense: 1] } }\nloss: bce"));

    /// <summary>Towers with embeddings of different shapes.</summary>
    public static Rule TowersDoNotMeet { get; } = new(
        "SDSL3004",
        Severity.Error,
        "Towers do not meet",
        "Embeddings are compared in one space, so all towers must end in the same shape.",
        SpecExample.Towers("64", "32"),
        SpecExample.Towers("64", "64"));

    /// <summary>A model beyond the limits.</summary>
    public static Rule TooLarge { get; } = new(
        "SDSL3005",
        Severity.Error,
        "Model too large",
        "A model may have 500,000,000 weights (2 GB, and four times that while Adam trains it), 100,000,000 values of one sample between two layers, and 1,000 layers. What is larger is refused before memory refuses it.",
        SpecExample.With("units: 64", "units: 1000000"),
        SpecExample.Complete);

    /// <summary>An input's shape that cannot be.</summary>
    public static Rule InvalidInput { get; } = new(
        "SDSL3006",
        Severity.Error,
        "Invalid input shape",
        "The input is a vector [values], a sequence [channels, length] or [length, features], an image [channels, height, width] or a volume [channels, depth, height, width], each size at least 1. The batch dimension is not written.",
        SpecExample.With("[1, 28, 28]", "[16, 1, 1, 28, 28]"),
        SpecExample.Complete);

    /// <summary>A tied layer that would need two shapes of weights.</summary>
    public static Rule TiedLayerDiffers { get; } = new(
        "SDSL3007",
        Severity.Error,
        "Tied layer gets different shapes",
        "A tied layer is one module with one set of weights. What reaches it must fit the same weights in every tower.",
        SpecExample.Partial("left: [resize: 14]", "shared: false"),
        SpecExample.Partial("left: [invert]", "shared: false"));

    /// <summary>Views that these samples or this head do not have.</summary>
    public static Rule ViewsDoNotFit { get; } = new(
        "SDSL3008",
        Severity.Error,
        "Views do not fit",
        "Views are made of images (channels, height, width), and their embeddings are vectors. Those of 'rotations' stand one behind the other: the images must be square, and the head one of 'euclidean', 'squared_euclidean', 'cosine' and 'dot', which have no weights that are made for a single view.",
        SpecExample.Plus("views: rotations\n").Replace("[1, 28, 28]", "[1, 28, 24]"),
        SpecExample.Plus("views: rotations\n"));

    /// <summary>All rules of this group in the order of their ids.</summary>
    public static IReadOnlyList<Rule> All { get; } = [DoesNotFit, BranchesDiffer, NotOneLogit, TowersDoNotMeet, TooLarge, InvalidInput, TiedLayerDiffers, ViewsDoNotFit];
}
