using SiameseDsl.Spec.Binding;

namespace SiameseDsl.Spec.Tests;

/// <summary>A small complete spec and its parts, and short ways through the compiler.</summary>
internal static class SpecText
{
    public const string Head = "siamese: 1\nmodel: Digits\ninput: { shape: [1, 28, 28] }\n";

    public const string Tower = "tower:\n  - flatten\n  - dense: { name: embedding, units: 64 }\n";

    public const string Complete = Head + Tower + "head: euclidean\nloss: contrastive\n";

    public static BoundSpec Bind(string text) => SpecBinder.Bind(new SpecFile("test.siamese.yaml", text), CancellationToken.None);

    public static CompiledSpec Compile(string text) => SpecCompiler.Compile(new SpecFile("test.siamese.yaml", text), CancellationToken.None);

    /// <summary>The named variant of a spec that binds without errors.</summary>
    public static ModelSpec Variant(string text, string name)
    {
        BoundSpec bound = Bind(text);
        Assert.DoesNotContain(bound.Findings, finding => finding.Severity == Severity.Error);
        return Assert.Single(bound.Family!.Variants, variant => variant.Variant == name);
    }

    /// <summary>The layer of this name in the first tower, also inside others.</summary>
    public static BoundNode Layer(ModelSpec model, string name) => Find(model.Towers[0].Layers, name) ?? throw new InvalidOperationException($"No layer '{name}'.");

    /// <summary>The text that a finding marks.</summary>
    public static string Marked(string text, Finding finding) => text.Substring(finding.Span.Start, finding.Span.End - finding.Span.Start);

    private static BoundNode? Find(IReadOnlyList<BoundNode> layers, string name)
    {
        foreach (BoundNode layer in layers)
        {
            if (layer.Name == name)
            {
                return layer;
            }

            foreach (BoundKey key in layer.Keys)
            {
                if (Find(key.Nodes, name) is { } inner)
                {
                    return inner;
                }
            }
        }

        return null;
    }
}
