using System.Globalization;
using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Plans;
using SiameseDsl.Spec.Rules;

namespace SiameseDsl.Spec.Variants;

/// <summary>Gives a variant its batch: as written, else the loss's default; and where a variant's loss cannot use the batch that it inherits, the loss's default with
/// the nearest number of images.</summary>
internal sealed class BatchChoice(NodeBinder binder, FindingBag findings)
{
    private const string Key = "batch";

    /// <summary>The section <c>training</c> with its batch filled in.</summary>
    public BoundNode Complete(BoundNode training, BoundNode? loss, BoundNode? head)
    {
        BoundKey key = training[Key];
        IReadOnlyList<string> kinds = loss?.Entry is LossEntry ? LossParts.Batches(loss, head) : [];
        if (key.Nodes.Count == 0)
        {
            // A broken batch or loss still gets one, so that nothing behind it has to ask.
            string kind = kinds.Count > 0 ? kinds[0] : SpecCatalog.Kinds(Category.Batch)[0];
            return Replace(training, Default((BatchEntry)SpecCatalog.Find(Category.Batch, kind)!, training.Span), training.Span);
        }

        BoundNode batch = key.Nodes[0];
        bool inherited = loss is not null && OriginMap.IsPatch(loss.Origin) && IsInherited(batch);
        if (!inherited || kinds.Count == 0 || batch.IsBroken || kinds.Contains(batch.Kind))
        {
            return training;
        }

        var entry = (BatchEntry)SpecCatalog.Find(Category.Batch, kinds[0])!;
        BoundNode fallback = Default(entry, loss!.Span);
        long images = ((BatchEntry)batch.Entry).Images(batch.Arguments);
        BoundNode nearest = WithCount(fallback, entry, entry.CountFor(images, fallback.Arguments));
        findings.Add(
            SchemaRules.BatchReplaced,
            loss.Span,
            $"The loss '{loss.Kind}' cannot use the inherited batch '{batch.Kind}' ({images} images); its own default takes the place: {Describe(nearest)} ({entry.Images(nearest.Arguments)} images).");
        return Replace(training, nearest, loss.Span);
    }

    // A batch of the same kind merges into the base's, and then only its keys show that the variant wrote one.
    private static bool IsInherited(BoundNode batch)
    {
        foreach (BoundKey key in batch.Keys)
        {
            if (OriginMap.IsPatch(key.Origin))
            {
                return false;
            }
        }

        return batch.Origin == Origin.Base;
    }

    private BoundNode Default(BatchEntry entry, SourceSpan span) => binder.ByDefault(entry, span);

    /// <summary>The batch with its sizes: how it is drawn otherwise is as by default.</summary>
    private static string Describe(BoundNode batch) =>
        $"{batch.Kind}: {{ {string.Join(", ", batch.Keys.Where(key => key.Argument!.Type == ArgumentType.Integer).Select(key => $"{key.Name}: {key.Argument!.Text}"))} }}";

    private static BoundNode WithCount(BoundNode batch, BatchEntry entry, long count)
    {
        var keys = new List<BoundKey>(batch.Keys.Count);
        foreach (BoundKey key in batch.Keys)
        {
            keys.Add(key.Name != entry.CountKey ? key : new BoundKey
            {
                Name = key.Name,
                Argument = new Argument(key.Name, ArgumentType.Integer, count.ToString(CultureInfo.InvariantCulture)),
                Span = key.Span,
                Origin = key.Origin,
            });
        }

        return Copy(batch, keys);
    }

    private static BoundNode Replace(BoundNode training, BoundNode batch, SourceSpan span)
    {
        var keys = new List<BoundKey>(training.Keys.Count);
        foreach (BoundKey key in training.Keys)
        {
            keys.Add(key.Name != Key ? key : new BoundKey { Name = Key, Nodes = [batch], Span = span, Origin = Origin.Default });
        }

        return Copy(training, keys);
    }

    private static BoundNode Copy(BoundNode node, IReadOnlyList<BoundKey> keys) => new()
    {
        Entry = node.Entry,
        Span = node.Span,
        Origin = node.Origin,
        Name = node.Name,
        NameSpan = node.NameSpan,
        Shared = node.Shared,
        Ties = node.Ties,
        Frozen = node.Frozen,
        Init = node.Init,
        IsBroken = node.IsBroken,
        Keys = keys,
    };
}
