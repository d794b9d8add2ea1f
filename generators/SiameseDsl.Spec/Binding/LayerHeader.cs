using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Rules;
using SiameseDsl.Spec.Yaml;

namespace SiameseDsl.Spec.Binding;

/// <summary>The keys that every layer has: <c>name</c> and <c>shared</c>.</summary>
internal readonly record struct LayerHeader(string? Name, SourceSpan NameSpan, bool? Shared)
{
    private const string NameKey = "name";
    private const string SharedKey = "shared";

    private static readonly CatalogKey NameType = new(NameKey, KeyType.Text, "The layer's name: it can be addressed by it in variants, and its weights are called so.");
    private static readonly CatalogKey SharedType = new(SharedKey, KeyType.Boolean, "Whether the towers share the layer's weights, with 'sharing: partial'.");

    /// <summary>The keys in documented order.</summary>
    public static IReadOnlyList<CatalogKey> Keys { get; } = [NameType, SharedType];

    /// <summary>One of the two keys.</summary>
    public static CatalogKey KeyOf(string name) => name == NameKey ? NameType : SharedType;

    /// <summary>Whether the key is one that every layer has.</summary>
    public static bool IsHeader(CatalogEntry entry, string key) => entry.Category == Category.Layer && key is NameKey or SharedKey;

    /// <summary>All keys that may stand in a kind, for suggestions.</summary>
    public static IReadOnlyList<string> KeysOf(CatalogEntry entry)
    {
        var keys = new List<string>(entry.Keys.Count + 2);
        foreach (CatalogKey key in entry.Keys)
        {
            keys.Add(key.Name);
        }

        if (entry.Category == Category.Layer)
        {
            keys.Add(NameKey);
            keys.Add(SharedKey);
        }

        return keys;
    }

    /// <summary>Reads both keys from a layer's mapping.</summary>
    public static LayerHeader Read(YamlMapping? mapping, bool allowsShared, NodeBinder binder, FindingBag findings)
    {
        if (mapping is null)
        {
            return default;
        }

        var values = new ValueBinder(findings);
        string? name = null;
        SourceSpan nameSpan = default;
        if (mapping.Find(NameKey) is { Value.IsNull: false } written && values.Bind(NameType, written.Value, written.KeySpan, binder.Resolve) is { } text)
        {
            nameSpan = written.Value.Span;
            name = Accept(text.Text, nameSpan, findings);
        }

        bool? shared = null;
        if (mapping.Find(SharedKey) is { Value.IsNull: false } share)
        {
            if (!allowsShared)
            {
                findings.Add(SchemaRules.NotAllowedHere, share.KeySpan, "'shared' stands only on layers of 'tower' with 'sharing: partial'; remove it, or set the form of sharing.");
            }
            else if (values.Bind(SharedType, share.Value, share.KeySpan, binder.Resolve) is { } flag)
            {
                shared = flag.AsBoolean();
            }
        }

        return new LayerHeader(name, nameSpan, shared);
    }

    private static string? Accept(string name, SourceSpan span, FindingBag findings)
    {
        if (!NameChecks.HasForm(findings, "layer", name, span))
        {
            return null;
        }

        string field = CSharpName.Camel(name);
        if (ReservedNames.IsField(field))
        {
            NameChecks.Reserved(findings, "layer", name, field, span);
            return null;
        }

        return name;
    }
}
