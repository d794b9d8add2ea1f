using System.Globalization;
using System.Text;

namespace SiameseDsl.Tests.Truth;

/// <summary>Writes random valid specs: every form of sharing, every head, towers of layers from <see cref="RandomLayers"/>.</summary>
internal sealed class RandomSpec(int seed)
{
    private readonly Random random = new(seed);

    /// <summary>What was written, with how often: kinds of layers, forms of sharing, cases of padding.</summary>
    public Dictionary<string, int> Kinds { get; } = [];

    /// <summary>One spec as YAML.</summary>
    public string Next(string family)
    {
        StringBuilder yaml = new();
        RandomLayers layers = new(random, yaml, Kinds);
        string form = Pick("shared", "shared", "separate", "partial", "named");
        yaml.Append(CultureInfo.InvariantCulture, $"siamese: 1\nmodel: {family}\nsummary: Random.\n");
        int embedding = random.Next(2, 20);
        if (form == "named")
        {
            yaml.Append("towers:\n");
            AppendNamed(yaml, layers, "photo", embedding);
            AppendNamed(yaml, layers, "sketch", embedding);
            if (random.Next(3) == 0)
            {
                AppendNamed(yaml, layers, "text", embedding);
                yaml.Append(Pick("", "compare: all\n", "compare: [[text, photo], [photo, sketch]]\n"));
                layers.Count("three towers");
            }

            if (random.Next(2) == 0)
            {
                yaml.Append("trunk:\n");
                layers.Dense("  ", random.Next(2, 9));
            }
        }
        else
        {
            (string input, int[] shape, bool areTokens) = Input();
            yaml.Append(CultureInfo.InvariantCulture, $"input: {{ {input} }}\nsharing: {form}\ntower:\n");
            layers.Write("  ", Begin(layers, "  ", shape, areTokens), random.Next(2, 8), partial: form == "partial");
            layers.End("  ", embedding);
            if (form == "partial")
            {
                // At least one layer is a tower's own, and one is tied.
                layers.Dense("  ", embedding, ", shared: false");
                if (random.Next(3) == 0)
                {
                    layers.Dense("  ", embedding, ", shared: [b, c]");
                    yaml.Append("branches: [a, b, c]\n");
                    layers.Count("three towers");
                }
            }
        }

        layers.Count(form);
        yaml.Append(Pick(
            "head: { concat: { layers: [{ dense: { units: 7, activation: relu } }, dense: 1] } }\nloss: bce\n",
            "head: { l1: { layers: [dense: 1] } }\nloss: bce\n",
            "head: { product: { layers: [{ dense: 5 }, tanh, { dense: 1 }] } }\nloss: bce\n",
            "head: { l1: { layers: [{ parallel: [[dense: 3], [dense: 2, relu]] }, { dense: 1 }] } }\nloss: bce\n",
            "head: euclidean\nloss: contrastive\n",
            "head: { euclidean: { calibrated: true } }\nloss: bce\n",
            "head: squared_euclidean\nloss: prototypical\n",
            "head: cosine\nloss: nt_xent\n",
            "head: euclidean\nloss: triplet\n",
            "head: { dot: { calibrated: true } }\nloss: bce\n",
            "head: { bilinear: { symmetric: false, calibrated: true } }\nloss: bce\n",
            "head: bilinear\nloss: n_pair\n",
            "head: { mahalanobis: { rank: 2 } }\nloss: { sum: [{ loss: double_margin }, { weight: 0.5, loss: contrastive }] }\n",
            "head: { mahalanobis: { squared: true, calibrated: true } }\nloss: bce\n",
            "head: { relation: { layers: [{ dense: { units: 6, activation: relu } }, dense: 1] } }\nloss: prototypical\n"));
        return yaml.Append(layers.Blocks).ToString();
    }

    private void AppendNamed(StringBuilder yaml, RandomLayers layers, string name, int embedding)
    {
        (string input, int[] shape, bool areTokens) = Input();
        yaml.Append(CultureInfo.InvariantCulture, $"  {name}:\n    input: {{ {input} }}\n    layers:\n");
        layers.Write("      ", Begin(layers, "      ", shape, areTokens), random.Next(1, 6), partial: false);
        layers.End("      ", embedding);
    }

    // Tokens begin with a table, most other towers with a convolution.
    private int[] Begin(RandomLayers layers, string indent, int[] input, bool areTokens) =>
        areTokens ? layers.Embed(indent, input[0]) : random.Next(3) > 0 ? layers.Begin(indent, input) : input;

    private (string Yaml, int[] Shape, bool AreTokens) Input()
    {
        if (random.Next(4) == 0)
        {
            int length = random.Next(2, 16);
            return ($"tokens: {{ length: {length}, vocabulary: {random.Next(2, 30)} }}", [length], true);
        }

        int[] shape = Pick<int[]>([1, 28, 28], [3, 17, 12], [1, 16, 16], [2, 20], [4, 33], [12, 5], [24], [12], [2, 6, 9, 8], [1, 5, 5, 6]);
        return ($"shape: [{string.Join(", ", shape)}]", shape, false);
    }

    private T Pick<T>(params T[] items) => items[random.Next(items.Length)];
}
