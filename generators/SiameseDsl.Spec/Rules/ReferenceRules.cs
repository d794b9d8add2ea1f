namespace SiameseDsl.Spec.Rules;

/// <summary>Rules about parts that do not go together (SDSL21xx).</summary>
public static class ReferenceRules
{
    /// <summary>A loss on distances with a head that has none.</summary>
    public static Rule HeadAgainstLoss { get; } = new(
        "SDSL2101",
        Severity.Error,
        "Head does not fit its loss",
        "Losses other than bce are computed on the embeddings: contrastive losses on a distance (euclidean, squared_euclidean, mahalanobis, cosine), losses that rank on a distance or similarity of any two embeddings (dot, bilinear and relation too), some on cosines only. Heads of layers that take pairs (concat, l1, product) give a logit, which bce trains.",
        SpecExample.With("head: euclidean", "head: { l1: { layers: [dense: 1] } }"),
        SpecExample.Complete);

    /// <summary>A loss with a batch that it cannot use.</summary>
    public static Rule BatchAgainstLoss { get; } = new(
        "SDSL2102",
        Severity.Error,
        "Batch does not fit the loss",
        "Losses on pairs take drawn pairs, or all pairs of a labelled batch; losses that look for positives and negatives in the batch take P classes with K samples each; the prototypical loss takes episodes too. Leave 'batch' out for the loss's own default.",
        SpecExample.With("loss: contrastive", "loss: triplet\ntraining: { batch: { pairs: 128 } }"),
        SpecExample.With("loss: contrastive", "loss: triplet\ntraining: { batch: { pk: { classes: 16, samples: 4 } } }"));

    /// <summary>Partial sharing that is not partial.</summary>
    public static Rule SharingForm { get; } = new(
        "SDSL2103",
        Severity.Warning,
        "Partial sharing ties everything or nothing",
        "With partial sharing some layers are tied between the towers and others are not. Where all are tied and both inputs are alike, it is shared; where none is, it is separate.",
        SpecExample.Partial("", "shared: true"),
        SpecExample.Partial("", "shared: false"));

    /// <summary>Two layers with one field.</summary>
    public static Rule SameField { get; } = new(
        "SDSL2104",
        Severity.Error,
        "Two layers with the same field",
        "The number that 'repeat' appends, the name of a tower in front, or the head's own parameters make a name that another layer already has.",
        SpecExample.With("- flatten", "- flatten\n  - dense: { name: block-1, units: 8 }\n  - repeat: { times: 2, layers: [dense: { name: block, units: 8 }] }"),
        SpecExample.With("- flatten", "- flatten\n  - dense: { name: first, units: 8 }\n  - repeat: { times: 2, layers: [dense: { name: block, units: 8 }] }"));

    /// <summary>All rules of this group in the order of their ids.</summary>
    public static IReadOnlyList<Rule> All { get; } = [HeadAgainstLoss, BatchAgainstLoss, SharingForm, SameField];
}
