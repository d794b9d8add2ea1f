using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Plans;
using SiameseDsl.Spec.Rules;
using SiameseDsl.Spec.Yaml;

namespace SiameseDsl.Spec.Binding;

/// <summary>Binds which branches a tower stands for, and which towers are compared.</summary>
internal sealed class BranchBinder(NodeBinder binder, FindingBag findings)
{
    private const int MostTowers = 16;

    private static readonly IReadOnlyList<string> Sides = ["left", "right"];

    private bool isUnknown;

    /// <summary>The names of the branches that the one tower stands for: <c>tower</c> itself where it is shared.</summary>
    public IReadOnlyList<string> Branches(YamlMapping tree, Sharing sharing)
    {
        bool several = sharing is Sharing.Separate or Sharing.Partial;
        IReadOnlyList<string> byDefault = several ? Sides : ["tower"];
        if (tree.Find("branches") is not { Value.IsNull: false } written)
        {
            return byDefault;
        }

        if (!several)
        {
            string remedy = sharing == Sharing.Named ? "'towers' have names already, so remove it" : "set 'sharing: separate' or 'sharing: partial', or remove it";
            findings.Add(SchemaRules.NotAllowedHere, written.KeySpan, $"'branches' names the towers that one 'tower' stands for; {remedy}.");
            return byDefault;
        }

        if (binder.Resolve(written.Value) is not { } value || Names("branches", value, binder, findings) is not { } names)
        {
            // What else names towers cannot be judged.
            isUnknown = true;
            return byDefault;
        }

        var earlier = new List<string>(names.Count);
        foreach ((string name, SourceSpan span) in names)
        {
            TowerNames.Check(name, span, earlier, findings);
            earlier.Add(name);
        }

        return earlier;
    }

    /// <summary>The comparisons of so many towers; all pairs where nothing is written, or what is written is broken.</summary>
    public IReadOnlyList<TowerPair> Comparisons(YamlMapping tree, Sharing sharing, IReadOnlyList<string> towers)
    {
        IReadOnlyList<TowerPair> all = TowerPair.All(towers.Count);
        if (tree.Find("compare") is not { Value.IsNull: false } written)
        {
            return all;
        }

        if (sharing == Sharing.Shared)
        {
            findings.Add(SchemaRules.NotAllowedHere, written.KeySpan, "'compare' says which towers are compared, and one shared tower serves both sides; remove it, or set another form of sharing.");
            return all;
        }

        YamlNode? value = binder.Resolve(written.Value);
        if (isUnknown || value is null or YamlScalar { Value: "all" })
        {
            return all;
        }

        if (value is YamlSequence { Items.Count: 0 })
        {
            findings.Add(SchemaRules.OutOfRange, value.Span, "'compare' is empty; it takes at least one pair of towers.");
            return all;
        }

        if (value is not YamlSequence list)
        {
            findings.Add(SchemaRules.WrongType, value.Span, $"'compare' must be all, or a list of pairs of towers such as [[{string.Join(", ", towers.Take(2))}]]; not {value.Description}.");
            return all;
        }

        var pairs = new List<TowerPair>(list.Items.Count);
        foreach (YamlNode item in list.Items)
        {
            if (Pair(item, towers) is not { } pair)
            {
                continue;
            }

            if (pairs.Exists(other => other == pair || (other.Left == pair.Right && other.Right == pair.Left)))
            {
                findings.Add(SchemaRules.OutOfRange, item.Span, $"'{towers[pair.Left]}' and '{towers[pair.Right]}' are compared already; write each pair once.");
                continue;
            }

            pairs.Add(pair);
        }

        return pairs.Count == 0 ? all : pairs;
    }

    /// <summary>Reports names of towers on layers that no tower has.</summary>
    public void CheckTies(IReadOnlyList<BoundNode> layers, IReadOnlyList<string> towers)
    {
        foreach (BoundNode layer in isUnknown ? [] : layers)
        {
            foreach ((string name, SourceSpan span) in layer.Ties?.Towers ?? [])
            {
                if (!towers.Contains(name))
                {
                    ReportUnknown(name, span, towers);
                }
            }

            foreach (BoundKey key in layer.Keys)
            {
                CheckTies(key.Nodes, towers);
            }
        }
    }

    /// <summary>A list of at least two different names with their places; <see langword="null"/> after a finding.</summary>
    public static IReadOnlyList<(string Name, SourceSpan Span)>? Names(string key, YamlNode value, NodeBinder binder, FindingBag findings)
    {
        if (value is not YamlSequence list)
        {
            findings.Add(SchemaRules.WrongType, value.Span, $"'{key}' must be a list of names, not {value.Description}.");
            return null;
        }

        var names = new List<(string Name, SourceSpan Span)>(list.Items.Count);
        foreach (YamlNode item in list.Items)
        {
            if (binder.Resolve(item) is not { } resolved)
            {
                return null;
            }

            if (resolved is not YamlScalar { IsNull: false } name)
            {
                findings.Add(SchemaRules.WrongType, resolved.Span, $"'{key}' must hold names of towers, not {resolved.Description}.");
                return null;
            }

            if (names.Exists(other => other.Name == name.Value))
            {
                findings.Add(SchemaRules.OutOfRange, resolved.Span, $"'{YamlScalar.Shorten(name.Value)}' stands in '{key}' a second time; name it once.");
                return null;
            }

            names.Add((name.Value, resolved.Span));
        }

        if (names.Count is >= 2 and <= MostTowers)
        {
            return names;
        }

        findings.Add(SchemaRules.OutOfRange, list.Span, $"'{key}' holds {names.Count} name{(names.Count == 1 ? "" : "s")}; it takes from 2 to {MostTowers}.");
        return null;
    }

    private TowerPair? Pair(YamlNode item, IReadOnlyList<string> towers)
    {
        if (binder.Resolve(item) is not { } resolved)
        {
            return null;
        }

        if (resolved is not YamlSequence { Items.Count: 2 } pair)
        {
            findings.Add(SchemaRules.WrongType, resolved.Span, $"Each element of 'compare' must be a pair of towers such as [{string.Join(", ", towers.Take(2))}], not {resolved.Description}.");
            return null;
        }

        if (Place(pair.Items[0], towers) is not { } left || Place(pair.Items[1], towers) is not { } right)
        {
            return null;
        }

        if (left != right)
        {
            return new TowerPair(left, right);
        }

        findings.Add(SchemaRules.OutOfRange, pair.Span, $"'{towers[left]}' is compared with itself; name two towers.");
        return null;
    }

    private int? Place(YamlNode item, IReadOnlyList<string> towers)
    {
        if (binder.Resolve(item) is not { } resolved)
        {
            return null;
        }

        if (resolved is not YamlScalar { IsNull: false } name)
        {
            findings.Add(SchemaRules.WrongType, resolved.Span, $"'compare' must hold names of towers, not {resolved.Description}.");
            return null;
        }

        for (int i = 0; i < towers.Count; i++)
        {
            if (towers[i] == name.Value)
            {
                return i;
            }
        }

        ReportUnknown(name.Value, name.Span, towers);
        return null;
    }

    private void ReportUnknown(string name, SourceSpan span, IReadOnlyList<string> towers)
    {
        string? nearest = NearestName.Find(name, towers);
        findings.Add(StructureRules.UnknownTower, span, $"There is no tower '{YamlScalar.Shorten(name)}'{NearestName.Clause(nearest, towers)}", nearest);
    }
}
