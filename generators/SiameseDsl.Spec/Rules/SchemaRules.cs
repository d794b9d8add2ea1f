namespace SiameseDsl.Spec.Rules;

/// <summary>Rules about keys, types and ranges (SDSL1xxx).</summary>
public static class SchemaRules
{
    /// <summary>A key that the catalog does not know.</summary>
    public static Rule UnknownKey { get; } = new(
        "SDSL1001",
        Severity.Error,
        "Unknown key",
        "The key does not exist at this place. Keys are written in snake_case, exactly as the catalog has them; the nearest known one is proposed.",
        SpecExample.With("units: 64", "units: 64, activaton: relu"),
        SpecExample.With("units: 64", "units: 64, activation: relu"));

    /// <summary>A value of another type.</summary>
    public static Rule WrongType { get; } = new(
        "SDSL1002",
        Severity.Error,
        "Wrong type",
        "The value is of another type than the key takes. Quoted numbers are texts; 'yes' and 'no' are texts in YAML 1.2; a list is written with brackets or dashes.",
        SpecExample.With("units: 64", "units: \"64\""),
        SpecExample.Complete);

    /// <summary>A value outside its range.</summary>
    public static Rule OutOfRange { get; } = new(
        "SDSL1003",
        Severity.Error,
        "Out of range",
        "The value is of the right type but not one that can work: a negative size, a probability above 1, a list of the wrong length, a word that is not among those allowed.",
        SpecExample.With("units: 64", "units: -64"),
        SpecExample.Complete);

    /// <summary>A key that must be given.</summary>
    public static Rule MissingKey { get; } = new(
        "SDSL1004",
        Severity.Error,
        "Missing key",
        "The key has no default and must be given.",
        SpecExample.With("loss: contrastive\n", ""),
        SpecExample.Complete);

    /// <summary>A kind that the catalog does not know.</summary>
    public static Rule UnknownKind { get; } = new(
        "SDSL1005",
        Severity.Error,
        "Unknown kind",
        "There is no layer, head, loss, optimizer, batch or other part of this name. Kinds are written in snake_case; the nearest known one is proposed.",
        SpecExample.With("head: euclidean", "head: euclidian"),
        SpecExample.Complete);

    /// <summary>A choice with no kind or several.</summary>
    public static Rule NotOneKind { get; } = new(
        "SDSL1006",
        Severity.Error,
        "Not exactly one kind",
        "At this place stands one choice: a mapping with exactly one key that names the kind, or the kind's bare name. The keys of the kind belong inside it, indented further.",
        SpecExample.With("head: euclidean", "head: { euclidean: {}, cosine: {} }"),
        SpecExample.Complete);

    /// <summary>Another version of the language.</summary>
    public static Rule Version { get; } = new(
        "SDSL1007",
        Severity.Error,
        "Unsupported version",
        "The key 'siamese' names the version of the language that the file is written in. This compiler knows version 1.",
        SpecExample.With("siamese: 1", "siamese: 2"),
        SpecExample.Complete);

    /// <summary>Infinite or not a number.</summary>
    public static Rule NotFinite { get; } = new(
        "SDSL1008",
        Severity.Error,
        "Not a finite number",
        "Infinities and NaN would spread through every weight. Write a finite number.",
        SpecExample.With("loss: contrastive", "loss: { contrastive: { margin: .inf } }"),
        SpecExample.With("loss: contrastive", "loss: { contrastive: { margin: 1.0 } }"));

    /// <summary>A key that exists, but not in this company.</summary>
    public static Rule NotAllowedHere { get; } = new(
        "SDSL1009",
        Severity.Error,
        "Key not allowed here",
        "The key exists, but not together with what else is written, or not at this place: 'tower' beside 'towers', 'shared' without partial sharing, the family's own keys in a variant.",
        SpecExample.With("- flatten", "- flatten: { shared: false }"),
        SpecExample.Complete);

    /// <summary>The batch was exchanged for one that the loss can use.</summary>
    public static Rule BatchReplaced { get; } = new(
        "SDSL1010",
        Severity.Info,
        "Inherited batch replaced",
        "The variant changes the loss only, and its loss cannot use the batch that it inherits. The loss's own default batch takes its place, with the nearest number of images. Write the batch into the variant to choose it yourself.",
        SpecExample.Plus("training: { batch: { pairs: 128 } }\nvariants:\n  triplet: { loss: triplet }\n"),
        SpecExample.Plus("training: { batch: { pairs: 128 } }\nvariants:\n  triplet: { loss: triplet, training: { batch: { pk: { classes: 64, samples: 4 } } } }\n"));

    /// <summary>The same kind twice in a list where each may stand once.</summary>
    public static Rule RepeatedKind { get; } = new(
        "SDSL1011",
        Severity.Error,
        "Kind given twice",
        "In this list each kind may stand once; doing the same twice is one stronger setting of it.",
        SpecExample.Plus("training: { augment: [affine, affine] }\n"),
        SpecExample.Plus("training: { augment: [affine] }\n"));

    /// <summary>All rules of this group in the order of their ids.</summary>
    public static IReadOnlyList<Rule> All { get; } =
        [UnknownKey, WrongType, OutOfRange, MissingKey, UnknownKind, NotOneKind, Version, NotFinite, NotAllowedHere, BatchReplaced, RepeatedKind];
}
