using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Rules;
using SiameseDsl.Spec.Yaml;

namespace SiameseDsl.Spec.Binding;

/// <summary>The keys that every layer has: <c>name</c>, <c>shared</c>, <c>frozen</c> and <c>init</c>.</summary>
internal readonly record struct LayerHeader(string? Name, SourceSpan NameSpan, bool? Shared, LayerTies? Ties, BoundKey? Frozen, BoundKey? Init)
{
    private const string NameKey = "name";
    private const string SharedKey = "shared";
    private const string FrozenKey = "frozen";
    private const string InitKey = "init";

    private static readonly CatalogKey NameType = new(NameKey, KeyType.Text, "The layer's name: it can be addressed by it in variants, and its weights are called so.");
    private static readonly CatalogKey SharedType = new(SharedKey, KeyType.Ties, "Whether the towers share the layer's weights, with 'sharing: partial'; a list names the towers that do.");
    private static readonly CatalogKey FrozenType = new(FrozenKey, KeyType.Boolean, "Whether training leaves the layer's weights and running statistics, and those of layers inside it, as they are.");
    private static readonly CatalogKey InitType = new(InitKey, KeyType.Choice, "What the weights of the layer, and of layers inside it, begin with; 'training.init' by default.") { Choice = Category.Initializer };

    /// <summary>The keys in documented order.</summary>
    public static IReadOnlyList<CatalogKey> Keys { get; } = [NameType, SharedType, FrozenType, InitType];

    /// <summary>All keys that may stand in a kind.</summary>
    public static IReadOnlyList<CatalogKey> AllKeysOf(CatalogEntry entry) => entry.Category == Category.Layer ? [.. entry.Keys, .. Keys] : entry.Keys;

    /// <summary>Whether the key is one that every layer has.</summary>
    public static bool IsHeader(CatalogEntry entry, string key) => entry.Category == Category.Layer && IsCommon(key);

    /// <summary>Whether the name is that of a key that every layer has.</summary>
    public static bool IsCommon(string key) => key is NameKey or SharedKey or FrozenKey or InitKey;

    /// <summary>The names of all keys that may stand in a kind, for suggestions.</summary>
    public static IReadOnlyList<string> KeysOf(CatalogEntry entry)
    {
        var keys = new List<string>(entry.Keys.Count + 4);
        foreach (CatalogKey key in entry.Keys)
        {
            keys.Add(key.Name);
        }

        if (entry.Category == Category.Layer)
        {
            keys.AddRange([NameKey, SharedKey, FrozenKey, InitKey]);
        }

        return keys;
    }

    /// <summary>Reads these keys from a layer's mapping.</summary>
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
        LayerTies? ties = null;
        if (mapping.Find(SharedKey) is { Value.IsNull: false } share)
        {
            if (!allowsShared)
            {
                findings.Add(SchemaRules.NotAllowedHere, share.KeySpan, "'shared' stands only on layers of 'tower' with 'sharing: partial'; remove it, or set the form of sharing.");
            }
            else if (binder.Resolve(share.Value) is YamlSequence list)
            {
                ties = BranchBinder.Names(SharedKey, list, binder, findings) is { } names ? new LayerTies(names) : null;
                shared = ties is null ? null : false;
            }
            else if (values.Bind(SharedType, share.Value, share.KeySpan, binder.Resolve) is { } flag)
            {
                shared = flag.AsBoolean();
            }
        }

        BoundKey? frozen = null;
        if (mapping.Find(FrozenKey) is { Value.IsNull: false } freeze && values.Bind(FrozenType, freeze.Value, freeze.KeySpan, binder.Resolve) is { } still)
        {
            frozen = new BoundKey { Name = FrozenKey, Argument = still, Span = freeze.Value.Span, Origin = binder.OriginOf(freeze.Value.Span) };
        }

        BoundKey? init = null;
        if (mapping.Find(InitKey) is { Value.IsNull: false } begin && binder.BindChoice(Category.Initializer, begin.Value, begin.KeySpan, allowsShared: false) is { } initializer)
        {
            init = new BoundKey { Name = InitKey, Nodes = [initializer], Span = begin.Value.Span, Origin = initializer.Origin };
        }

        return new LayerHeader(name, nameSpan, shared, ties, frozen, init);
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
