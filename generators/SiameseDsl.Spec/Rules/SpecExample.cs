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
}
