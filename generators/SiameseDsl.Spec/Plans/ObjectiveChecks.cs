using System.Globalization;
using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Plans.Drafts;
using SiameseDsl.Spec.Rules;

namespace SiameseDsl.Spec.Plans;

/// <summary>Says where head, loss, miner and batch do not fit each other, so that nothing could be built of them. What could be built but would not learn, the rules about learning say.</summary>
internal static class ObjectiveChecks
{
    /// <summary>Reports what does not fit.</summary>
    public static void Run(ModelSpec spec, VariantReport report)
    {
        if (spec.Loss is not { IsBroken: false } loss || loss.Entry is not LossEntry)
        {
            return;
        }

        CheckNesting(loss, report);
        HeadEntry? head = spec.Head is { IsBroken: false } ? spec.Head.Entry as HeadEntry : null;
        foreach (BoundNode part in LossParts.Of(loss))
        {
            if (head is not null)
            {
                CheckHead(part, spec.Head!, head, report);
            }

            CheckMiner(part, spec.Training, report);
            CheckNumbers(part, report);
        }

        CheckBatch(loss, spec, report);
    }

    /// <summary>Reports margins that cross, once the head's distance says what those are that the author left out.</summary>
    public static void CheckMargins(ModelSpec spec, DistanceScale scale, VariantReport report)
    {
        foreach (BoundNode loss in LossParts.Of(spec.Loss))
        {
            IReadOnlyList<LossMargin> margins = ((LossEntry)loss.Entry).Margins;
            if (margins.Count == 2 && LossPlanner.Margin(loss, margins[0], scale) is double near && LossPlanner.Margin(loss, margins[1], scale) is double far && near >= far)
            {
                report.Add(
                    ObjectiveRules.MarginsCross,
                    Place.Of(loss, margins[0].Key),
                    $"The margin of same pairs, {Number(near)}, is not below that of different pairs, {Number(far)}, so no distance satisfies both; let '{margins[0].Key}' be well below '{margins[1].Key}'.");
            }
        }
    }

    private static void CheckNesting(BoundNode loss, VariantReport report)
    {
        if (loss.Kind != LossCatalog.Sum)
        {
            return;
        }

        foreach (BoundNode part in loss[LossCatalog.PartsKey].Nodes)
        {
            foreach (BoundNode inner in part["loss"].Nodes)
            {
                if (inner.Kind == LossCatalog.Sum)
                {
                    report.Add(ObjectiveRules.Nested, Place.Of(inner), "A sum stands in a sum; write its losses into the outer one, each with the product of the weights.");
                }
            }
        }
    }

    private static void CheckHead(BoundNode loss, BoundNode head, HeadEntry entry, VariantReport report)
    {
        var lossEntry = (LossEntry)loss.Entry;
        if (!lossEntry.Accepts(entry))
        {
            string given = entry.IsMetric ? "a distance" : entry.IsSimilarity ? "a similarity" : "a logit";
            string what = lossEntry.Basis switch
            {
                LossBasis.Distance => $"a distance of the embeddings, but the head '{head.Kind}' gives {given}",
                LossBasis.Similarity => $"a distance or similarity of any two embeddings, but the head '{head.Kind}' takes pairs only and gives a logit",
                LossBasis.Cosine => $"cosines of the embeddings, but the head '{head.Kind}' gives {given}",
                _ => $"angles between the embeddings and vectors of its own, and would never train the head '{head.Kind}'",
            };
            report.Add(
                ReferenceRules.HeadAgainstLoss,
                Place.Of(loss).OrVariant(Place.Of(head)),
                $"The loss '{loss.Kind}' is computed on {what}; use one of the heads {HeadsOf(lossEntry)}, or the loss 'bce'.");
        }
        else if (lossEntry.SquaredKey is string key && loss[key].Argument!.AsBoolean() && (head.Kind is not ("euclidean" or "mahalanobis") || head.Arguments.Find("squared") is { Text: "true" }))
        {
            string why = !entry.IsMetric ? "is no distance" : head.Kind == "cosine" ? "is the square of a distance, but for a factor, already" : "is squared already";
            report.Add(ObjectiveRules.NothingToSquare, Place.Of(loss, key).OrVariant(Place.Of(head)), $"'{key}' squares the distance of '{head.Kind}', which {why}; leave it out, or use the head 'euclidean'.");
        }
    }

    private static void CheckMiner(BoundNode loss, BoundNode training, VariantReport report)
    {
        foreach (BoundKey key in loss.Keys)
        {
            foreach (BoundNode miner in key.Nodes)
            {
                if (miner.Entry.Category != Category.Miner)
                {
                    continue;
                }

                CheckStages(miner, report);
                if (miner.Kind != MinerCatalog.Everything && MayTakePairs(loss) && TrainingPlanner.Batch(training) is BoundNode { IsBroken: false, Kind: "pairs" } batch)
                {
                    report.Add(
                        ObjectiveRules.NothingToMine,
                        Place.Of(miner).OrVariant(Place.Of(batch)),
                        $"The miner '{miner.Kind}' chooses among all pairs of a labelled batch, but the batch holds {batch.Arguments.Get("count").Text} pairs that are drawn already; take a batch of 'pk', or leave the miner out.");
                }
            }
        }
    }

    private static bool MayTakePairs(BoundNode loss) => ((LossEntry)loss.Entry).Batches.Contains("pairs");

    private static void CheckStages(BoundNode miner, VariantReport report)
    {
        if (miner.Kind != MinerCatalog.Schedule)
        {
            return;
        }

        double before = -1;
        foreach (BoundNode stage in miner[MinerCatalog.StagesKey].Nodes)
        {
            double from = stage["from"].Argument!.AsNumber();
            bool first = before < 0;
            if (first ? from != 0 : from <= before)
            {
                string wanted = first ? "the first stage begins at 0" : $"a stage begins after the one before it, here after {Number(before)}";
                report.Add(ObjectiveRules.StagesOutOfOrder, Place.Of(stage, "from"), $"This stage of the mining schedule begins at {Number(from)}, but {wanted}.");
                return;
            }

            before = from;
            foreach (BoundNode inner in stage["miner"].Nodes)
            {
                if (inner.Kind == MinerCatalog.Schedule)
                {
                    report.Add(ObjectiveRules.Nested, Place.Of(inner), "A mining schedule stands in a mining schedule; write its stages into the outer one.");
                }
            }
        }
    }

    private static void CheckNumbers(BoundNode loss, VariantReport report)
    {
        if (((LossEntry)loss.Entry).TemperatureKey is string key && loss["learned"].Argument!.AsBoolean() && loss[key].Argument!.AsNumber() is double temperature and < 0.01)
        {
            report.Add(SchemaRules.OutOfRange, Place.Of(loss, key), $"'{key}' is {Number(temperature)}; a learned temperature begins at 0.01 or above, because it is never let below that.");
        }
    }

    private static void CheckBatch(BoundNode loss, ModelSpec spec, VariantReport report)
    {
        IReadOnlyList<string> kinds = LossParts.Batches(loss, spec.Head);
        if (kinds.Count == 0)
        {
            report.Add(ObjectiveRules.NoSharedBatch, Place.Of(loss).OrVariant(SumPlace(loss), spec.Head is null ? Place.Of(loss) : Place.Of(spec.Head)), $"The losses of the sum share no batch: {string.Join("; ", LossParts.Of(loss).Select(part => $"'{part.Kind}' takes {Words(LossParts.Batches(part, spec.Head))}"))}. Choose losses that can look at one batch.");
            return;
        }

        if (TrainingPlanner.Batch(spec.Training) is BoundNode { IsBroken: false } batch
            && !kinds.Contains(batch.Kind)
            && !(batch.Kind == "pairs" && LossParts.Of(loss).Any(part => LossParts.Mines(part) && MayTakePairs(part))))
        {
            report.Add(
                ReferenceRules.BatchAgainstLoss,
                Place.Of(batch).OrVariant(Place.Of(loss)),
                $"The loss '{loss.Kind}' cannot use a batch of '{batch.Kind}'; it takes {Words(kinds)}. {Why(loss, batch.Kind)}Choose that, or leave 'batch' out.");
        }
    }

    // A sum of the same kind merges into the base's, and then only its list shows that the variant wrote one.
    private static Place SumPlace(BoundNode loss) => loss.Kind == LossCatalog.Sum ? Place.Of(loss, LossCatalog.PartsKey) : Place.Of(loss);

    private static string Why(BoundNode loss, string batch) => batch == "episodes" && LossParts.Of(loss).Any(part => ((LossEntry)part.Entry).Basis == LossBasis.Classes)
        ? "An episode numbers its classes anew, so that class vectors would stand for other classes each time. "
        : "";

    private static string Words(IReadOnlyList<string> kinds) => string.Join(" or ", kinds.Select(kind => $"'{kind}'"));

    private static string HeadsOf(LossEntry loss) =>
        string.Join(", ", SpecCatalog.Kinds(Category.Head).Where(kind => SpecCatalog.Find(Category.Head, kind) is HeadEntry { Custom: null } head && loss.Accepts(head)));

    private static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
