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

    private static IEnumerable<BoundNode> Nodes(ModelSpec spec)
    {
        IEnumerable<BoundNode> all = spec.Towers.SelectMany(tower => tower.Layers).Concat(spec.Trunk);
        if (spec.Head is { } head)
        {
            all = all.Append(head);
        }

        if (spec.Loss is { } loss)
        {
            all = all.Append(loss);
        }

        return all.SelectMany(WithInner).Where(node => !node.IsBroken && node.Entry.Custom is not null);
    }

    private static IEnumerable<BoundNode> WithInner(BoundNode node) => node.Keys.SelectMany(key => key.Nodes).SelectMany(WithInner).Prepend(node);
}
