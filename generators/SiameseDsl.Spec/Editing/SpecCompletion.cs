using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Rules;

namespace SiameseDsl.Spec.Editing;

/// <summary>The completions at one place.</summary>
internal sealed class SpecCompletion(SpecCursor cursor, PlaceFinder finder, IReadOnlyList<string> parameters, IReadOnlyList<string> blocks)
{
    /// <summary>The completions, the likeliest first.</summary>
    public IReadOnlyList<CompletionEntry> List()
    {
        List<CompletionEntry> entries = Entries(finder.Find(cursor.Steps));
        var byLabel = new Dictionary<string, CompletionEntry>(StringComparer.Ordinal);
        foreach (CompletionEntry entry in entries)
        {
            byLabel[entry.Label] = entry;
        }

        return [.. NearestName.Order(cursor.Prefix.TrimStart('$'), entries.Select(entry => entry.Label).Distinct()).Select(label => byLabel[label])];
    }

    private List<CompletionEntry> Entries(SpecPlace? place)
    {
        switch (place)
        {
            case SpecPlace.Keys { Entry: var entry } when cursor.IsValue && !IsInside(entry):
                return entry.MainKey is { } main ? Values(entry, entry.Keys.First(known => known.Name == main)) : [];
            case SpecPlace.Keys { Entry: var entry }:
                return [.. LayerHeader.AllKeysOf(entry).Where(known => !cursor.Siblings.Contains(known.Name)).Select(Key), .. entry.Kind == "variant" ? Paths() : []];
            case SpecPlace.Kinds { Category: var category }:
                return [.. Blocks(category), .. SpecCatalog.Kinds(category).Select(kind => Kind(SpecCatalog.Find(category, kind)!)), .. Parameters()];
            case SpecPlace.List { Category: var category } when !cursor.IsValue:
                return [.. Blocks(category).Concat(SpecCatalog.Kinds(category).Select(kind => Kind(SpecCatalog.Find(category, kind)!))).Select(entry => entry with { Snippet = "- " + entry.Snippet })];
            case SpecPlace.Names { Key: { Name: "levels" } } when !cursor.IsValue:
                return [.. RuleTable.All.Where(rule => RuleLevels.CanBeSet(rule) && !cursor.Siblings.Contains(rule.Id)).Select(rule => Rule(rule, rule.Id + ": $1"))];
            case SpecPlace.Value { Owner: var owner, Key: var key }:
                return Values(owner, key);
            default:
                return [];
        }
    }

    // 'dense: |' on one line takes the main key's value; a mapping there begins with a brace.
    private bool IsInside(CatalogEntry entry) => entry.Category == Category.Section && cursor.IsFlow && !cursor.IsValue;

    // A path goes to a named layer and one of its keys.
    private IEnumerable<CompletionEntry> Paths()
    {
        foreach (string name in finder.LayerNames)
        {
            if (finder.FindPath("tower." + name) is not SpecPlace.Keys { Entry: var layer })
            {
                continue;
            }

            foreach (CatalogKey key in layer.Keys)
            {
                yield return Key(key) with { Label = $"tower.{name}.{key.Name}", Snippet = $"tower.{name}.{key.Name}: {ValueSnippet(key)}" };
            }
        }
    }

    private CompletionEntry Key(CatalogKey key)
    {
        string nested = "\n" + new string(' ', cursor.Column + 2);
        string rest = key.Type switch
        {
            KeyType.Section or KeyType.Map or KeyType.Values => cursor.IsFlow ? " { $1 }" : nested + "$1",
            KeyType.Layers or KeyType.LayerLists or KeyType.Choices or KeyType.Sections or KeyType.Special or KeyType.Names or KeyType.Pairs => cursor.IsFlow ? " [$1]" : nested + "- $1",
            _ => " " + ValueSnippet(key),
        };
        return new CompletionEntry(key.Name, CompletionSort.Key, SpecHover.Expected(key), SpecHover.Describe(key), key.Name + ":" + rest);
    }

    private static string ValueSnippet(CatalogKey key) => key.Default is { Length: > 0 } value && key.Type is not (KeyType.Choice or KeyType.Choices or KeyType.Section) ? $"${{1:{value}}}" : "$1";

    private CompletionEntry Kind(CatalogEntry entry)
    {
        CatalogKey[] required = [.. entry.Keys.Where(key => key.Required)];
        string body = string.Join(", ", required.Select((key, i) => $"{key.Name}: {Required(key, i + 1)}"));
        bool alone = required.Length == 0;
        string snippet = alone ? entry.Kind : $"{entry.Kind}: {{ {body} }}";

        // Behind a colon, and in a list on one line, a mapping stands in braces.
        bool braces = !alone && ((cursor.IsValue && !cursor.IsFlow) || (cursor.IsFlow && (cursor.IsValue || cursor.IsItem)));
        return new CompletionEntry(entry.Kind, CompletionSort.Kind, SpecHover.Word(entry.Category), SpecHover.Describe(entry), braces ? $"{{ {snippet} }}" : snippet);
    }

    private static string Required(CatalogKey key, int number) => key.Type is KeyType.Layers or KeyType.Choices or KeyType.Sections ? $"[${number}]" : key.Type == KeyType.LayerLists ? $"[[${number}]]" : key.Type == KeyType.TypeName ? $"${{{number}:MyApp.MyClass}}" : $"${{{number}:{key.Minimum ?? 1}}}";

    private List<CompletionEntry> Values(CatalogEntry owner, CatalogKey key)
    {
        IEnumerable<string> words = key.Type is KeyType.Boolean or KeyType.Ties ? ["true", "false"] : key.Type == KeyType.Pairs ? ["all"] : key.Values;
        if (owner.Kind == "expectation" && key.Name == "rule")
        {
            return [.. RuleTable.All.Where(RuleTable.CanBeExpected).Select(rule => Rule(rule, rule.Id))];
        }

        return [.. words.Select(word => new CompletionEntry(word, CompletionSort.Word, word == key.Default ? "the default" : "", WordDocumentation(key, word), word)), .. Parameters()];
    }

    private static CompletionEntry Rule(Rule rule, string snippet) => new(rule.Id, CompletionSort.Word, rule.Title, rule.Explanation, snippet);

    private IEnumerable<CompletionEntry> Blocks(Category category) =>
        category != Category.Layer ? [] : blocks.Select(name => new CompletionEntry(name, CompletionSort.Kind, "block", "A block of layers that the file declares under 'blocks'.", name));

    private static string WordDocumentation(CatalogKey key, string word) =>
        key.Name == "activation" && SpecCatalog.Find(Category.Layer, word) is { } activation ? activation.Summary : key.Summary;

    private IEnumerable<CompletionEntry> Parameters() =>
        parameters.Select(name => new CompletionEntry("$" + name, CompletionSort.Parameter, "parameter", "A value under 'params'.", "\\$" + name));
}
