namespace SiameseDsl.Generator.Tests.Hosting;

/// <summary>A family with ten mistakes of ten rules, one in each of ten variants, beside a base and a variant that are good.</summary>
internal static class TenMistakes
{
    public const string Spec = """
        siamese: 1
        model: Shapes
        input: { shape: [1, 8, 8] }
        tower:
          - flatten
          - dense: { name: embedding, units: 2 }
        head: euclidean
        loss: contrastive
        variants:
          good: { head: cosine }
          unknown-key: { haed: cosine }
          wrong-type: { tower.embedding.units: many }
          bad-range: { training: { epochs: 0 } }
          unknown-kind: { head: euclidian }
          bad-shape: { tower: [{ conv2d: 4 }, { dense: { name: embedding, units: 2 } }] }
          bad-loss: { head: { l1: { layers: [dense: 1] } } }
          trainer: { head: squared_euclidean }
          bad-path: { tower.missing.units: 3 }
          many-logits: { head: { l1: { layers: [dense: 8] } }, loss: bce }
          bad-batch: { loss: triplet, training: { batch: { pairs: 8 } } }

        """;

    /// <summary>Where each mistake stands, with its rule.</summary>
    public static IReadOnlyList<(int Line, int Column, string Id)> Findings { get; } =
    [
        (11, 18, "SDSL1001"),
        (12, 40, "SDSL1002"),
        (13, 36, "SDSL1003"),
        (14, 25, "SDSL1005"),
        (15, 41, "SDSL3001"),
        (16, 23, "SDSL2101"),
        (17, 3, "SDSL2002"),
        (18, 21, "SDSL2004"),
        (19, 41, "SDSL3003"),
        (20, 52, "SDSL2102"),
    ];

    /// <summary>The C# types of the variants that have a name and yet cannot be compiled.</summary>
    public static IReadOnlyList<string> Broken { get; } =
        ["Shapes.UnknownKey", "Shapes.WrongType", "Shapes.BadRange", "Shapes.UnknownKind", "Shapes.BadShape", "Shapes.BadLoss", "Shapes.BadPath", "Shapes.ManyLogits", "Shapes.BadBatch"];
}
