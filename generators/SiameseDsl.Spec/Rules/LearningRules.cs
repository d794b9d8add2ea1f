namespace SiameseDsl.Spec.Rules;

/// <summary>Rules about what will not learn well (SDSL4xxx). They can be expected.</summary>
public static class LearningRules
{
    private const string Concat = "head: { concat: { layers: [dense: 1] } }\nloss: bce";
    private const string HeadAndLoss = "head: euclidean\nloss: contrastive";

    /// <summary>A logit that is u(a) + v(b).</summary>
    public static Rule NoInteraction { get; } = new(
        "SDSL4001",
        Severity.Warning,
        "Head cannot compare",
        "A linear score of concatenated embeddings is u(a) + v(b): nothing in it depends on both. Balanced pair accuracy cannot exceed 75 %, and ranking candidates for a query ignores the query, so N-way one-shot accuracy is 1/N. Affine layers in between change nothing. A hidden layer with an activation, a difference, a product or a distance removes the limit.",
        SpecExample.With(HeadAndLoss, Concat),
        SpecExample.With(HeadAndLoss, "head: { l1: { layers: [dense: 1] } }\nloss: bce"));

    /// <summary>A margin that no distance reaches.</summary>
    public static Rule MarginBeyondRange { get; } = new(
        "SDSL4002",
        Severity.Warning,
        "Margin beyond the distance's range",
        "The margin is not below the largest distance that the embedding allows: no pair can ever satisfy the loss, and it pushes to the ends of the range for ever. Bounded activations and normalisation bound the distance: sigmoid sqrt(D), tanh 2 sqrt(D), length 1 gives 2, cosine 2.",
        SpecExample.With("units: 64 }\nhead: euclidean\nloss: contrastive", "units: 64 }\n  - l2_normalize\nhead: euclidean\nloss: { contrastive: { margin: 2.5 } }"),
        SpecExample.With("units: 64 }\nhead: euclidean\nloss: contrastive", "units: 64 }\n  - l2_normalize\nhead: euclidean\nloss: { contrastive: { margin: 1.0 } }"));

    /// <summary>A margin that only the extremes reach.</summary>
    public static Rule MarginNearEnd { get; } = new(
        "SDSL4003",
        Severity.Info,
        "Margin close to the end of the distance's range",
        "The margin is above 0.9 of the largest distance that the embedding allows. Only nearly opposite embeddings satisfy the loss.",
        SpecExample.With("units: 64 }\nhead: euclidean\nloss: contrastive", "units: 64 }\n  - l2_normalize\nhead: euclidean\nloss: { contrastive: { margin: 1.9 } }"),
        SpecExample.With("units: 64 }\nhead: euclidean\nloss: contrastive", "units: 64 }\n  - l2_normalize\nhead: euclidean\nloss: { contrastive: { margin: 1.0 } }"));

    /// <summary>A classifier's loss on a raw distance.</summary>
    public static Rule BceOnDistance { get; } = new(
        "SDSL4004",
        Severity.Warning,
        "Cross-entropy on a bare distance",
        "bce takes the score for a logit. The negative distance is never above zero, so no pair can be called the same with more than 50 %. 'calibrated: true' gives the head a learned scale and bias.",
        SpecExample.With("loss: contrastive", "loss: bce"),
        SpecExample.With(HeadAndLoss, "head: { euclidean: { calibrated: true } }\nloss: bce"));

    /// <summary>A saturating embedding under a metric head.</summary>
    public static Rule SaturatingEmbedding { get; } = new(
        "SDSL4005",
        Severity.Warning,
        "Saturating activation before a distance",
        "Sigmoid and tanh are flat at their ends. A loss on distances drives embeddings there, and the gradient vanishes. The last layer of an embedding that is measured is best linear.",
        SpecExample.With("units: 64", "units: 64, activation: sigmoid"),
        SpecExample.Complete);

    /// <summary>An embedding in one orthant under cosine.</summary>
    public static Rule HalfSpaceEmbedding { get; } = new(
        "SDSL4006",
        Severity.Warning,
        "One-sided embedding before a cosine",
        "No value of the embedding is negative (or none is positive), so no two embeddings lie more than 90 degrees apart and the cosine never falls below zero: half of the range is lost. Let the last layer be linear.",
        SpecExample.With("units: 64 }\nhead: euclidean\nloss: contrastive", "units: 64, activation: relu }\nhead: cosine\nloss: nt_xent"),
        SpecExample.With(HeadAndLoss, "head: cosine\nloss: nt_xent"));

    /// <summary>A softmax loss over similarities of no fixed scale.</summary>
    public static Rule SimilarityScale { get; } = new(
        "SDSL4007",
        Severity.Warning,
        "Similarities without a sensible scale",
        "nt_xent and sup_con divide similarities by a temperature that is meant for cosines in [-1, 1], and multi_similarity and circle have constants that are. Distances and dot products of embeddings that are not normalised have no fixed scale, so those numbers mean nothing; and a temperature of 1 or more over cosines makes the softmax almost uniform. Use the cosine head, or l2_normalize, and a temperature around 0.1.",
        SpecExample.With("loss: contrastive", "loss: nt_xent"),
        SpecExample.With(HeadAndLoss, "head: cosine\nloss: nt_xent"));

    /// <summary>A cosine under a loss that cannot stretch it.</summary>
    public static Rule CosineWithoutScale { get; } = new(
        "SDSL4008",
        Severity.Warning,
        "Cosine without scale or temperature",
        "A cosine lies in [-1, 1], and on normalised embeddings distances and dot products have as small a range. A cross-entropy over such values cannot become confident, and its gradient never ends. It needs a temperature (nt_xent, sup_con), embeddings that are not normalised or, with bce, 'calibrated: true'.",
        SpecExample.With(HeadAndLoss, "head: cosine\nloss: prototypical"),
        SpecExample.With(HeadAndLoss, "head: squared_euclidean\nloss: prototypical"));

    /// <summary>A batch without positives.</summary>
    public static Rule NoPositives { get; } = new(
        "SDSL4009",
        Severity.Warning,
        "Batch without positives",
        "With one sample per class no two images of a batch belong together, so the loss has no positive pair and its gradient is zero or only pushes apart.",
        SpecExample.With("loss: contrastive", "loss: triplet") + "training: { batch: { pk: { classes: 32, samples: 1 } } }\n",
        SpecExample.With("loss: contrastive", "loss: triplet") + "training: { batch: { pk: { classes: 32, samples: 4 } } }\n");

    /// <summary>Hardest triplets from the start.</summary>
    public static Rule HardestMining { get; } = new(
        "SDSL4010",
        Severity.Warning,
        "Hardest mining from the first step",
        "Before the embedding knows anything, the hardest negatives are noise; training on them alone tends to collapse every embedding to one point, at a loss equal to the margin. Begin with all or semi-hard examples; a mining schedule goes on to the hardest later.",
        SpecExample.With("loss: contrastive", "loss: { triplet: { miner: hard } }"),
        SpecExample.With("loss: contrastive", "loss: { triplet: { miner: semi_hard } }"));

    /// <summary>A bias that batch norm subtracts.</summary>
    public static Rule BiasBeforeBatchNorm { get; } = new(
        "SDSL4011",
        Severity.Info,
        "Bias before batch norm",
        "Batch norm subtracts the mean of each channel, and with it the bias before it. The bias costs memory and time and learns nothing; 'bias: false' removes it.",
        SpecExample.With("units: 64 }", "units: 64 }\n  - batch_norm"),
        SpecExample.With("units: 64 }", "units: 64, bias: false }\n  - batch_norm"));

    /// <summary>An order where the task has none.</summary>
    public static Rule AsymmetricScore { get; } = new(
        "SDSL4012",
        Severity.Info,
        "Asymmetric score in a symmetric task",
        "One tower embeds both images, so 'the same' has no order, but this head gives score(a, b) and score(b, a) different values. It has to learn from data that order does not matter. A difference, a product or a distance is symmetric by itself.",
        SpecExample.With(HeadAndLoss, "head: { concat: { layers: [{ dense: { units: 32, activation: relu } }, { dense: 1 }] } }\nloss: bce"),
        SpecExample.With(HeadAndLoss, "head: { l1: { layers: [{ dense: { units: 32, activation: relu } }, { dense: 1 }] } }\nloss: bce"));

    /// <summary>A probability taken for a logit.</summary>
    public static Rule SquashedTwice { get; } = new(
        "SDSL4013",
        Severity.Warning,
        "Bounded activation before cross-entropy",
        "bce takes the score for a logit and applies the sigmoid itself. A sigmoid or tanh before it squashes twice: probabilities stay between 50 % and 73 % (tanh: 27 % and 73 %). End the head in a linear unit; that is the tutorial's Dense(1, sigmoid) with cross-entropy.",
        SpecExample.With(HeadAndLoss, "head: { l1: { layers: [{ dense: { units: 1, activation: sigmoid } }] } }\nloss: bce"),
        SpecExample.With(HeadAndLoss, "head: { l1: { layers: [dense: 1] } }\nloss: bce"));

    /// <summary>Two variants that are one.</summary>
    public static Rule SameNetwork { get; } = new(
        "SDSL4014",
        Severity.Warning,
        "Two variants are the same network",
        "The variant's patch changes nothing: with all defaults filled in, network and training are those of another variant, and a comparison would compare a model with itself.",
        SpecExample.Plus("variants:\n  margin: { loss: { contrastive: { margin: 1.0 } } }\n"),
        SpecExample.Plus("variants:\n  margin: { loss: { contrastive: { margin: 2.0 } } }\n"));

    /// <summary>A calibration that nothing trains.</summary>
    public static Rule UntrainedCalibration { get; } = new(
        "SDSL4015",
        Severity.Warning,
        "Calibration that is never trained",
        "The learned scale and bias stand behind the score, but this loss is computed on the distance or similarity before them, so they keep their first values. Leave 'calibrated' out, or train with bce.",
        SpecExample.With("head: euclidean", "head: { euclidean: { calibrated: true } }"),
        SpecExample.Complete);

    /// <summary>An expectation that did not come true.</summary>
    public static Rule ExpectationNotMet { get; } = new(
        "SDSL4900",
        Severity.Warning,
        "Expectation not met",
        "The rule named under 'expect' does not fire here any more. Remove the expectation, so that it cannot hide a later mistake. Variants do not inherit expectations: those at the top level hold for the base.",
        SpecExample.Plus("expect: [{ rule: SDSL4001, because: It cannot compare. }]\n"),
        SpecExample.Complete);

    /// <summary>All rules of this group in the order of their ids.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        NoInteraction, MarginBeyondRange, MarginNearEnd, BceOnDistance, SaturatingEmbedding, HalfSpaceEmbedding, SimilarityScale, CosineWithoutScale, NoPositives, HardestMining,
        BiasBeforeBatchNorm, AsymmetricScore, SquashedTwice, SameNetwork, UntrainedCalibration, ExpectationNotMet,
    ];
}
