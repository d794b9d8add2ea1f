using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Plans.Drafts;
using SiameseDsl.Spec.Rules;

namespace SiameseDsl.Spec.Plans;

/// <summary>Plans loss, batch, optimiser and the rest of the training.</summary>
internal static class TrainingPlanner
{
    /// <summary>A kind with its resolved keys and the choices inside it.</summary>
    public static ComponentPlan Component(BoundNode node)
    {
        List<PartPlan>? parts = null;
        foreach (BoundKey key in node.Keys)
        {
            foreach (BoundNode part in key.Nodes)
            {
                (parts ??= []).Add(new PartPlan(key.Name, Component(part)));
            }
        }

        return new ComponentPlan(node.Kind, node.Arguments, parts is null ? default : new EquatableArray<PartPlan>([.. parts]));
    }

    /// <summary>The batch as written; <see langword="null"/> where the loss's default takes its place.</summary>
    public static BoundNode? Batch(BoundNode training) => First(training, "batch");

    /// <summary>Says where head, loss and batch do not fit each other.</summary>
    public static void Check(BoundNode? head, BoundNode? loss, BoundNode training, VariantReport report)
    {
        if (loss is not { IsBroken: false } || loss.Entry is not LossEntry lossEntry)
        {
            return;
        }

        if (head is { IsBroken: false } && head.Entry is HeadEntry headEntry && lossEntry.NeedsMetric && !headEntry.IsMetric)
        {
            report.Add(
                ReferenceRules.HeadAgainstLoss,
                Place.Of(loss).OrVariant(Place.Of(head)),
                $"The loss '{loss.Kind}' is computed on a distance of the embeddings, but the head '{head.Kind}' gives a logit; use a metric head ({MetricHeads()}), or the loss 'bce'.");
        }

        if (Batch(training) is BoundNode { IsBroken: false } batch && !Contains(lossEntry.Batches, batch.Kind))
        {
            report.Add(
                ReferenceRules.BatchAgainstLoss,
                Place.Of(batch).OrVariant(Place.Of(loss)),
                $"The loss '{loss.Kind}' cannot use a batch of '{batch.Kind}'; it takes {string.Join(" or ", lossEntry.Batches.Select(kind => $"'{kind}'"))}. Choose that, or leave 'batch' out.");
        }
    }

    /// <summary>The training with all defaults.</summary>
    public static TrainingPlan Plan(BoundNode training, LossEntry? loss)
    {
        Argument? clip = training["clip_norm"].Argument;
        return new TrainingPlan
        {
            Epochs = training["epochs"].Argument!.AsInteger(),
            Optimizer = Choice(training, "optimizer", Category.Optimizer, "adam"),
            Batch = Choice(training, "batch", Category.Batch, loss?.DefaultBatch ?? "pairs"),
            Schedule = Choice(training, "schedule", Category.Schedule, "constant"),
            Augment = new EquatableArray<ComponentPlan>([.. training["augment"].Nodes.Where(node => !node.IsBroken).Select(Component)]),
            EarlyStop = First(training, "early_stop") is BoundNode stop ? Component(stop) : null,
            ClipNorm = clip is null || clip.Type == ArgumentType.Null ? null : clip,
            Threads = training["threads"].Argument!.AsInteger(),
            Seed = training["seed"].Argument!.AsInteger(),
        };
    }

    private static ComponentPlan Choice(BoundNode training, string key, Category category, string standard)
    {
        if (First(training, key) is BoundNode { IsBroken: false } node)
        {
            return Component(node);
        }

        CatalogEntry entry = SpecCatalog.Find(category, standard) ?? throw new InvalidOperationException($"The catalog lacks '{standard}'.");
        return new ComponentPlan(entry.Kind, CatalogDefaults.Of(entry));
    }

    private static BoundNode? First(BoundNode node, string key)
    {
        IReadOnlyList<BoundNode> nodes = node[key].Nodes;
        return nodes.Count == 0 ? null : nodes[0];
    }

    private static bool Contains(IReadOnlyList<string> kinds, string kind)
    {
        foreach (string known in kinds)
        {
            if (known == kind)
            {
                return true;
            }
        }

        return false;
    }

    private static string MetricHeads() =>
        string.Join(", ", SpecCatalog.Kinds(Category.Head).Where(kind => SpecCatalog.Find(Category.Head, kind) is HeadEntry { IsMetric: true }));
}
