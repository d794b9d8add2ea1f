using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Catalog.Layers;
using SiameseDsl.Spec.Plans;
using SiameseDsl.Spec.Rules;
using SiameseDsl.Spec.Yaml;

namespace SiameseDsl.Spec.Binding;

/// <summary>Binds choices, lists and sections against the catalog. One binder serves all variants of a file: what several variants share is bound once.</summary>
internal sealed class NodeBinder(FindingBag findings, OriginMap origins, CancellationToken ct)
{
    // Blocks put into blocks can nest deeper than any file.
    private const int DeepestLayer = 64;

    private static readonly CatalogKey BlockLayers = new("layers", KeyType.Layers, "");

    private readonly ValueBinder values = new(findings);
    private readonly CustomBinder customs = new(findings);
    private readonly KindReader kinds = new(findings);
    private readonly Dictionary<(YamlNode Node, bool Shared), BoundNode> bound = [];
    private YamlEntry? baseEntry;
    private ParamTable? baseParams;
    private ParamTable? parameters;
    private ParamTable? fileParameters;
    private YamlEntry? baseBlocksEntry;
    private BlockTable? baseBlocks;
    private BlockTable? blocks;
    private BlockBinder? uses;
    private int depth;

    /// <summary>The parameters that <c>$name</c> stands for where something is bound now: those of a block inside it.</summary>
    public ParamTable Parameters => parameters!;

    /// <summary>The parameters of the file, as the variant has them.</summary>
    public ParamTable FileParameters => fileParameters!;

    /// <summary>The use of a block inside which something is bound now; <see langword="null"/> outside of blocks.</summary>
    public BlockUse? CurrentUse { get; private set; }

    private BlockBinder Uses => uses ??= new BlockBinder(this, findings);

    /// <summary>Takes the mappings <c>params</c> and <c>blocks</c> of the variant that is bound from now on; the first are the base's.</summary>
    public void Use(YamlEntry? entry, YamlEntry? blocksEntry)
    {
        Uses.Restart();
        if (baseParams is null)
        {
            baseEntry = entry;
            baseParams = new ParamTable(entry, findings);
            baseBlocksEntry = blocksEntry;
            baseBlocks = new BlockTable(blocksEntry, this, findings);
        }

        parameters = fileParameters = ReferenceEquals(entry, baseEntry) ? baseParams : new ParamTable(entry, findings);
        blocks = ReferenceEquals(blocksEntry, baseBlocksEntry) ? baseBlocks : new BlockTable(blocksEntry, this, findings);
    }

    /// <summary>Binds the base's blocks that no model used.</summary>
    public void BindUnusedBlocks() => Uses.BindUnused(baseBlocks!);

    /// <summary>Binds the layers of a block's use under its parameters.</summary>
    public IReadOnlyList<BoundNode> BindInside(ParamTable scope, BlockUse use, YamlSequence layers, bool allowsShared)
    {
        ParamTable? outerScope = parameters;
        BlockUse? outerUse = CurrentUse;
        (parameters, CurrentUse) = (scope, use);
        IReadOnlyList<BoundNode> nodes = BindList(Category.Layer, BlockLayers, layers, allowsShared);
        (parameters, CurrentUse) = (outerScope, outerUse);
        return nodes;
    }

    /// <summary>Where a place belongs: inside <c>variants:</c>, inside <c>matrix:</c> or neither.</summary>
    public Origin OriginOf(SourceSpan span) => origins.Of(span);

    /// <summary>The value behind a parameter's name, or the node itself; <see langword="null"/> after a finding.</summary>
    public YamlNode? Resolve(YamlNode node) => node is YamlScalar { Parameter: not null } ? parameters!.Resolve(node) : node;

    /// <summary>Binds a choice. <see langword="null"/> after a finding, except for layers: an unknown one keeps its place as a broken node.</summary>
    public BoundNode? BindChoice(Category category, YamlNode node, SourceSpan keySpan, bool allowsShared)
    {
        ct.ThrowIfCancellationRequested();
        bool shareable = ReferenceEquals(parameters, baseParams) && ReferenceEquals(blocks, baseBlocks);
        if (shareable && bound.TryGetValue((node, allowsShared), out BoundNode? known))
        {
            if (known.IsBroken)
            {
                findings.RepeatError();
            }

            return known;
        }

        if (Resolve(node) is not { } resolved || kinds.Read(category, resolved, keySpan) is not { } choice)
        {
            return category == Category.Layer ? Unknown("", node.Span) : null;
        }

        CatalogEntry? entry = SpecCatalog.Find(category, choice.Kind);
        BlockDefinition? block = entry is null && category == Category.Layer ? blocks!.Find(choice.Kind) : null;
        if (entry is null && block is null)
        {
            kinds.ReportUnknownKind(category, choice, blocks!.Names);
            return category == Category.Layer ? Unknown(choice.Kind, choice.KindSpan) : null;
        }

        if (entry is LayerEntry and not RepeatEntry && Uses.IsInside && !Uses.CountLayer(choice.KindSpan))
        {
            return Unknown(choice.Kind, choice.KindSpan);
        }

        BoundNode result = block is null ? BindBody(entry!, choice, allowsShared) : Uses.Bind(block, choice, allowsShared);
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

            return Absent(key, broken ? DefaultValues.StandIn(key, byDefault) : byDefault, ownerSpan, broken);
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
            case KeyType.Map or KeyType.Special or KeyType.Names or KeyType.Pairs:
                return new BoundKey { Name = key.Name, Span = span, Origin = origin };
            case KeyType.TypeName:
                return new BoundKey { Name = key.Name, Argument = customs.BindType(key, value) ?? DefaultValues.StandIn(key, byDefault), Span = span, Origin = origin };
            case KeyType.Values:
                return new BoundKey { Name = key.Name, Values = customs.BindArguments(key, value, Resolve), Span = span, Origin = origin };
            default:
                Argument? argument = values.Bind(key, value, written!.KeySpan, Resolve);
                return new BoundKey { Name = key.Name, Argument = argument ?? DefaultValues.StandIn(key, byDefault), IsStandIn = argument is null, Span = span, Origin = origin };
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
        if (category == Category.Layer && depth >= DeepestLayer)
        {
            findings.Add(ShapeRules.TooLarge, value.Span, $"Layers are nested deeper than {DeepestLayer} levels once blocks are put in; write them flatter.");
            return nodes;
        }

        depth++;
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

        depth--;
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
            Ties = header.Ties,
            Frozen = header.Frozen,
            Init = header.Init,
            IsBroken = broken || findings.Errors > errors,
            Keys = keys,
            Use = CurrentUse,
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

    private BoundKey Absent(CatalogKey key, Argument? byDefault, SourceSpan ownerSpan, bool isStandIn = false)
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

        bool isValue = key.Type is not (KeyType.Layers or KeyType.LayerLists or KeyType.Choice or KeyType.Choices or KeyType.Section or KeyType.Sections or KeyType.Map or KeyType.Special or KeyType.Names or KeyType.Pairs or KeyType.Values);
        return new BoundKey { Name = key.Name, Argument = isValue ? byDefault : null, IsStandIn = isStandIn, Nodes = nodes, Span = ownerSpan, Origin = Origin.Default };
    }

    /// <summary>Reports the keys that do not exist in a kind or section, and gives those that they were most likely meant to be.</summary>
    public HashSet<string>? ReportUnknownKeys(CatalogEntry entry, YamlMapping mapping) => kinds.ReportUnknownKeys(entry, mapping);

    /// <summary>Reports a key that does not exist at its place, and gives the one that it was most likely meant to be.</summary>
    public string? UnknownKey(YamlEntry written, string owner, IReadOnlyList<string> known) => kinds.ReportUnknownKey(written, owner, known);

    /// <summary>A layer that cannot be bound, in its place.</summary>
    public BoundNode Unknown(string kind, SourceSpan span) =>
        new() { Entry = new UnknownEntry(kind), Span = span, Origin = OriginOf(span), NameSpan = span, Keys = [], IsBroken = true };

    private static string Lower(string text) => text.Length == 0 ? text : char.ToLowerInvariant(text[0]) + text.Substring(1);
}
