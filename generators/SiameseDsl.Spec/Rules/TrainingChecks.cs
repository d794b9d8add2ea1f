using System.Globalization;
using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Catalog.Layers;
using SiameseDsl.Spec.Plans;
using SiameseDsl.Spec.Plans.Drafts;

namespace SiameseDsl.Spec.Rules;

/// <summary>Asks a planned variant what its training cannot do.</summary>
internal static class TrainingChecks
{
    /// <summary>Batch norm over fewer values than this says little about a channel.</summary>
    private const long FewValues = 8;

    /// <summary>Reports what the settings say. Looks only at parts that could be bound and planned.</summary>
    public static void Run(ModelDraft draft)
    {
        BoundNode training = draft.Spec.Training;
        if (training.IsBroken)
        {
            return;
        }

        CheckSchedule(training, draft.Report);
        CheckPatience(training, draft.Report);
        CheckTuning(draft);
        CheckFrozen(draft);
        for (int i = 0; i < draft.Towers.Count; i++)
        {
            CheckSize(draft, draft.Towers[i], i);
            CheckBatchNorm(draft, draft.Towers[i], ImagesThrough(draft, i));
        }
    }

    private static void CheckSchedule(BoundNode training, VariantReport report)
    {
        BoundNode schedule = training["schedule"].Nodes[0];
        BoundKey epochsKey = training["epochs"];
        long epochs = epochsKey.Argument!.AsInteger();
        if (Number(schedule, "warmup_epochs") is double warm && warm > 0 && warm + (Number(schedule, "warmup") * epochs) >= epochs)
        {
            report.Add(
                TrainingRules.WarmupTooLong,
                Place.Of(schedule, "warmup_epochs").OrVariant(Place.Of(training, epochsKey)),
                $"The learning rate warms up for {Text(warm)} epochs, and the training has {epochs}; warm up for less than one, or train longer.");
        }

        string? key = schedule.Kind switch { "step" => "every", "multi_step" => "milestones", _ => null };
        if (key is null)
        {
            return;
        }

        foreach (long fall in schedule[key].Argument!.AsIntegers())
        {
            if (fall >= epochs)
            {
                report.Add(
                    TrainingRules.RateNeverFalls,
                    Place.Of(schedule, key).OrVariant(Place.Of(training, epochsKey)),
                    $"The learning rate falls after epoch {fall}, and the training has {epochs}; choose an earlier epoch, or train longer.");
                return;
            }
        }
    }

    private static void CheckPatience(BoundNode training, VariantReport report)
    {
        if (training["early_stop"].Nodes.FirstOrDefault() is not BoundNode stop)
        {
            return;
        }

        long patience = stop["patience"].Argument!.AsInteger();
        long epochs = training["epochs"].Argument!.AsInteger();
        if (patience >= epochs)
        {
            report.Add(
                TrainingRules.PatienceBeyondEpochs,
                Place.Of(stop, "patience").OrVariant(Place.Of(training, "epochs")),
                $"Early stopping waits for {patience} epochs without a gain, and the training has {epochs}; choose a smaller 'patience', or train longer.");
        }
    }

    private static void CheckTuning(ModelDraft draft)
    {
        if (draft.Plan.Training.Tune is not TunePlan tune)
        {
            return;
        }

        BoundNode training = draft.Spec.Training;
        BoundNode node = training["tune"].Nodes[0];
        if (tune.Settings.Arguments.Get("trials").AsInteger() < 2 || tune.Axes.All(axis => !axis.IsRange && axis.Values.Count == 1))
        {
            draft.Report.Add(TrainingRules.NothingToChoose, Place.Of(node, "trials"), "There is one trial only, so nothing is chosen; give more values and trials, or set the values where they belong.");
        }

        long trial = tune.Settings.Arguments.Get("epochs").AsInteger();
        if (trial >= draft.Plan.Training.Epochs)
        {
            draft.Report.Add(
                TrainingRules.TrialsTooLong,
                Place.Of(node, "epochs").OrVariant(Place.Of(training, "epochs")),
                $"Each trial has {trial} epochs, and the training has {draft.Plan.Training.Epochs}; shorten the trials, or train longer.");
        }
    }

    private static void CheckFrozen(ModelDraft draft)
    {
        LayerDraft? frozen = null;
        bool anyFree = draft.Plan.Head.Calibrated;
        foreach (LayerDraft layer in draft.Towers.Concat(draft.Logit is null ? [] : [draft.Logit]).SelectMany(PlanBuilder.Flat))
        {
            CheckEffect(layer, draft.Report);
            if (layer.Plan.Parameters > 0 && layer.Branches.Count == 0)
            {
                anyFree |= !layer.Plan.Frozen;
                frozen = layer.Plan.Frozen ? layer : frozen;
            }
        }

        if (frozen is not null && !anyFree && !draft.Report.HasErrors)
        {
            draft.Report.Add(
                TrainingRules.EverythingFrozen,
                frozen.Node.Frozen is BoundKey key ? Place.Of(frozen.Node, key) : frozen.Place,
                $"'{frozen.Plan.Name}' is frozen as every other layer with weights is, so there is nothing to train; leave one of them free.");
        }
    }

    /// <summary>A key of a layer itself, not one that it takes from a layer around it.</summary>
    private static void CheckEffect(LayerDraft layer, VariantReport report)
    {
        bool keeps = layer.Plan.Frozen || layer.Plan.Parameters > 0 || layer.Branches.SelectMany(PlanBuilder.Flat).Any(inner => inner.Entry is BatchNormEntry);
        if (!layer.Plan.Fused && layer.Node.Frozen is { Argument.Text: "true" } frozen && !keeps)
        {
            report.Add(TrainingRules.NothingToInitialise, Place.Of(layer.Node, frozen), $"'{layer.Plan.Name}' has no weights to freeze; remove 'frozen'.");
        }

        if (!layer.Plan.Fused && layer.Node.Init is { } init && !layer.Entry.TakesInit && !layer.Branches.SelectMany(PlanBuilder.Flat).Any(inner => inner.Entry.TakesInit))
        {
            report.Add(TrainingRules.NothingToInitialise, Place.Of(layer.Node, init), $"'{layer.Plan.Name}' has no weights that 'init' could choose; remove it.");
        }
    }

    private static void CheckSize(ModelDraft draft, ChainDraft tower, int index)
    {
        // A token stands for a vector of its own, so tokens and values cannot be counted against each other.
        if (tower.IsBroken || tower.Layers.Count == 0 || draft.Plan.Towers[index].Vocabulary is not null || draft.Report.HasErrors)
        {
            return;
        }

        long taken = Shape.Elements(draft.Plan.Towers[index].InputShape);
        long given = Shape.Elements(tower.Output);
        LayerDraft? maker = tower.Layers.LastOrDefault(layer => Shape.Elements(layer.Plan.Output) != Shape.Elements(layer.Plan.Input));
        if (given > taken && maker is not null)
        {
            draft.Report.Add(
                TrainingRules.EmbeddingLargerThanInput,
                Place.OfPatched(maker.Node),
                $"'{maker.Plan.Name}' makes an embedding of {given} values of a sample of {taken}; let it give fewer, 64 to 128 are usual.");
        }
    }

    private static void CheckBatchNorm(ModelDraft draft, ChainDraft chain, long images)
    {
        foreach (LayerDraft layer in PlanBuilder.Flat(chain))
        {
            if (layer.Entry is not BatchNormEntry)
            {
                continue;
            }

            BoundNode training = draft.Spec.Training;
            if (training["accumulate"].Argument!.AsInteger() > 1)
            {
                draft.Report.Add(
                    TrainingRules.AccumulationWithBatchNorm,
                    Place.Of(training, "accumulate").OrVariant(layer.Place),
                    $"The gradients of {training["accumulate"].Argument!.Text} batches are averaged, but '{layer.Plan.Name}' measures each batch by itself, so this is not one batch of their size.");
            }

            long places = Shape.Elements(layer.Plan.Input) / layer.Plan.Input[0];
            if (images > 0 && images < FewValues && places < FewValues && images * places < FewValues)
            {
                draft.Report.Add(
                    TrainingRules.BatchNormOverFewValues,
                    layer.Place.OrVariant(Place.Of(training["batch"].Nodes[0])),
                    $"'{layer.Plan.Name}' measures each channel over {images * places} values, {images} images at once; take larger batches, or 'layer_norm'.");
            }
        }
    }

    /// <summary>Images that go through the tower of this index at once; 0 where it is not known.</summary>
    private static long ImagesThrough(ModelDraft draft, int tower)
    {
        BoundNode batch = draft.Spec.Training["batch"].Nodes[0];
        if (batch.IsBroken || batch.Entry is not BatchEntry entry)
        {
            return 0;
        }

        long images = entry.Images(batch.Arguments);
        bool shared = draft.Towers.Count == 1;
        return batch.Kind switch
        {
            "pairs" => shared ? images : images / 2,
            "episodes" when !shared => batch["ways"].Argument!.AsInteger() * batch[draft.Spec.Comparisons.Any(pair => pair.Left == tower) ? "queries" : "shots"].Argument!.AsInteger(),
            _ => images,
        };
    }

    private static double? Number(BoundNode node, string key) => node.Arguments.Find(key) is Argument { Type: not ArgumentType.Null } argument ? argument.AsNumber() : null;

    private static string Text(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
