using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Catalog;

namespace SiameseDsl.Spec.Plans;

/// <summary>Finds the classes of the user's that a variant stands on.</summary>
internal static class CustomUses
{
    /// <summary>Each use once, in the order of towers, trunk, head and loss.</summary>
    public static EquatableArray<CustomUse> Of(ModelSpec spec)
    {
        List<CustomUse>? uses = null;
        foreach (BoundNode node in Nodes(spec))
        {
            var use = CustomUse.Of(node.Entry, node.Arguments)!;
            if (uses is null || !uses.Contains(use))
            {
                (uses ??= []).Add(use);
            }
        }

        return uses?.ToEquatableArray() ?? default;
    }

    /// <summary>Adds the places of a variant's uses that are not there yet: what several variants share stands at one place.</summary>
    public static void AddPlaces(ModelSpec spec, List<CustomPlace> places)
    {
        foreach (BoundNode node in Nodes(spec))
        {
            BoundKey args = node[CustomKeys.ArgumentsKey];
            var place = new CustomPlace(
                CustomUse.Of(node.Entry, node.Arguments)!,
                node[CustomKeys.TypeKey].Span,
                args.Values.Select(value => new CustomArgumentPlace(value.NameSpan, value.Span)).ToEquatableArray());
            if (!places.Contains(place))
            {
                places.Add(place);
            }
        }
    }

    // Asked of every variant at every edit, and mostly answered by nothing: no iterators here.
    private static IReadOnlyList<BoundNode> Nodes(ModelSpec spec)
    {
        List<BoundNode>? found = null;
        foreach (BoundTower tower in spec.Towers)
        {
            Collect(tower.Layers, ref found);
        }

        Collect(spec.Trunk, ref found);
        Collect(spec.Head, ref found);
        Collect(spec.Loss, ref found);
        return found ?? (IReadOnlyList<BoundNode>)[];
    }

    private static void Collect(IReadOnlyList<BoundNode> nodes, ref List<BoundNode>? found)
    {
        for (int i = 0; i < nodes.Count; i++)
        {
            Collect(nodes[i], ref found);
        }
    }

    private static void Collect(BoundNode? node, ref List<BoundNode>? found)
    {
        if (node is null)
        {
            return;
        }

        if (!node.IsBroken && node.Entry.Custom is not null)
        {
            (found ??= []).Add(node);
        }

        for (int i = 0; i < node.Keys.Count; i++)
        {
            Collect(node.Keys[i].Nodes, ref found);
        }
    }
}
