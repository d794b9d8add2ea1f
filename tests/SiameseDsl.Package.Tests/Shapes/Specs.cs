namespace SiameseDsl.Package.Tests.Shapes;

/// <summary>The spec of projects that no template made.</summary>
internal static class Specs
{
    /// <summary>Two variants of a small network.</summary>
    public const string Signs = """
        siamese: 1
        model: Signs
        input: { shape: [1, 28, 28] }

        tower:
          - flatten
          - dense: { units: 64, activation: relu }
          - dense: { name: embedding, units: 32 }

        head: cosine
        loss: { nt_xent: { temperature: 0.1 } }

        variants:
          contrastive:
            head: euclidean
            loss: { contrastive: { margin: 1.0 } }

        """;
}
