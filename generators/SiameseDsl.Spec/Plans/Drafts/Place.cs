using SiameseDsl.Spec.Binding;

namespace SiameseDsl.Spec.Plans.Drafts;

/// <summary>A place to show a finding at, and who wrote it.</summary>
/// <param name="Span">The place.</param>
/// <param name="Origin">Who wrote it.</param>
/// <param name="Use">The use of a block inside which the place lies; <see langword="null"/> outside of blocks.</param>
internal readonly record struct Place(SourceSpan Span, Origin Origin, BlockUse? Use = null)
{
    /// <summary>The place of a kind.</summary>
    public static Place Of(BoundNode node) => new(node.Span, node.Origin, node.Use);

    /// <summary>The place of a layer as a whole: what the variant changed in it, where it changed something, else its kind.</summary>
    public static Place OfPatched(BoundNode node)
    {
        if (!OriginMap.IsPatch(node.Origin))
        {
            foreach (BoundKey key in node.Keys)
            {
                if (OriginMap.IsPatch(key.Origin))
                {
                    return new Place(key.Span, key.Origin, node.Use);
                }
            }
        }

        return Of(node);
    }

    /// <summary>The place of a key's value; of its owner where the value is the catalog's default.</summary>
    public static Place Of(BoundNode node, BoundKey key) => key.Origin == Origin.Default ? Of(node) : new(key.Span, key.Origin, node.Use);

    /// <summary>The place of the key called <paramref name="key"/>.</summary>
    public static Place Of(BoundNode node, string key) => Of(node, node[key]);

    /// <summary>For a finding about how things go together: this place, or the first of the others where the variant itself wrote something, because that is where the variant made it so.</summary>
    public Place OrVariant(params Place[] others)
    {
        if (!OriginMap.IsPatch(Origin))
        {
            foreach (Place other in others)
            {
                if (OriginMap.IsPatch(other.Origin))
                {
                    return other;
                }
            }
        }

        return this;
    }
}
