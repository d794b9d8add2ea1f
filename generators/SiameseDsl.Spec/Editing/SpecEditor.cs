using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Yaml;

namespace SiameseDsl.Spec.Editing;

/// <summary>What an editor asks about a spec that is being written. Every question has an answer for every text: broken YAML gives less, never an exception.</summary>
public sealed class SpecEditor
{
    private readonly SpecFile file;
    private readonly Lazy<FamilySpec?> family;

    /// <summary>Takes a text as it is now. Nothing is read until the first question.</summary>
    public SpecEditor(SpecFile file)
    {
        this.file = file;
        family = new Lazy<FamilySpec?>(() => Bind(file));
    }

    /// <summary>What the catalog and the compiler say of the word at an offset, as Markdown, and the word's place; <see langword="null"/> where they say nothing.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> was cancelled.</exception>
    public (string Markdown, SourceSpan Span)? Hover(int offset, CancellationToken ct = default)
    {
        SpecCursor cursor = OutlineScanner.At(file.Text, offset);
        if (cursor.Word.End == cursor.Word.Start)
        {
            return null;
        }

        string word = file.Text.Substring(cursor.Word.Start, cursor.Word.End - cursor.Word.Start);
        string? text = SpecHover.Of(cursor, word, Places(cursor.Word.Start));
        LayerAnnotation? layer = SpecAnnotations.OfAll(file, ct).FirstOrDefault(annotation => annotation.Span.Start == cursor.Word.Start);
        string?[] parts = [layer is null ? null : SpecHover.Of(layer), text];
        string markdown = string.Join("\n\n", parts.Where(part => part is not null));
        return markdown.Length == 0 ? null : (markdown, cursor.Word);
    }

    /// <summary>The ways to go on at an offset, the likeliest first, and the place of the word that they replace.</summary>
    public (IReadOnlyList<CompletionEntry> Entries, SourceSpan Span) Complete(int offset)
    {
        SpecCursor cursor = OutlineScanner.At(file.Text, offset);
        return (new SpecCompletion(cursor, Places(cursor.Word.Start), NamesUnder("params"), NamesUnder("blocks")).List(), cursor.Word);
    }

    /// <summary>The models and named layers in the order of their places.</summary>
    public IReadOnlyList<SpecSymbol> Symbols()
    {
        if (family.Value is not { } bound)
        {
            return [];
        }

        var symbols = new List<SpecSymbol> { new(bound.Name, "family", true, bound.NameSpan) };
        symbols.AddRange(bound.Variants.Skip(1).Select(variant => new SpecSymbol(variant.Variant, "variant", true, variant.VariantSpan)));
        var seen = new HashSet<SourceSpan>();
        foreach (BoundNode layer in bound.Variants.SelectMany(Layers))
        {
            if (layer.Name is { } name && seen.Add(layer.NameSpan))
            {
                symbols.Add(new SpecSymbol(name, layer.Kind, false, layer.NameSpan));
            }
        }

        return [.. symbols.Where(symbol => symbol.Span.File is null).OrderBy(symbol => symbol.Span.Start)];
    }

    // While a line is written the file often is no YAML; what stands above it then still is.
    private PlaceFinder Places(int offset)
    {
        var named = new Dictionary<string, CatalogEntry>(StringComparer.Ordinal);
        int lineStart = offset == 0 ? 0 : file.Text.LastIndexOf('\n', offset - 1) + 1;
        if ((family.Value ?? Bind(file with { Text = file.Text.Substring(0, lineStart) })) is { } bound)
        {
            foreach (BoundNode layer in Layers(bound.Variants[0]))
            {
                if (layer.Name is { } name)
                {
                    named[name] = layer.Entry;
                }
            }
        }

        return new PlaceFinder(named);
    }

    private IReadOnlyList<string> NamesUnder(string key) =>
        ReadTree(new FindingBag(file.Path)) is YamlMapping root && root.Find(key)?.Value is YamlMapping named ? [.. named.Entries.Select(entry => entry.Key)] : [];

    private YamlNode? ReadTree(FindingBag findings)
    {
        try
        {
            return EventYamlReader.Instance.Read(file.Text, findings, CancellationToken.None);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return null;
        }
    }

    private static FamilySpec? Bind(SpecFile text)
    {
        try
        {
            return SpecBinder.Bind(text, CancellationToken.None).Family;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The same defect stands among the file's findings.
            return null;
        }
    }

    private static IEnumerable<BoundNode> Layers(ModelSpec model) =>
        model.Towers.SelectMany(tower => tower.Layers).Concat(model.Trunk).Concat(model.Head is null ? [] : model.Head.Keys.SelectMany(key => key.Nodes)).SelectMany(Flat);

    private static IEnumerable<BoundNode> Flat(BoundNode layer) =>
        layer.Keys.SelectMany(key => key.Nodes).Where(node => node.Entry.Category == Category.Layer).SelectMany(Flat).Prepend(layer);
}
