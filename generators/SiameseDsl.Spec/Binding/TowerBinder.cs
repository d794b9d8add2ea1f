using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Plans;
using SiameseDsl.Spec.Rules;
using SiameseDsl.Spec.Yaml;

namespace SiameseDsl.Spec.Binding;

/// <summary>Binds the towers of a variant together with what each of their branches takes.</summary>
internal sealed class TowerBinder(NodeBinder binder, FindingBag findings)
{
    /// <summary>The towers as written, each with the inputs of the branches that it serves; <paramref name="branches"/> are those of one <c>tower:</c>.</summary>
    public IReadOnlyList<BoundTower> Bind(YamlMapping tree, BoundNode? input, Sharing sharing, IReadOnlyList<string> branches, SourceSpan missing, HashSet<string>? misspelt)
    {
        bool inputMisspelt = misspelt?.Contains("input") == true;
        YamlEntry? tower = Written(tree, "tower");
        YamlEntry? towers = Written(tree, "towers");
        YamlEntry? inputEntry = Written(tree, "input");
        Dictionary<string, IReadOnlyList<BoundNode>> transforms = BindTransforms(inputEntry, towers, sharing, branches);
        if (towers is not null)
        {
            if (tower is not null)
            {
                findings.Add(SchemaRules.NotAllowedHere, towers.KeySpan, "'towers' stands beside 'tower'; keep one of them (in a variant, 'tower: null' removes the inherited one).");
            }

            return BindNamed(towers, input, inputEntry, transforms, missing, inputMisspelt);
        }

        if (tower is null)
        {
            if (misspelt is null || !(misspelt.Contains("tower") || misspelt.Contains("towers")))
            {
                findings.Add(SchemaRules.MissingKey, missing, "The file needs the key 'tower' (the layers that embed an image), or 'towers' for towers of different layers.");
            }

            return [];
        }

        CatalogKey key = new("tower", KeyType.Layers, "");
        IReadOnlyList<BoundNode> layers = binder.Resolve(tower.Value) is { } list ? binder.BindList(Category.Layer, key, list, allowsShared: sharing == Sharing.Partial) : [];
        if (layers.Count == 0 && tower.Value is YamlSequence)
        {
            findings.Add(SchemaRules.OutOfRange, tower.KeySpan, "'tower' has no layers; it needs at least one.");
        }

        if (inputEntry is null && !inputMisspelt)
        {
            findings.Add(SchemaRules.MissingKey, missing, "The file needs the key 'input': what the towers take, such as 'input: { shape: [1, 28, 28] }'.");
        }

        InputSample sample = Sample(input, required: inputEntry is not null);
        var inputs = new List<BranchInput>(branches.Count);
        foreach (string branch in branches)
        {
            inputs.Add(sample.Of(branch, transforms.TryGetValue(branch, out IReadOnlyList<BoundNode>? own) ? own : []));
        }

        return [new BoundTower { Name = "tower", Span = tower.KeySpan, Inputs = inputs, Layers = layers }];
    }

    private IReadOnlyList<BoundTower> BindNamed(
        YamlEntry towers, BoundNode? input, YamlEntry? inputEntry, Dictionary<string, IReadOnlyList<BoundNode>> transforms, SourceSpan missing, bool inputMisspelt)
    {
        if (towers.Value is not YamlMapping map)
        {
            findings.Add(SchemaRules.WrongType, towers.Value.Span, $"'towers' must be a mapping from names to towers, not {towers.Value.Description}.");
            return [];
        }

        if (map.Entries.Count < 2)
        {
            findings.Add(SchemaRules.OutOfRange, towers.KeySpan, $"'towers' names {map.Entries.Count} tower; it takes at least two. For one, write 'tower:' with its layers.");
        }

        InputSample common = Sample(input, required: false);
        CatalogEntry section = SpecCatalog.Section("tower");
        var result = new List<BoundTower>(map.Entries.Count);
        bool lacksInput = false;
        foreach (YamlEntry entry in map.Entries)
        {
            TowerNames.Check(entry.Key, entry.KeySpan, map.Entries.TakeWhile(other => !ReferenceEquals(other, entry)).Select(other => other.Key), findings);
            if (entry.Value is not YamlMapping body)
            {
                findings.Add(SchemaRules.WrongType, entry.Value.Span, $"The tower '{YamlScalar.Shorten(entry.Key)}' must be a mapping with 'layers' and, where it differs, 'input'; not {entry.Value.Description}.");
                continue;
            }

            BoundNode bound = binder.BindSection(section, body, entry.KeySpan, binder.OriginOf(entry.KeySpan));
            BoundNode? own = bound["input"].Nodes.FirstOrDefault();
            InputSample sample = Sample(own, required: false);
            if (own is null || !SaysSample(own))
            {
                sample = common;
                lacksInput |= inputEntry is null;
            }

            IReadOnlyList<BoundNode> ownTransforms = own?["transforms"].Nodes ?? [];
            if (transforms.TryGetValue(entry.Key, out IReadOnlyList<BoundNode>? fromInput))
            {
                if (ownTransforms.Count > 0)
                {
                    findings.Add(SchemaRules.NotAllowedHere, own!["transforms"].Span, $"The tower '{entry.Key}' has transforms here and under 'input.towers'; keep one of the two.");
                }

                ownTransforms = fromInput;
            }

            result.Add(new BoundTower { Name = entry.Key, Span = entry.KeySpan, Inputs = [sample.Of(entry.Key, ownTransforms)], Layers = bound["layers"].Nodes });
        }

        if (lacksInput && !inputMisspelt)
        {
            findings.Add(SchemaRules.MissingKey, missing, "The file needs the key 'input', or an 'input' with a 'shape' in each of its towers.");
        }
        else if (inputEntry is not null && common.Shape.Count == 0 && input is { IsBroken: false } && result.Exists(tower => tower.Inputs[0].Shape.Count == 0 && tower.Inputs[0].ShapeSpan == common.Span))
        {
            Sample(input, required: true);
        }

        return result;
    }

    private Dictionary<string, IReadOnlyList<BoundNode>> BindTransforms(YamlEntry? input, YamlEntry? towers, Sharing sharing, IReadOnlyList<string> branches)
    {
        var transforms = new Dictionary<string, IReadOnlyList<BoundNode>>(StringComparer.Ordinal);
        if (input is null || binder.Resolve(input.Value) is not YamlMapping section || section.Find("towers") is not { Value.IsNull: false } written)
        {
            return transforms;
        }

        if (sharing == Sharing.Shared)
        {
            findings.Add(SchemaRules.NotAllowedHere, written.KeySpan, "'towers' under 'input' needs two towers; set 'sharing: separate' or 'sharing: partial', or name 'towers'.");
            return transforms;
        }

        if (binder.Resolve(written.Value) is not { } value)
        {
            return transforms;
        }

        if (value is not YamlMapping map)
        {
            findings.Add(SchemaRules.WrongType, written.Value.Span, $"'towers' must be a mapping from names to lists of transforms, not {written.Value.Description}.");
            return transforms;
        }

        // Towers that are no mapping are reported where they stand.
        IReadOnlyList<string> names = branches;
        if (towers is not null)
        {
            if (towers.Value is not YamlMapping named)
            {
                return transforms;
            }

            names = [.. named.Entries.Select(entry => entry.Key)];
        }

        foreach (YamlEntry entry in map.Entries)
        {
            if (!names.Contains(entry.Key))
            {
                binder.UnknownKey(entry, "towers", names);
            }
            else if (binder.Resolve(entry.Value) is { IsNull: false } list)
            {
                transforms[entry.Key] = binder.BindList(Category.Transform, new CatalogKey(entry.Key, KeyType.Choices, ""), list, allowsShared: false);
            }
        }

        return transforms;
    }

    private static bool SaysSample(BoundNode input) => input["shape"].Argument is not { Type: ArgumentType.Null } || input["tokens"].Nodes.Count > 0;

    // The shape is empty where it is missing or broken.
    private InputSample Sample(BoundNode? input, bool required)
    {
        if (input is null)
        {
            return new InputSample(default, null, SourceSpan.FileStart);
        }

        BoundKey key = input["shape"];
        bool hasShape = key.Argument is not { Type: ArgumentType.Null };
        if (input["tokens"].Nodes is [BoundNode tokens])
        {
            if (hasShape)
            {
                findings.Add(SchemaRules.NotAllowedHere, input["tokens"].Span, "'tokens' stands beside 'shape'; keep one of them (in a variant, 'shape: null' removes the inherited one).");
            }

            return tokens.IsBroken
                ? new InputSample(default, null, input["tokens"].Span)
                : new InputSample(EquatableArray.Of(tokens["length"].Argument!.AsInteger()), tokens["vocabulary"].Argument!.AsInteger(), input["tokens"].Span);
        }

        if (!hasShape)
        {
            if (required && !input.IsBroken)
            {
                findings.Add(SchemaRules.MissingKey, input.Span, "'input' needs the key 'shape': the shape of one sample, such as [1, 28, 28]; or 'tokens' for sequences of tokens.");
            }

            return new InputSample(default, null, key.Span);
        }

        if (key.IsStandIn)
        {
            return new InputSample(default, null, key.Span);
        }

        long[] shape = key.Argument!.AsIntegers();
        double values = 1;
        foreach (long dimension in shape)
        {
            values *= dimension;
        }

        if (values > ModelLimits.Activations)
        {
            findings.Add(ShapeRules.TooLarge, key.Span, FormattableString.Invariant($"A sample of shape {Plans.Shape.Text(EquatableArray.Of(shape))} has more than the {ModelLimits.Activations:N0} values that one sample may have; make it smaller."));
            return new InputSample(default, null, key.Span);
        }

        return new InputSample(EquatableArray.Of(shape), null, key.Span);
    }

    private static YamlEntry? Written(YamlMapping tree, string key) => tree.Find(key) is { Value.IsNull: false } entry ? entry : null;

    /// <summary>What one sample is: a shape of numbers, or so many tokens of a vocabulary.</summary>
    private readonly record struct InputSample(EquatableArray<long> Shape, long? Vocabulary, SourceSpan Span)
    {
        public BranchInput Of(string branch, IReadOnlyList<BoundNode> transforms) => new(branch, Shape, Span, transforms, Vocabulary);
    }
}
