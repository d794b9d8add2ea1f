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

        LossChecks.RunWithoutHead(draft);
        if (draft.Head is null || !draft.TowersMeet)
        {
            return;
        }

        if (draft.Logit is { IsBroken: false } logit && draft.Spec.Head is BoundNode head)
        {
            CheckBias(logit, draft.Report);
            CheckLogit(draft, head, logit);
        }

        if (!draft.Head.TakesLayers)
        {
            CheckEmbedding(draft, draft.Spec.Head!);
        }

        LossChecks.Run(draft);
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
                ReportOrder(draft, head);
            }

            if (draft.Losses.FirstOrDefault(loss => ((LossEntry)loss.Entry).NeedsLogit) is BoundNode cross && logit.Facts.Saturating && logit.Since(facts => facts.Saturating) is LayerDraft squash)
            {
                draft.Report.Add(
                    LearningRules.SquashedTwice,
                    squash.Place.OrVariant(Place.Of(cross)),
                    $"The loss '{cross.Kind}' takes the score for a logit, but '{squash.Entry.Kind}' in '{squash.Node.Kind}' bounds it to [{Number(logit.Facts.Minimum)}, {Number(logit.Facts.Maximum)}]; end the head in a linear unit.",
                    setting: squash.Plan.Fused ? new KeySetting(squash.Node.Span, "activation", "linear") : null);
            }
        }
    }

    private static void ReportOrder(ModelDraft draft, BoundNode head) => draft.Report.Add(
        LearningRules.AsymmetricScore,
        Place.Of(head),
        $"The head '{head.Kind}' gives score(a, b) and score(b, a) different values, though one tower embeds both; {(head.Arguments.Find(HeadEntry.SymmetricKey) is null ? "'l1', 'product' and distances are symmetric" : "write 'symmetric: true'")}.");

    private static void CheckEmbedding(ModelDraft draft, BoundNode head)
    {
        bool oneSided = draft.Head!.IsCosineLike;
        if (draft.Towers.Count == 1 && !draft.Head.IsSymmetricWith(head.Arguments))
        {
            ReportOrder(draft, head);
        }

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
                $"{layer} has no value {(above ? "below" : "above")} zero, so '{head.Kind}' never falls below zero and half of its range is lost; let the embedding be linear.");
        }
    }

    private static string Owner(LayerDraft layer) => layer.Plan.Fused ? layer.Facts.Source : layer.Plan.Name;

    private static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
