using System.Globalization;
using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Plans;
using SiameseDsl.Spec.Plans.Drafts;

namespace SiameseDsl.Spec.Rules;

/// <summary>Asks a planned variant's facts what its losses will not learn well. Each part of a sum is asked by itself.</summary>
internal static class LossChecks
{
    // Nobody writes 64 for small data but from a paper on large data.
    private const double LargeScale = 64;

    /// <summary>What losses and batch say by themselves, whatever towers and head are.</summary>
    public static void RunWithoutHead(ModelDraft draft)
    {
        foreach (BoundNode loss in draft.Losses)
        {
            var entry = (LossEntry)loss.Entry;
            CheckSamples(draft, loss, entry);
            CheckMiner(draft, loss);
            CheckClasses(draft, loss, entry);
            if (entry.ScaleKey is string scaleKey && loss[scaleKey].Argument!.AsNumber() is double scale and >= LargeScale)
            {
                draft.Report.Add(
                    ObjectiveRules.LargeScale,
                    Place.Of(loss, scaleKey),
                    $"The scale {Number(scale)} of '{loss.Kind}' was published for millions of faces and tends to diverge on small data; 8 to 30 are usual there.",
                    setting: new KeySetting(loss.Span, scaleKey, "30"));
            }
        }
    }

    private static void CheckClasses(ModelDraft draft, BoundNode loss, LossEntry entry)
    {
        if (entry.Basis == LossBasis.Classes
            && draft.Spec.Training["augment"].Nodes.FirstOrDefault(node => node is { IsBroken: false, Entry: AugmentationEntry { MakesClasses: true } }) is BoundNode made)
        {
            draft.Report.Add(
                TrainingRules.FurtherClassesWithProxies,
                Place.Of(made).OrVariant(Place.Of(loss)),
                $"'{loss.Kind}' learns a weight for each class, but the classes that '{made.Kind}' makes are others in every batch; take a loss that compares the images of a batch, or leave '{made.Kind}' out.");
        }
    }

    /// <summary>What losses and head say together. The towers meet.</summary>
    public static void Run(ModelDraft draft)
    {
        BoundNode head = draft.Spec.Head!;
        DistanceScale scale = DistanceRange.Of(head, draft.Towers, draft.Spec.Comparisons);
        bool calibrated = HeadPlanner.IsCalibrated(head);
        foreach (BoundNode loss in draft.Losses)
        {
            var entry = (LossEntry)loss.Entry;
            if (!entry.Accepts(draft.Head!))
            {
                continue;
            }

            CheckScale(draft, head, loss, entry, calibrated);
            CheckMargins(draft, head, loss, entry, scale);
        }

        // Each loss is an error or not; only where none takes the score is the calibration left alone.
        if (calibrated && draft.Losses.Count > 0 && !draft.Losses.Any(loss => ((LossEntry)loss.Entry).NeedsLogit))
        {
            BoundNode loss = draft.Spec.Loss!;
            draft.Report.Add(
                LearningRules.UntrainedCalibration,
                Place.Of(head, "calibrated").OrVariant(Place.Of(loss)),
                $"The loss '{loss.Kind}' is computed before the calibration of '{head.Kind}' and never trains it; leave 'calibrated' out, or use 'bce'.");
        }
    }

    private static void CheckScale(ModelDraft draft, BoundNode head, BoundNode loss, LossEntry entry, bool calibrated)
    {
        HeadEntry headEntry = draft.Head!;
        Place headPlace = Place.Of(head);
        Place lossPlace = Place.Of(loss);
        ChainDraft? free = draft.Towers.FirstOrDefault(tower => !tower.Facts.UnitLength);
        bool cosine = head.Kind == "cosine";

        // What is learned in the head can stretch any range.
        bool narrow = !headEntry.Learns && (cosine || free is null);
        if (entry.NeedsLogit && headEntry.IsMetric && !calibrated && !cosine)
        {
            draft.Report.Add(
                LearningRules.BceOnDistance,
                headPlace.OrVariant(lossPlace),
                $"The loss '{loss.Kind}' takes the negative distance of '{head.Kind}' for a logit, which is never above zero; write '{head.Kind}: {{ calibrated: true }}'.",
                setting: Calibration(headPlace, lossPlace));
        }
        else if (entry.WantsWideScale && narrow && !(entry.NeedsLogit && calibrated))
        {
            string remedy = entry.NeedsLogit ? $"write '{head.Kind}: {{ calibrated: true }}'"
                : cosine ? "use the head 'squared_euclidean', or the loss 'nt_xent'" : "leave 'l2_normalize' out, or use the loss 'nt_xent'";
            string range = cosine ? "cosines in [-1, 1]" : $"what '{head.Kind}' gives on normalised embeddings";
            draft.Report.Add(
                LearningRules.CosineWithoutScale,
                headPlace.OrVariant(lossPlace),
                $"The loss '{loss.Kind}' has neither temperature nor scale, and {range} {(cosine ? "are" : "is")} too small for its cross-entropy; {remedy}.",
                setting: entry.NeedsLogit ? Calibration(headPlace, lossPlace) : null);
        }

        if (entry.NeverRests && narrow)
        {
            draft.Report.Add(
                ObjectiveRules.SoftMarginOnSphere,
                lossPlace.OrVariant(headPlace),
                $"The loss '{loss.Kind}' pulls without end, but '{head.Kind}' on {(cosine ? "angles" : "normalised embeddings")} has an end; {(cosine ? "use the head 'euclidean'" : "leave 'l2_normalize' out")}, or the loss 'triplet'.");
        }

        if (entry.Basis == LossBasis.Classes && !cosine && free is not null)
        {
            draft.Report.Add(
                ObjectiveRules.AnglesUnlikeHead,
                lossPlace.OrVariant(headPlace),
                $"The loss '{loss.Kind}' trains angles, but the head '{head.Kind}' measures lengths too, because {free.Maker} is not normalised; use the head 'cosine', or end the tower with 'l2_normalize'.");
        }

        if (entry.WantsFixedScale)
        {
            CheckFixedScale(draft, head, loss, entry, free);
        }
    }

    private static void CheckFixedScale(ModelDraft draft, BoundNode head, BoundNode loss, LossEntry entry, ChainDraft? free)
    {
        if (head.Kind != "cosine" && !draft.Head!.Learns && free is not null)
        {
            string divides = entry.TemperatureKey is null ? "has constants that are meant for cosines" : "divides by a temperature";
            string what = draft.Head.IsMetric ? $"the distances of '{head.Kind}'" : $"what '{head.Kind}' gives";
            draft.Report.Add(
                LearningRules.SimilarityScale,
                Place.Of(loss).OrVariant(Place.Of(head)),
                $"The loss '{loss.Kind}' {divides}, but {what} {(draft.Head.IsMetric ? "have" : "has")} no fixed scale, because {free.Maker} is not normalised; end the tower with 'l2_normalize', or use the head 'cosine'.");
        }
        else if (!draft.Head!.Learns && entry.TemperatureKey is string key && loss[key].Argument!.AsNumber() is double temperature and >= 1)
        {
            draft.Report.Add(
                LearningRules.SimilarityScale,
                Place.Of(loss, key),
                $"The temperature {Number(temperature)} leaves similarities of at most 2 almost equal in the softmax; use about 0.1.",
                setting: new KeySetting(loss.Span, key, "0.1"));
        }
    }

    private static void CheckMargins(ModelDraft draft, BoundNode head, BoundNode loss, LossEntry entry, DistanceScale scale)
    {
        if (entry.Margins.Count == 0)
        {
            return;
        }

        // Of two margins the last is the outer one.
        LossMargin outer = entry.Margins[entry.Margins.Count - 1];
        double supremum = LossPlanner.ScaleOf(loss, scale).Supremum;
        double margin = LossPlanner.Margin(loss, outer, scale);
        Place place = Place.Of(loss, outer.Key).OrVariant(Place.Of(loss), Place.Of(head));
        string largest = scale.IsMetric ? "the largest distance" : "the largest difference";
        if (margin >= supremum)
        {
            draft.Report.Add(
                LearningRules.MarginBeyondRange,
                place,
                $"The margin {Number(margin)} is not below {Number(supremum)}, {largest} that '{head.Kind}' can give on this embedding; choose a margin below {Number(0.9 * supremum)}.");
        }
        else if (margin > 0.9 * supremum)
        {
            draft.Report.Add(
                LearningRules.MarginNearEnd,
                place,
                $"The margin {Number(margin)} is above 0.9 of {Number(supremum)}, {largest} that '{head.Kind}' can give on this embedding; a margin below {Number(0.9 * supremum)} leaves room.");
        }
    }

    private static void CheckSamples(ModelDraft draft, BoundNode loss, LossEntry entry)
    {
        if (draft.Batch is BoundNode { IsBroken: false } batch
            && batch.Entry is BatchEntry { SamplesKey: string samplesKey }
            && batch[samplesKey].Argument!.AsInteger() is long samples
            && samples < Math.Max(entry.MinimumSamples, entry.Batches.Contains("pairs") ? 2 : 1))
        {
            draft.Report.Add(
                LearningRules.NoPositives,
                Place.Of(batch, samplesKey).OrVariant(Place.Of(loss)),
                $"The batch holds {samples} sample of each class, so the loss '{loss.Kind}' has no positive pair; write '{samplesKey}: 2' or more.");
        }
    }

    private static void CheckMiner(ModelDraft draft, BoundNode loss)
    {
        foreach (BoundKey key in loss.Keys)
        {
            foreach (BoundNode miner in key.Nodes)
            {
                BoundNode first = miner;
                if (miner.Kind == MinerCatalog.Schedule && miner[MinerCatalog.StagesKey].Nodes.FirstOrDefault()?["miner"].Nodes.FirstOrDefault() is BoundNode begins)
                {
                    first = begins;
                }

                if (first.Entry.Category == Category.Miner && first.Kind == "hard")
                {
                    draft.Report.Add(
                        LearningRules.HardestMining,
                        Place.Of(first),
                        $"The loss '{loss.Kind}' mines the hardest examples from the first step, which tends to collapse the embedding; begin with 'semi_hard' or 'all', for example 'miner: {{ schedule: [{{ miner: all }}, {{ from: 0.3, miner: hard }}] }}'.");
                }
            }
        }
    }

    // Where a patch only brings the loss, the head belongs to the base, and what repairs the variant would change the base.
    private static KeySetting? Calibration(Place head, Place loss) => OriginMap.IsPatch(loss.Origin) && !OriginMap.IsPatch(head.Origin) ? null : new KeySetting(head.Span, "calibrated", "true");

    private static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
