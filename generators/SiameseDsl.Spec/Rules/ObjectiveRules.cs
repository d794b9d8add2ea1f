namespace SiameseDsl.Spec.Rules;

/// <summary>Rules about what trains a model: losses, their sums, miners and margins (SDSL213x errors, SDSL404x about learning).</summary>
public static class ObjectiveRules
{
    private const string HeadAndLoss = "head: euclidean\nloss: contrastive";

    /// <summary>A sum in a sum, a schedule in a schedule.</summary>
    public static Rule Nested { get; } = new(
        "SDSL2130",
        Severity.Error,
        "Sum or schedule inside its own kind",
        "A sum of losses and a mining schedule are flat lists: an inner sum is the same as its losses in the outer one, each with the product of the weights, and the stages of an inner schedule belong into the outer one.",
        SpecExample.With("loss: contrastive", "loss: { sum: [{ loss: { sum: [{ loss: triplet }] } }] }"),
        SpecExample.With("loss: contrastive", "loss: { sum: [{ loss: triplet }, { weight: 0.5, loss: contrastive }] }"));

    /// <summary>Losses of a sum that no batch serves.</summary>
    public static Rule NoSharedBatch { get; } = new(
        "SDSL2131",
        Severity.Error,
        "Losses of a sum share no batch",
        "All losses of a sum look at one batch, so that each image goes through the towers once. A batch of P classes x K samples serves nearly all of them; but bce behind a head of layers takes drawn pairs only, since all pairs of a batch would be thousands of passes through the head.",
        SpecExample.With(HeadAndLoss, "head: { relation: { layers: [{ dense: { units: 32, activation: relu } }, dense: 1] } }\nloss: { sum: [{ loss: bce }, { loss: prototypical }] }"),
        SpecExample.With(HeadAndLoss, "head: { euclidean: { calibrated: true } }\nloss: { sum: [{ loss: bce }, { loss: contrastive }] }"));

    /// <summary>A mining schedule that does not ascend.</summary>
    public static Rule StagesOutOfOrder { get; } = new(
        "SDSL2132",
        Severity.Error,
        "Mining stages out of order",
        "The stages of a mining schedule stand in the order in which they come: 'from' is the part of the training after which a stage begins, 0 for the first one, and each later one has a larger value.",
        SpecExample.With("loss: contrastive", "loss: { triplet: { miner: { schedule: [{ miner: all }, { from: 0.6, miner: semi_hard }, { from: 0.3, miner: hard }] } } }"),
        SpecExample.With("loss: contrastive", "loss: { triplet: { miner: { schedule: [{ miner: all }, { from: 0.3, miner: semi_hard }, { from: 0.6, miner: hard }] } } }"));

    /// <summary>A miner with nothing to choose from.</summary>
    public static Rule NothingToMine { get; } = new(
        "SDSL2133",
        Severity.Error,
        "Miner without a labelled batch",
        "A miner chooses among all pairs or triplets that the images of a labelled batch make. A batch of pairs is drawn already, half of them of one class, and leaves nothing to choose.",
        SpecExample.With("loss: contrastive", "loss: { contrastive: { miner: semi_hard } }\ntraining: { batch: { pairs: 128 } }"),
        SpecExample.With("loss: contrastive", "loss: { contrastive: { miner: semi_hard } }\ntraining: { batch: { pk: { classes: 16, samples: 4 } } }"));

    /// <summary>A square of something that is no distance, or a square already.</summary>
    public static Rule NothingToSquare { get; } = new(
        "SDSL2134",
        Severity.Error,
        "Nothing to square",
        "'squared: true' lets a triplet loss look at the square of the distance, as FaceNet does. A similarity is no distance, and squared_euclidean and cosine are squares already (1 - cosine is half the squared distance of normalised embeddings).",
        SpecExample.With(HeadAndLoss, "head: squared_euclidean\nloss: { triplet: { squared: true } }"),
        SpecExample.With("loss: contrastive", "loss: { triplet: { squared: true } }"));

    /// <summary>Two margins of which the lower is the upper.</summary>
    public static Rule MarginsCross { get; } = new(
        "SDSL2135",
        Severity.Error,
        "Margins cross",
        "The double-margin loss wants same pairs nearer than the positive margin and different pairs farther apart than the negative one. Where the first is not below the second, no distance satisfies both.",
        SpecExample.With("loss: contrastive", "loss: { double_margin: { positive_margin: 1.0, negative_margin: 0.5 } }"),
        SpecExample.With("loss: contrastive", "loss: { double_margin: { positive_margin: 0.5, negative_margin: 1.0 } }"));

    /// <summary>Angles are trained, lengths count in the score.</summary>
    public static Rule AnglesUnlikeHead { get; } = new(
        "SDSL4040",
        Severity.Warning,
        "Loss on angles, head on lengths",
        "ArcFace, CosFace and proxy-anchor losses train the angles between embeddings and their class vectors and leave the embeddings' lengths to chance. A head that measures lengths too then scores by what nobody trained. Use the head cosine, or end the tower with l2_normalize: on the sphere the Euclidean distance ranks as the cosine does.",
        SpecExample.With("loss: contrastive", "loss: arcface"),
        SpecExample.With(HeadAndLoss, "head: cosine\nloss: arcface"));

    /// <summary>A loss that never rests, on distances with a bound.</summary>
    public static Rule SoftMarginOnSphere { get; } = new(
        "SDSL4041",
        Severity.Warning,
        "Soft margin on normalised embeddings",
        "The soft-margin triplet loss log(1 + e^x) falls as long as distances can grow. On normalised embeddings, or under 1 - cosine, they end at 2: the loss keeps a rest that no embedding removes, its gradient on hard triplets is hardly larger than on easy ones, and training stalls. Leave the embedding un-normalised under a distance, or use the triplet loss with a margin.",
        SpecExample.With(HeadAndLoss, "head: cosine\nloss: soft_margin_triplet"),
        SpecExample.With("loss: contrastive", "loss: soft_margin_triplet"));

    /// <summary>A scale for millions of faces.</summary>
    public static Rule LargeScale { get; } = new(
        "SDSL4042",
        Severity.Info,
        "Scale meant for large data",
        "A scale of 64 was published for the faces of tens of thousands of people. On small data so sharp a softmax is confident at once, its gradient comes from few images, and trainings diverge; 8 to 30 are usual there.",
        SpecExample.With(HeadAndLoss, "head: cosine\nloss: { arcface: { scale: 64 } }"),
        SpecExample.With(HeadAndLoss, "head: cosine\nloss: { arcface: { scale: 30 } }"));

    /// <summary>All rules of this group in the order of their ids.</summary>
    public static IReadOnlyList<Rule> All { get; } =
        [Nested, NoSharedBatch, StagesOutOfOrder, NothingToMine, NothingToSquare, MarginsCross, AnglesUnlikeHead, SoftMarginOnSphere, LargeScale];
}
