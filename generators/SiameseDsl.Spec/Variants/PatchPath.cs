using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Rules;
using SiameseDsl.Spec.Yaml;

namespace SiameseDsl.Spec.Variants;

/// <summary>A dotted path in a patch, such as <c>tower.embedding.activation: linear</c>: from a top-level key through keys, kinds and names of layers or towers to the
/// place that the value is merged into. Copies the nodes along the path and shares all others.</summary>
internal sealed class PatchPath
{
    private readonly FindingBag findings;
    private readonly YamlEntry entry;
    private readonly string[] segments;
    private YamlMapping root = null!;
    private YamlMapping? blocks;
    private YamlMapping? declared;
    private bool failed;

    public PatchPath(YamlEntry entry, FindingBag findings)
    {
        this.entry = entry;
        this.findings = findings;
        segments = entry.Key.Split('.');
    }

    private YamlNode Patch => entry.Value;

    /// <summary>The tree with the value set; the tree itself after a finding.</summary>
    /// <param name="tree">The tree as it is patched so far.</param>
    /// <param name="origin">The base, whose value a parameter gets back by <c>null</c>.</param>
    public YamlMapping Apply(YamlMapping tree, YamlMapping origin)
    {
        if (Merge.Find(SectionCatalog.Variant.Keys, segments[0]) is not { } key)
        {
            Fail(0, "a variant", LayerHeader.KeysOf(SectionCatalog.Variant));
            return tree;
        }

        root = tree;
        declared = origin.Find("params")?.Value as YamlMapping;
        blocks = tree.Find("blocks")?.Value as YamlMapping;
        YamlEntry? old = tree.Find(key.Name);
        YamlNode value = Set(key, old?.Value, 1);
        return failed ? tree : tree.With(new YamlEntry(key.Name, old?.KeySpan ?? SegmentSpan(0), value));
    }

    private YamlNode Set(CatalogKey key, YamlNode? current, int index)
    {
        current = current is null or { IsNull: true } ? null : TreeParams.Resolve(root, current);

        if (index == segments.Length)
        {
            return Patch.IsNull || current is null ? Patch : Merge.Value(key, current, Patch);
        }

        return key.Type switch
        {
            KeyType.Section => SetInSection(key.Name, SpecCatalog.Section(key.Section!), current, index),
            KeyType.Choice => SetInChoice(key, current, index),
            KeyType.Layers => SetInLayers(key.Name, current, index),
            KeyType.Map => SetInMap(key, current, index),
            KeyType.Values => SetInValues(key, current, index),
            _ => Fail(index, key.Name, []),
        };
    }

    private YamlNode SetInSection(string place, CatalogEntry section, YamlNode? current, int index)
    {
        YamlMapping? mapping = current switch
        {
            null => new YamlMapping([], SegmentSpan(index)),
            YamlMapping written => written,
            YamlSequence when section.MainKey is { } main => new YamlMapping([new YamlEntry(main, current.Span, current)], current.Span),
            _ => null,
        };
        if (mapping is null)
        {
            return Broken(current!);
        }

        return SetInKeys(section, mapping, index) ?? Fail(index, place, Names(LayerHeader.KeysOf(section), section, mapping));
    }

    private YamlNode SetInChoice(CatalogKey key, YamlNode? current, int index)
    {
        Category category = key.Choice!.Value;
        ChoiceSyntax? choice = current is null
            ? key.Default is { } kind ? new ChoiceSyntax(kind, SegmentSpan(index), null) : new ChoiceSyntax(segments[index], SegmentSpan(index), null)
            : ChoiceSyntax.Read(current);
        if (choice is null)
        {
            return Broken(current!);
        }

        return SpecCatalog.Find(category, choice.Kind) is { } entryOfKind ? SetInKind(entryOfKind, choice, index)
            : current is null ? Fail(index, key.Name, SpecCatalog.Kinds(category))
            : Broken(current);
    }

    // The kind may be named in the path or left out.
    private YamlNode SetInKind(CatalogEntry kind, ChoiceSyntax choice, int index)
    {
        if (choice.BodyOf(kind) is not { } body)
        {
            return Broken(choice.Body!);
        }

        int inside = segments[index] == kind.Kind ? index + 1 : index;
        if (inside == segments.Length)
        {
            YamlMapping whole = new([new YamlEntry(kind.Kind, SegmentSpan(index), Patch)], Patch.Span);
            return Merge.Choice(kind.Category, Merge.WithBody(choice, body), whole);
        }

        if (SetInKeys(kind, body, inside) is { } changed)
        {
            return Merge.WithBody(choice, changed);
        }

        var known = new List<string>(Names(LayerHeader.KeysOf(kind), kind, body));
        if (inside == index)
        {
            known.Insert(0, kind.Kind);
        }

        return Fail(inside, kind.Kind, known);
    }

    // Sets a key of the owner, or a named layer in one of its lists; null where the segment is neither.
    private YamlMapping? SetInKeys(CatalogEntry owner, YamlMapping mapping, int index)
    {
        string name = segments[index];
        YamlEntry? old = mapping.Find(name);
        return Merge.Find(LayerHeader.AllKeysOf(owner), name) is { } key
            ? mapping.With(new YamlEntry(name, old?.KeySpan ?? SegmentSpan(index), Set(key, old?.Value, index + 1)))
            : SetInInnerLists(owner, mapping, index);
    }

    private YamlNode SetInLayers(string place, YamlNode? current, int index)
    {
        if (current is not (null or YamlSequence))
        {
            return Broken(current);
        }

        return (current is YamlSequence layers ? SetInNamedLayer(layers, index) : null) ?? Fail(index, place, LayerFinder.NamesIn(current));
    }

    private YamlSequence? SetInNamedLayer(YamlSequence layers, int index)
    {
        for (int i = 0; i < layers.Items.Count; i++)
        {
            YamlNode item = TreeParams.Resolve(root, layers.Items[i]);
            if (ChoiceSyntax.Read(item) is not { } choice)
            {
                continue;
            }

            bool isMeant = LayerFinder.NameOf(choice) == segments[index];
            YamlNode? changed = SpecCatalog.Find(Category.Layer, choice.Kind) is { } kind
                ? isMeant ? SetLayer(item, choice, kind, index + 1)
                    : choice.BodyOf(kind) is { } body && SetInInnerLists(kind, body, index) is { } inner ? Merge.WithBody(choice, inner)
                    : null
                : !isMeant ? null
                : BlockSyntax.Find(blocks, choice.Kind) is { } block ? SetUse(item, choice, block, index + 1)
                : Broken(item);
            if (changed is not null)
            {
                var items = new List<YamlNode>(layers.Items) { [i] = changed };
                return new YamlSequence(items, layers.Span);
            }
        }

        return null;
    }

    private YamlMapping? SetInInnerLists(CatalogEntry kind, YamlMapping body, int index)
    {
        foreach (CatalogKey key in kind.Keys)
        {
            foreach (YamlSequence list in LayerFinder.ListsOf(key, body))
            {
                if (SetInNamedLayer(list, index) is { } changed)
                {
                    YamlEntry found = body.Find(key.Name)!;
                    YamlSequence whole = key.Type == KeyType.Layers ? changed : Replace((YamlSequence)found.Value, list, changed);
                    return body.With(new YamlEntry(key.Name, found.KeySpan, whole));
                }
            }
        }

        return null;
    }

    private static YamlSequence Replace(YamlSequence lists, YamlSequence old, YamlSequence changed) =>
        new([.. lists.Items.Select(item => ReferenceEquals(item, old) ? changed : item)], lists.Span);

    private YamlNode SetLayer(YamlNode item, ChoiceSyntax choice, CatalogEntry kind, int index)
    {
        if (index < segments.Length)
        {
            return SetInKind(kind, choice, index);
        }

        return Patch.IsNull ? CannotReset(item, choice) : Merge.Choice(Category.Layer, item, Patch);
    }

    private YamlNode CannotReset(YamlNode item, ChoiceSyntax choice)
    {
        failed = true;
        findings.Add(SchemaRules.WrongType, entry.KeySpan, $"A layer has no default that 'null' could reset it to; replace the list, or give the keys of '{choice.Kind}' that change.");
        return item;
    }

    // What the path names in a block's use: what is given there, or a layer that this use then has for itself.
    private YamlNode SetUse(YamlNode item, ChoiceSyntax choice, BlockSyntax block, int index)
    {
        index += index < segments.Length && segments[index] == choice.Kind ? 1 : 0;
        if (index == segments.Length)
        {
            return Patch.IsNull ? CannotReset(item, choice) : block.Merge(item, choice, Patch);
        }

        // A use that has a name is written as a mapping.
        var body = (YamlMapping)choice.Body!;
        string name = segments[index];
        YamlSequence? layers = (body as PatchedBlockUse)?.Layers ?? block.Layers;
        if (block.KeyOf(name) is { } key)
        {
            YamlEntry? old = body.Find(name);
            YamlMapping given = body.With(new YamlEntry(name, old?.KeySpan ?? SegmentSpan(index), Set(key, old?.Value, index + 1)));
            return Merge.WithBody(choice, body is PatchedBlockUse ? new PatchedBlockUse(given.Entries, given.Span, layers!) : given);
        }

        return layers is null ? Broken(item)
            : SetInNamedLayer(layers, index) is { } changed ? Merge.WithBody(choice, new PatchedBlockUse(body.Entries, body.Span, changed))
            : Fail(index, LayerFinder.NameOf(choice)!, [.. block.Parameters, .. LayerFinder.NamesIn(layers)]);
    }

    private YamlNode SetInMap(CatalogKey key, YamlNode? current, int index)
    {
        if (current is not (null or YamlMapping))
        {
            return Broken(current);
        }

        YamlMapping map = current as YamlMapping ?? new YamlMapping([], SegmentSpan(index));
        if (map.Find(segments[index]) is not { } named)
        {
            return Fail(index, key.Name, [.. map.Entries.Select(one => one.Key)]);
        }

        if (index + 1 == segments.Length && Patch.IsNull)
        {
            return key.Name == "params" && declared?.Find(named.Key) is { } byDefault ? map.With(byDefault) : map.Without(named.Key);
        }

        YamlNode value = key.Section is { } section
            ? Set(new CatalogKey(named.Key, KeyType.Section, "") { Section = section }, named.Value, index + 1)
            : index + 1 == segments.Length ? Patch : Fail(index + 1, named.Key, []);
        return map.With(new YamlEntry(named.Key, named.KeySpan, value));
    }

    // Which names there are only the constructor knows, so that a path may bring a new one.
    private YamlNode SetInValues(CatalogKey key, YamlNode? current, int index)
    {
        if (current is not (null or YamlMapping))
        {
            return Broken(current);
        }

        if (index + 1 < segments.Length)
        {
            return Fail(index + 1, segments[index], []);
        }

        YamlMapping map = current as YamlMapping ?? new YamlMapping([], SegmentSpan(index));
        return Patch.IsNull ? map.Without(segments[index]) : map.With(new YamlEntry(segments[index], map.Find(segments[index])?.KeySpan ?? SegmentSpan(index), Patch));
    }

    private static IReadOnlyList<string> Names(IReadOnlyList<string> keys, CatalogEntry owner, YamlMapping mapping)
    {
        var names = new List<string>(keys);
        foreach (CatalogKey key in owner.Keys)
        {
            foreach (YamlSequence list in LayerFinder.ListsOf(key, mapping))
            {
                names.AddRange(LayerFinder.NamesIn(list));
            }
        }

        return names;
    }

    // What the path leads into is broken itself and reported where it stands; the path is not to blame.
    private YamlNode Broken(YamlNode current)
    {
        failed = true;
        findings.RepeatError();
        return current;
    }

    private YamlNode Fail(int index, string place, IReadOnlyList<string> known)
    {
        failed = true;
        SourceSpan span = SegmentSpan(index);
        string? nearest = NearestName.Find(segments[index], known);

        // Where the segment has no place of its own, the whole path is what the repair replaces.
        string? fix = nearest is not null && span == entry.KeySpan ? string.Join(".", [.. segments.Take(index), nearest, .. segments.Skip(index + 1)]) : nearest;
        string clause = known.Count == 0 ? "; nothing lies below it." : NearestName.Clause(nearest, known);
        findings.Add(NameRules.UnknownPath, span, $"The path '{YamlScalar.Shorten(entry.Key)}' leads nowhere: '{place}' has no '{YamlScalar.Shorten(segments[index])}'{clause}", fix);
        return Patch;
    }

    // The key is one scalar; where it is written plainly, a segment's own place follows from its offset.
    private SourceSpan SegmentSpan(int index)
    {
        SourceSpan whole = entry.KeySpan;
        if (whole.End - whole.Start != entry.Key.Length)
        {
            return whole;
        }

        int before = 0;
        for (int i = 0; i < index; i++)
        {
            before += segments[i].Length + 1;
        }

        int length = segments[index].Length;
        return new SourceSpan(whole.Start + before, whole.Start + before + length, whole.StartLine, whole.StartColumn + before, whole.StartLine, whole.StartColumn + before + length) { File = whole.File };
    }
}
