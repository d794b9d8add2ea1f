namespace SiameseDsl.Generator.Tests.Hosting;

/// <summary>Tiny specs.</summary>
internal static class Specs
{
    /// <summary>A tower of one layer with a distance head.</summary>
    public const string Tiny = """
        siamese: 1
        model: Tiny
        input: { shape: [4] }
        tower:
          - dense: { name: embedding, units: 2 }
        head: euclidean
        loss: contrastive

        """;

    /// <summary>A spec with one warning: its embedding saturates before a distance.</summary>
    public const string Saturated = """
        siamese: 1
        model: Saturated
        input: { shape: [4] }
        tower:
          - dense: { name: embedding, units: 2, activation: sigmoid }
        head: euclidean
        loss: contrastive

        """;

    /// <summary>The rule that warns of <see cref="Saturated"/>.</summary>
    public const string SaturatedRule = "SDSL4005";

    /// <summary>The same spec under another name.</summary>
    public static string Named(string model) => Tiny.Replace("model: Tiny", "model: " + model);

    /// <summary>A good base and two variants that cannot be built.</summary>
    public const string WithBrokenVariants = """
        siamese: 1
        model: Shapes
        input: { shape: [1, 8, 8] }
        tower:
          - flatten
          - dense: { name: embedding, units: 2 }
        head: euclidean
        loss: contrastive
        variants:
          unknown-layer: { tower: [flatten, { densse: 4 }] }
          bad-loss: { head: { l1: { layers: [dense: 1] } } }

        """;
}
