using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Plans;
using SiameseDsl.Spec.Rules;
using SiameseDsl.Spec.Yaml;

namespace SiameseDsl.Spec.Binding;

/// <summary>Binds choices, lists and sections against the catalog. One binder serves all variants of a file: what several variants share is bound once.</summary>
internal sealed class NodeBinder(FindingBag findings, OriginMap origins, CancellationToken ct)
{
    private readonly ValueBinder values = new(findings);
    private readonly Dictionary<(YamlNode Node, bool Shared), BoundNode> bound = [];
    private YamlEntry? baseEntry;
    private ParamTable? baseParams;
    private ParamTable? parameters;

    /// <summary>Takes the mapping <c>params</c> of the variant that is bound from now on; the first is the base's.</summary>
    public void Use(YamlEntry? entry)
    {
        if (baseParams is not null && ReferenceEquals(entry, baseEntry))
        {
            parameters = baseParams;
            return;
        }

        parameters = new ParamTable(entry, findings);
        if (baseParams is null)
        {
            baseEntry = entry;
            baseParams = parameters;
        }
    }

    /// <summary>Where a place belongs: inside <c>variants:</c>, inside <c>matrix:</c> or neither.</summary>
    public Origin OriginOf(SourceSpan span) => origins.Of(span);

    /// <summary>The value behind a parameter's name, or the node itself; <see langword="null"/> after a finding.</summary>
    public YamlNode? Resolve(YamlNode node) => node is YamlScalar { Parameter: not null } ? parameters!.Resolve(node) : node;

    /// <summary>Binds a choice. <see langword="null"/> after a finding, except for layers: an unknown one keeps its place as a broken node.</summary>
    public BoundNode? BindChoice(Category category, YamlNode node, SourceSpan keySpan, bool allowsShared)
    {
        ct.ThrowIfCancellationRequested();
        bool shareable = ReferenceEquals(parameters, baseParams);
        if (shareable && bound.TryGetValue((node, allowsShared), out BoundNode? known))
        {
            if (known.IsBroken)
            {
                findings.RepeatError();
            }

            return known;
        }

        if (Resolve(node) is not { } resolved || ReadChoice(category, resolved, keySpan) is not { } choice)
        {
            return category == Category.Layer ? Unknown("", node.Span) : null;
        }

        if (SpecCatalog.Find(category, choice.Kind) is not { } entry)
        {
            ReportUnknownKind(category, choice);
            return category == Category.Layer ? Unknown(choice.Kind, choice.KindSpan) : null;
        }

        BoundNode result = BindBody(entry, choice, allowsShared);
        if (shareable)
        {
            bound[(node, allowsShared)] = result;
        }

        return result;
    }

    /// <summary>Binds a section; <paramref name="mapping"/> is <see langword="null"/> where it is absent and all keys have their defaults.</summary>
    public BoundNode BindSection(CatalogEntry entry, YamlMapping? mapping, SourceSpan span, Origin origin) => BindKeys(entry, mapping, span, origin, allowsShared: false);

    /// <summary>Binds one key of a kind or section; <paramref name="written"/> is <see langword="null"/> where it is absent.</summary>
    public BoundKey BindKey(CatalogEntry owner, int index, YamlEntry? written, SourceSpan ownerSpan, bool allowsShared, bool reportAbsence = true)
    {
        CatalogKey key = owner.Keys[index];
        Argument? byDefault = DefaultValues.Of(owner, index);
        YamlNode? value = written is null ? null : Resolve(written.Value);
        bool broken = written is not null && value is null;
        if (value is null || value.IsNull)
        {
            if (key.Required && !broken && reportAbsence)
            {
                SourceSpan place = written?.KeySpan ?? ownerSpan;
                string of = owner.Category == Category.Section && owner.Kind is "file" or "variant" ? "The file" : $"'{owner.Kind}'";
                findings.Add(SchemaRules.MissingKey, place, $"{of} needs the key '{key.Name}': {Lower(key.Summary)}");
                broken = true;
            }

            return Absent(key, broken ? DefaultValues.StandIn(key, byDefault) : byDefault, ownerSpan);
        }

        SourceSpan span = value.Span;
        Origin origin = OriginOf(span);
        switch (key.Type)
        {
            case KeyType.Layers:
                return new BoundKey { Name = key.Name, Nodes = BindList(Category.Layer, key, value, allowsShared), Span = span, Origin = origin };
            case KeyType.LayerLists:
                IReadOnlyList<IReadOnlyList<BoundNode>> lists = BindLists(key, value, allowsShared);
                return new BoundKey { Name = key.Name, Nodes = [.. lists.SelectMany(list => list)], Lists = lists, Span = span, Origin = origin };
            case KeyType.Choices:
                return new BoundKey { Name = key.Name, Nodes = BindList(key.Choice!.Value, key, value, allowsShared: false), Span = span, Origin = origin };
            case KeyType.Choice:
                return BindChoice(key.Choice!.Value, value, written!.KeySpan, allowsShared: false) is { } node
                    ? new BoundKey { Name = key.Name, Nodes = [node], Span = span, Origin = node.Origin }
                    : Absent(key, null, span);
            case KeyType.Section:
                return BindSectionKey(key, value, written!.KeySpan, ownerSpan);
            case KeyType.Sections:
                return new BoundKey { Name = key.Name, Nodes = BindSections(key, value), Span = span, Origin = origin };
            case KeyType.Map or KeyType.Special:
                return new BoundKey { Name = key.Name, Span = span, Origin = origin };
            default:
                Argument? argument = values.Bind(key, value, written!.KeySpan, Resolve);
                return new BoundKey { Name = key.Name, Argument = argument ?? DefaultValues.StandIn(key, byDefault), Span = span, Origin = origin };
        }
    }

    /// <summary>Binds a list of choices. Something that is no list gives no nodes and a finding.</summary>
    public IReadOnlyList<BoundNode> BindList(Category category, CatalogKey key, YamlNode value, bool allowsShared)
    {
        if (value is not YamlSequence sequence)
        {
            string hint = value is YamlMapping ? "; write '- ' before each element" : "";
            findings.Add(SchemaRules.WrongType, value.Span, $"'{key.Name}' must be {ValueBinder.Expected(key)}, not {value.Description}{hint}.");
            return [];
        }

        var nodes = new List<BoundNode>(sequence.Items.Count);
        foreach (YamlNode item in sequence.Items)
        {
            if (BindChoice(category, item, item.Span, allowsShared) is not { } node)
            {
                continue;
            }

            if (key.Distinct && nodes.Exists(other => other.Kind == node.Kind))
            {
                findings.Add(SchemaRules.RepeatedKind, node.Span, $"'{node.Kind}' stands in '{key.Name}' a second time; set it once.");
                continue;
            }

            nodes.Add(node);
        }

        return nodes;
    }

    // An element that is one layer instead of a list is the usual slip, so the finding says how a list of one is written.
    private IReadOnlyList<IReadOnlyList<BoundNode>> BindLists(CatalogKey key, YamlNode value, bool allowsShared)
    {
        if (value is not YamlSequence sequence)
        {
            findings.Add(SchemaRules.WrongType, value.Span, $"'{key.Name}' must be {ValueBinder.Expected(key)}, not {value.Description}.");
            return [];
        }

        if (sequence.Items.Count == 0)
        {
            findings.Add(SchemaRules.OutOfRange, sequence.Span, $"'{key.Name}' is empty; it takes at least one list of layers.");
            return [];
        }

        var element = new CatalogKey(key.Name, KeyType.Layers, key.Summary);
        var lists = new List<IReadOnlyList<BoundNode>>(sequence.Items.Count);
        foreach (YamlNode written in sequence.Items)
        {
            if (Resolve(written) is not { } item)
            {
                continue;
            }

            if (item is YamlSequence)
            {
                lists.Add(BindList(Category.Layer, element, item, allowsShared));
            }
            else
            {
                findings.Add(SchemaRules.WrongType, item.Span, $"Each element of '{key.Name}' must be a list of layers, not {item.Description}; write '[{(item is YamlScalar scalar ? YamlScalar.Shorten(scalar.Value) : "...")}]' for a list of one.");
            }
        }

        return lists;
    }

    private IReadOnlyList<BoundNode> BindSections(CatalogKey key, YamlNode value)
    {
        CatalogEntry section = SpecCatalog.Section(key.Section!);
        if (value is not YamlSequence sequence)
        {
            findings.Add(SchemaRules.WrongType, value.Span, $"'{key.Name}' must be {ValueBinder.Expected(key)}, not {value.Description}{(value is YamlMapping ? "; write '- ' before each element" : "")}.");
            return [];
        }

        if (sequence.Items.Count == 0)
        {
            findings.Add(SchemaRules.OutOfRange, sequence.Span, $"'{key.Name}' is empty; it takes at least one mapping ({string.Join(", ", section.Keys.Select(one => one.Name))}).");
            return [];
        }

        var nodes = new List<BoundNode>(sequence.Items.Count);
        foreach (YamlNode written in sequence.Items)
        {
            if (Resolve(written) is not { } item)
            {
                continue;
            }

            if (item is YamlMapping mapping)
            {
                nodes.Add(BindSection(section, mapping, item.Span, OriginOf(item.Span)));
            }
            else
            {
                findings.Add(SchemaRules.WrongType, item.Span, $"Each element of '{key.Name}' must be a mapping of its keys ({string.Join(", ", section.Keys.Select(one => one.Name))}), not {item.Description}.");
            }
        }

        return nodes;
    }

    /// <summary>A choice of this kind with all keys at their defaults.</summary>
    public BoundNode ByDefault(CatalogEntry entry, SourceSpan span) => BindKeys(entry, null, span, Origin.Default, allowsShared: false);

    private BoundNode BindBody(CatalogEntry entry, ChoiceSyntax choice, bool allowsShared)
    {
        Origin origin = OriginOf(choice.KindSpan);
        if (choice.BodyOf(entry) is { } body)
        {
            return BindKeys(entry, body, choice.KindSpan, origin, allowsShared);
        }

        string keys = entry.Keys.Count == 0 ? "it has no keys, so write its bare name" : $"write a mapping of its keys ({string.Join(", ", entry.Keys.Select(key => key.Name))})";
        findings.Add(SchemaRules.WrongType, choice.Body!.Span, $"'{entry.Kind}' takes no bare value such as {choice.Body.Description}; {keys}.");
        return BindKeys(entry, null, choice.KindSpan, origin, allowsShared, broken: true);
    }

    private BoundNode BindKeys(CatalogEntry entry, YamlMapping? mapping, SourceSpan span, Origin origin, bool allowsShared, bool broken = false)
    {
        int errors = findings.Errors;
        LayerHeader header = entry.Category == Category.Layer ? LayerHeader.Read(mapping, allowsShared, this, findings) : default;
        HashSet<string>? misspelt = mapping is null ? null : ReportUnknownKeys(entry, mapping);

        var keys = new BoundKey[entry.Keys.Count];
        for (int i = 0; i < keys.Length; i++)
        {
            // Where the body is broken as a whole, or the key is there but misspelt, its absence is no further mistake.
            keys[i] = entry.Keys[i].Required && (broken || misspelt?.Contains(entry.Keys[i].Name) == true)
                ? Absent(entry.Keys[i], DefaultValues.StandIn(entry.Keys[i], DefaultValues.Of(entry, i)), span)
                : BindKey(entry, i, mapping?.Find(entry.Keys[i].Name), span, allowsShared);
        }

        if (findings.Errors == errors)
        {
            KeyRelations.Check(entry, keys, findings);
        }

        return new BoundNode
        {
            Entry = entry,
            Span = span,
            Origin = origin,
            Name = header.Name,
            NameSpan = header.Name is null ? span : header.NameSpan,
            Shared = header.Shared,
            Frozen = header.Frozen,
            Init = header.Init,
            IsBroken = broken || findings.Errors > errors,
            Keys = keys,
        };
    }

    private BoundKey BindSectionKey(CatalogKey key, YamlNode value, SourceSpan keySpan, SourceSpan ownerSpan)
    {
        CatalogEntry section = SpecCatalog.Section(key.Section!);
        if (value is YamlMapping mapping)
        {
            return new BoundKey { Name = key.Name, Nodes = [BindSection(section, mapping, keySpan, OriginOf(keySpan))], Span = value.Span, Origin = OriginOf(value.Span) };
        }

        findings.Add(SchemaRules.WrongType, value.Span, $"'{key.Name}' must be a mapping of its keys ({string.Join(", ", section.Keys.Select(k => k.Name))}), not {value.Description}.");
        return Absent(key, null, ownerSpan);
    }

    private BoundKey Absent(CatalogKey key, Argument? byDefault, SourceSpan ownerSpan)
    {
        IReadOnlyList<BoundNode> nodes = [];
        if (key.Default is { } kind && key.Type == KeyType.Choice)
        {
            nodes = [ByDefault(SpecCatalog.Find(key.Choice!.Value, kind)!, ownerSpan)];
        }
        else if (key.Default is not null && key.Type == KeyType.Section)
        {
            nodes = [ByDefault(SpecCatalog.Section(key.Section!), ownerSpan)];
        }

        bool isValue = key.Type is not (KeyType.Layers or KeyType.LayerLists or KeyType.Choice or KeyType.Choices or KeyType.Section or KeyType.Sections or KeyType.Map or KeyType.Special);
        return new BoundKey { Name = key.Name, Argument = isValue ? byDefault : null, Nodes = nodes, Span = ownerSpan, Origin = Origin.Default };
    }

    private ChoiceSyntax? ReadChoice(Category category, YamlNode node, SourceSpan keySpan)
    {
        if (ChoiceSyntax.Read(node) is { } choice)
        {
            return choice;
        }

        string what = Words(category);
        if (node is not YamlMapping mapping || mapping.Entries.Count == 0)
        {
            bool empty = node is YamlScalar or YamlMapping;
            findings.Add(
                empty ? SchemaRules.NotOneKind : SchemaRules.WrongType,
                node.Span.End > node.Span.Start ? node.Span : keySpan,
                $"A {what} must name its kind, and {(empty ? "nothing is" : node.Description + " was")} given; known here: {string.Join(", ", SpecCatalog.Kinds(category))}.");
            return null;
        }

        YamlEntry first = mapping.Entries[0];
        YamlEntry second = mapping.Entries[1];
        bool belongsInside = SpecCatalog.Find(category, first.Key) is { } entry && (LayerHeader.IsHeader(entry, second.Key) || entry.Keys.Any(key => key.Name == second.Key));
        findings.Add(
            SchemaRules.NotOneKind,
            second.KeySpan,
            belongsInside
                ? $"'{second.Key}' belongs inside '{first.Key}'; indent it further, or write '{first.Key}: {{ {second.Key}: ... }}'."
                : $"A {what} has exactly one kind, and '{YamlScalar.Shorten(second.Key)}' stands beside '{YamlScalar.Shorten(first.Key)}'; keep one of them.");
        return null;
    }

    private void ReportUnknownKind(Category category, ChoiceSyntax choice)
    {
        string? nearest = SpecCatalog.Nearest(category, choice.Kind);
        findings.Add(
            SchemaRules.UnknownKind,
            choice.KindSpan,
            $"There is no {Words(category)} '{YamlScalar.Shorten(choice.Kind)}'{NearestName.Clause(nearest, SpecCatalog.Kinds(category))}",
            nearest);
    }

    /// <summary>Reports the keys that do not exist in a kind or section, and gives those that they were most likely meant to be.</summary>
    public HashSet<string>? ReportUnknownKeys(CatalogEntry entry, YamlMapping mapping)
    {
        HashSet<string>? misspelt = null;
        foreach (YamlEntry written in mapping.Entries)
        {
            if (!Knows(entry, written.Key) && UnknownKey(written, entry.Kind, LayerHeader.KeysOf(entry)) is { } nearest)
            {
                (misspelt ??= new HashSet<string>(StringComparer.Ordinal)).Add(nearest);
            }
        }

        return misspelt;
    }

    /// <summary>Reports a key that does not exist at its place, and gives the one that it was most likely meant to be.</summary>
    public string? UnknownKey(YamlEntry written, string owner, IReadOnlyList<string> known)
    {
        string? nearest = NearestName.Find(written.Key, known);
        string place = owner is "file" ? "at the top level" : $"in '{owner}'";
        string clause = known.Count == 0 ? "; it has no keys." : NearestName.Clause(nearest, known);
        findings.Add(SchemaRules.UnknownKey, written.KeySpan, $"Unknown key '{YamlScalar.Shorten(written.Key)}' {place}{clause}", nearest);
        return nearest;
    }

    private static bool Knows(CatalogEntry entry, string name)
    {
        IReadOnlyList<CatalogKey> keys = entry.Keys;
        for (int i = 0; i < keys.Count; i++)
        {
            if (keys[i].Name == name)
            {
                return true;
            }
        }

        return LayerHeader.IsHeader(entry, name);
    }

    private BoundNode Unknown(string kind, SourceSpan span) =>
        new() { Entry = new UnknownEntry(kind), Span = span, Origin = OriginOf(span), NameSpan = span, Keys = [], IsBroken = true };

    private static string Words(Category category) => category.ToString().ToLowerInvariant();

    private static string Lower(string text) => text.Length == 0 ? text : char.ToLowerInvariant(text[0]) + text.Substring(1);
}
