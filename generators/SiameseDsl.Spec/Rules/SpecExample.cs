namespace SiameseDsl.Spec.Rules;

/// <summary>Makes the small complete specs that rules show.</summary>
internal static class SpecExample
{
    /// <summary>A spec that compiles.</summary>
    public const string Complete =
        "siamese: 1\nmodel: Digits\ninput: { shape: [1, 28, 28] }\ntower:\n  - flatten\n  - dense: { name: embedding, units: 64 }\nhead: euclidean\nloss: contrastive\n";

    /// <summary>The complete spec with one stretch of text replaced.</summary>
    public static string With(string old, string replacement) => Complete.Replace(old, replacement);

    /// <summary>The complete spec with lines added at its end.</summary>
    public static string Plus(string lines) => Complete + lines;

    /// <summary>A spec over sequences (4, 32): the lines of its first layers given.</summary>
    public static string Sequence(string layers) =>
        "siamese: 1\nmodel: Signals\ninput: { shape: [4, 32] }\ntower:\n" + layers + "  - flatten\n  - dense: { name: embedding, units: 64 }\nhead: euclidean\nloss: contrastive\n";

    /// <summary>A spec over sequences of 12 tokens: the lines of its first layers given.</summary>
    public static string Tokens(string layers) =>
        "siamese: 1\nmodel: Words\ninput: { tokens: { length: 12, vocabulary: 30 } }\ntower:\n" + layers + "  - dense: { name: embedding, units: 64 }\nhead: euclidean\nloss: contrastive\n";

    /// <summary>A spec with two named towers whose embeddings have the sizes given.</summary>
    public static string Towers(string first, string second) =>
        "siamese: 1\nmodel: Digits\ninput: { shape: [1, 28, 28] }\ntowers:\n"
        + $"  photo: {{ layers: [flatten, dense: {first}] }}\n  sketch: {{ layers: [flatten, dense: {second}] }}\n"
        + "head: euclidean\nloss: contrastive\n";

    /// <summary>A spec with partial sharing: the transforms under <c>input.towers</c> and the keys of its first layer given.</summary>
    public static string Partial(string transforms, string keys) =>
        $"siamese: 1\nmodel: Digits\ninput: {{ shape: [1, 28, 28]{(transforms.Length == 0 ? "" : $", towers: {{ {transforms} }}")} }}\ntower:\n"
        + $"  - conv2d: {{ name: stem, filters: 4, {keys} }}\n  - flatten\n  - dense: {{ name: embedding, units: 64 }}\n"
        + "sharing: partial\nhead: euclidean\nloss: contrastive\n";
}
