using SiameseDsl.Spec.Catalog;

namespace SiameseDsl.Spec.Binding;

/// <summary>A loss as the losses that it is made of: those of a sum, else itself.</summary>
internal static class LossParts
{
    /// <summary>The losses; empty where there is none. What stands in a sum that stands in a sum is left out, since that is an error of its own.</summary>
    public static IReadOnlyList<BoundNode> Of(BoundNode? loss)
    {
        if (loss is null || loss.IsBroken)
        {
            return [];
        }

        if (loss.Kind != LossCatalog.Sum)
        {
            return [loss];
        }

        var parts = new List<BoundNode>();
        foreach (BoundNode part in loss[LossCatalog.PartsKey].Nodes)
        {
            foreach (BoundNode inner in part["loss"].Nodes)
            {
                if (inner.Kind != LossCatalog.Sum)
                {
                    parts.Add(inner);
                }
            }
        }

        return parts;
    }

    /// <summary>The kinds of batch that all parts can use, the first being the default; empty where they share none.</summary>
    public static IReadOnlyList<string> Batches(BoundNode loss, BoundNode? head)
    {
        IReadOnlyList<BoundNode> parts = Of(loss);
        if (parts.Count == 0)
        {
            return ((LossEntry)loss.Entry).Batches;
        }

        var shared = new List<string>(BatchesOf(parts[0], head));
        foreach (BoundNode part in parts)
        {
            IReadOnlyList<string> own = BatchesOf(part, head);
            shared.RemoveAll(kind => !own.Contains(kind));
        }

        return shared;
    }

    /// <summary>Whether the loss chooses among what a labelled batch holds.</summary>
    public static bool Mines(BoundNode loss)
    {
        foreach (BoundKey key in loss.Keys)
        {
            foreach (BoundNode miner in key.Nodes)
            {
                if (miner.Entry.Category == Category.Miner && miner.Kind != MinerCatalog.Everything)
                {
                    return true;
                }
            }
        }

        return false;
    }

    // All pairs of a batch through layers would be thousands of passes; a head without layers compares them by one product of matrices.
    private static IReadOnlyList<string> BatchesOf(BoundNode loss, BoundNode? head)
    {
        var entry = (LossEntry)loss.Entry;
        return entry.NeedsLogit && head?.Entry is HeadEntry { TakesLayers: true } ? ["pairs"]
            : Mines(loss) ? [.. entry.Batches.Where(kind => kind != "pairs")]
            : entry.Batches;
    }
}
