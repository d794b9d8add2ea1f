using System.Globalization;
using System.Text;

namespace SiameseDsl.Benchmarks.Generator;

/// <summary>Writes the specs that are measured.</summary>
internal static class SpecFactory
{
    /// <summary>A spec of an ordinary size: 8 layers, a variant with another head and loss.</summary>
    public static string Ordinary(int number) => string.Create(CultureInfo.InvariantCulture, $$"""
        siamese: 1
        model: Family{{number}}
        summary: A convolutional tower under a distance.
        primary: one_shot

        input: { shape: [1, 28, 28] }

        tower:
          - conv2d: { filters: 32, kernel: 3, bias: false }
          - batch_norm
          - relu
          - max_pool: 2
          - conv2d: { filters: 64, kernel: 3, activation: relu }
          - max_pool: 2
          - flatten
          - dense: { name: embedding, units: 64 }

        head: euclidean
        loss: { contrastive: { margin: 1.0 } }

        training:
          optimizer: { adam: { lr: 0.001 } }
          epochs: 10

        variants:
          cosine:
            head: cosine
            loss: { nt_xent: { temperature: 0.1 } }

        """);

    /// <summary>A spec of 30 layers with a base and three variants. Another <paramref name="filters"/> is an edit that reaches all of them.</summary>
    public static string Large(string name, int filters)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"siamese: 1\nmodel: {name}\nsummary: A deep tower of thirty layers.\nprimary: one_shot\n\ninput: {{ shape: [1, 64, 64] }}\n\ntower:\n");
        for (int block = 1; block <= 9; block++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  - conv2d: {{ name: conv-{block}, filters: {(block == 1 ? filters : 16 + block)}, kernel: 3, bias: false }}\n  - batch_norm\n  - relu\n");
            text.Append(block % 3 == 0 ? "  - max_pool: 2\n" : "");
        }

        text.Append("""
              - flatten
              - dense: { name: embedding, units: 64 }

            head: euclidean
            loss: { contrastive: { margin: 1.0 } }

            training:
              optimizer: { adamw: { lr: 0.002, weight_decay: 0.0001 } }
              batch: { pairs: 128 }
              schedule: { cosine: { warmup: 0.02 } }
              augment:
                - rotations
                - affine: { rotate: 10, shear: 0.1 }
              epochs: 40

            variants:
              prototypical:
                summary: Prototypical loss on the squared distance.
                head: squared_euclidean
                loss: prototypical
                training: { batch: { pk: { classes: 64, samples: 2 } } }
              nt-xent:
                head: cosine
                loss: { nt_xent: { temperature: 0.1 } }
              narrow:
                summary: A smaller embedding.
                tower.embedding.units: 32

            """);
        return text.ToString();
    }
}
