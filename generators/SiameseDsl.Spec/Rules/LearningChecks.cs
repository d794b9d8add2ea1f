using System.Globalization;
using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Catalog.Layers;
using SiameseDsl.Spec.Plans;
using SiameseDsl.Spec.Plans.Drafts;

namespace SiameseDsl.Spec.Rules;

/// <summary>Asks a planned variant's facts what will not learn well.</summary>
internal static class LearningChecks
{
    /// <summary>Reports what the facts say. Looks only at parts that could be planned.</summary>
    public static void Run(ModelDraft draft)
    {
        foreach (ChainDraft tower in draft.Towers)
        {
            CheckBias(tower, draft.Report);
        }

        if (draft.Loss is not null)
        {
            CheckTraining(draft, draft.Spec.Loss!, draft.Loss);
        }

        if (draft.Head is null || !draft.TowersMeet)
        {
            return;
        }

        if (draft.Logit is { IsBroken: false } logit && draft.Spec.Head is BoundNode head)
        {
            CheckBias(logit, draft.Report);
            CheckLogit(draft, head, logit);
        }

        if (draft.Head.IsMetric)
        {
            CheckEmbedding(draft, draft.Spec.Head!);
        }

        if (draft.Loss is not null)
        {
            CheckLoss(draft, draft.Spec.Head!, draft.Spec.Loss!, draft.Loss);
        }
    }

    private static void CheckBias(ChainDraft chain, VariantReport report)
    {
        for (int i = 0; i < chain.Layers.Count; i++)
        {
            LayerDraft layer = chain.Layers[i];
            foreach (ChainDraft branch in layer.Branches)
            {
                CheckBias(branch, report);
            }

            if (i + 1 < chain.Layers.Count && chain.Layers[i + 1].Entry is BatchNormEntry && !layer.Plan.Fused && layer.Plan.Arguments.Find("bias") is { Text: "true" })
            {
                report.Add(
                    LearningRules.BiasBeforeBatchNorm,
                    Place.Of(layer.Node, "bias"),
                    $"'{layer.Plan.Name}' has a bias that '{chain.Layers[i + 1].Plan.Name}' behind it subtracts again; write 'bias: false'.",
                    setting: new KeySetting(layer.Node.Span, "bias", "false"));
            }
        }
    }

    private static void CheckLogit(ModelDraft draft, BoundNode head, ChainDraft logit)
    {
        if (logit.Layers.Count > 0 && logit.Output.Count == 1 && logit.Output[0] == 1)
        {
            if (logit.Facts.Interaction is Interaction.Separable or Interaction.Monotone)
            {
                draft.Report.Add(
                    LearningRules.NoInteraction,
                    Place.Of(head),
                    $"The head '{head.Kind}' scores u(a) + v(b): its layers are affine, so nothing in the score depends on both images. Pair accuracy cannot exceed 75 % and N-way one-shot is 1/N; add a hidden layer with an activation, or use 'l1', 'product' or a distance.");
            }

            // Where the towers differ, left and right are different things, and an order is what the task has.
            if (draft.Towers.Count == 1 && !logit.Facts.Symmetric)
            {
                draft.Report.Add(
                    LearningRules.AsymmetricScore,
                    Place.Of(head),
                    $"The head '{head.Kind}' gives score(a, b) and score(b, a) different values, though one tower embeds both; 'l1', 'product' and distances are symmetric.");
            }

            if (draft.Loss is { NeedsLogit: true } && logit.Facts.Saturating && logit.Since(facts => facts.Saturating) is LayerDraft squash)
            {
                draft.Report.Add(
                    LearningRules.SquashedTwice,
                    squash.Place.OrVariant(Place.Of(draft.Spec.Loss!)),
                    $"The loss '{draft.Loss.Kind}' takes the score for a logit, but '{squash.Entry.Kind}' in '{squash.Node.Kind}' bounds it to [{Number(logit.Facts.Minimum)}, {Number(logit.Facts.Maximum)}]; end the head in a linear unit.",
                    setting: squash.Plan.Fused ? new KeySetting(squash.Node.Span, "activation", "linear") : null);
            }
        }
    }

    private static void CheckEmbedding(ModelDraft draft, BoundNode head)
    {
        bool oneSided = head.Kind == "cosine";
        foreach (ChainDraft tower in draft.Towers)
        {
            if (tower.Since(facts => facts.Saturating) is LayerDraft saturating)
            {
                draft.Report.Add(
                    LearningRules.SaturatingEmbedding,
                    saturating.Place.OrVariant(Place.Of(head)),
                    $"The embedding comes out of '{saturating.Entry.Kind}' in '{Owner(saturating)}', which is flat at its ends, and the head '{head.Kind}' measures it; let the embedding be linear.");
            }

            oneSided &= tower.Facts.Minimum >= 0 || tower.Facts.Maximum <= 0;
        }

        if (oneSided)
        {
            ChainDraft tower = draft.Towers[0];
            bool above = tower.Facts.Minimum >= 0;
            LayerDraft? cause = tower.Since(facts => above ? facts.Minimum >= 0 : facts.Maximum <= 0);
            string layer = cause is null ? "The embedding" : $"The embedding, since '{Owner(cause)}',";
            draft.Report.Add(
                LearningRules.HalfSpaceEmbedding,
                (cause?.Place ?? Place.Of(head)).OrVariant(Place.Of(head)),
                $"{layer} has no value {(above ? "below" : "above")} zero, so its cosines never fall below zero and half of their range is lost; let the embedding be linear.");
        }
    }

    private static void CheckLoss(ModelDraft draft, BoundNode head, BoundNode loss, LossEntry lossEntry)
    {
        Place headPlace = Place.Of(head);
        Place lossPlace = Place.Of(loss);
        bool metric = draft.Head!.IsMetric;
        bool calibrated = metric && HeadPlanner.IsCalibrated(head);
        bool cosine = head.Kind == "cosine";
        if (metric && lossEntry.NeedsLogit && !calibrated && !cosine)
        {
            draft.Report.Add(
                LearningRules.BceOnDistance,
                headPlace.OrVariant(lossPlace),
                $"The loss '{loss.Kind}' takes the negative distance of '{head.Kind}' for a logit, which is never above zero; write '{head.Kind}: {{ calibrated: true }}'.",
                setting: Calibration(headPlace, lossPlace));
        }

        bool stretched = calibrated && lossEntry.NeedsLogit;
        if (cosine && !stretched && lossEntry.TemperatureKey is null && lossEntry.MarginKey is null)
        {
            string remedy = lossEntry.NeedsLogit ? "write 'cosine: { calibrated: true }'" : "use the head 'squared_euclidean', or the loss 'nt_xent'";
            draft.Report.Add(
                LearningRules.CosineWithoutScale,
                headPlace.OrVariant(lossPlace),
                $"The loss '{loss.Kind}' has neither temperature nor scale, and cosines in [-1, 1] are too small for its cross-entropy; {remedy}.",
                setting: lossEntry.NeedsLogit ? Calibration(headPlace, lossPlace) : null);
        }

        if (calibrated && !lossEntry.NeedsLogit)
        {
            draft.Report.Add(
                LearningRules.UntrainedCalibration,
                Place.Of(head, "calibrated").OrVariant(lossPlace),
                $"The loss '{loss.Kind}' is computed on the distance and never trains the calibration of '{head.Kind}'; leave 'calibrated' out, or use 'bce'.");
        }

        if (metric && lossEntry.MarginKey is string marginKey)
        {
            CheckMargin(draft, head, loss, marginKey);
        }

        if (metric && lossEntry.TemperatureKey is string temperatureKey)
        {
            CheckTemperature(draft, head, loss, temperatureKey, cosine);
        }
    }

    /// <summary>What loss and batch say by themselves, whatever the towers are.</summary>
    private static void CheckTraining(ModelDraft draft, BoundNode loss, LossEntry lossEntry)
    {
        if (draft.Batch is BoundNode { IsBroken: false } batch && batch.Entry is BatchEntry { SamplesKey: string samplesKey } && batch[samplesKey].Argument!.AsInteger() is long samples && samples < lossEntry.MinimumSamples)
        {
            draft.Report.Add(
                LearningRules.NoPositives,
                Place.Of(batch, samplesKey).OrVariant(Place.Of(loss)),
                $"The batch holds {samples} sample of each class, so the loss '{loss.Kind}' has no positive pair; write '{samplesKey}: {lossEntry.MinimumSamples}' or more.");
        }

        foreach (BoundKey key in loss.Keys)
        {
            foreach (BoundNode part in key.Nodes)
            {
                if (part.Entry.Category == Category.Miner && part.Kind == "hard")
                {
                    draft.Report.Add(
                        LearningRules.HardestMining,
                        Place.Of(part),
                        $"The loss '{loss.Kind}' mines the hardest triplets from the first step, which tends to collapse the embedding; begin with 'semi_hard' or 'all'.");
                }
            }
        }
    }

    private static void CheckMargin(ModelDraft draft, BoundNode head, BoundNode loss, string marginKey)
    {
        ChainDraft left = draft.Towers[0];
        ChainDraft right = draft.Towers[draft.Towers.Count > 1 ? 1 : 0];
        double supremum = DistanceRange.Supremum(head.Kind, Shape.Elements(left.Output), left.Facts, right.Facts);
        double margin = loss[marginKey].Argument!.AsNumber();
        Place place = Place.Of(loss, marginKey).OrVariant(Place.Of(loss), Place.Of(head));
        if (margin >= supremum)
        {
            draft.Report.Add(
                LearningRules.MarginBeyondRange,
                place,
                $"The margin {Number(margin)} is not below {Number(supremum)}, the largest distance that '{head.Kind}' can give on this embedding; choose a margin below {Number(0.9 * supremum)}.");
        }
        else if (margin > 0.9 * supremum)
        {
            draft.Report.Add(
                LearningRules.MarginNearEnd,
                place,
                $"The margin {Number(margin)} is above 0.9 of {Number(supremum)}, the largest distance that '{head.Kind}' can give on this embedding; a margin below {Number(0.9 * supremum)} leaves room.");
        }
    }

    private static void CheckTemperature(ModelDraft draft, BoundNode head, BoundNode loss, string temperatureKey, bool cosine)
    {
        Place place = Place.Of(loss).OrVariant(Place.Of(head));
        if (!cosine)
        {
            foreach (ChainDraft tower in draft.Towers)
            {
                if (!tower.Facts.UnitLength)
                {
                    draft.Report.Add(
                        LearningRules.SimilarityScale,
                        place,
                        $"The loss '{loss.Kind}' divides by a temperature, but the distances of '{head.Kind}' have no fixed scale, because {tower.Maker} is not normalised; end the tower with 'l2_normalize', or use the head 'cosine'.");
                    return;
                }
            }
        }

        double temperature = loss[temperatureKey].Argument!.AsNumber();
        if (temperature >= 1)
        {
            draft.Report.Add(
                LearningRules.SimilarityScale,
                Place.Of(loss, temperatureKey),
                $"The temperature {Number(temperature)} leaves similarities of at most 2 almost equal in the softmax; use about 0.1.",
                setting: new KeySetting(loss.Span, temperatureKey, "0.1"));
        }
    }

    // Where a patch only brings the loss, the head belongs to the base, and what repairs the variant would change the base.
    private static KeySetting? Calibration(Place head, Place loss) => IsPatched(loss) && !IsPatched(head) ? null : new KeySetting(head.Span, "calibrated", "true");

    private static bool IsPatched(Place place) => place.Origin is Origin.Variant or Origin.Matrix;

    private static string Owner(LayerDraft layer) => layer.Plan.Fused ? layer.Facts.Source : layer.Plan.Name;

    private static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
