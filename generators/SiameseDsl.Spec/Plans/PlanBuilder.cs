using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Plans.Drafts;
using SiameseDsl.Spec.Rules;

namespace SiameseDsl.Spec.Plans;

/// <summary>From a bound variant to its plan. Reads as the order of the work: towers, the space they meet in, the head, what must fit each other, the training, the whole.</summary>
internal static class PlanBuilder
{
    /// <summary>Plans a variant.</summary>
    public static ModelDraft Build(FamilySpec family, ModelSpec spec)
    {
        var report = new VariantReport();
        Place sharing = SharingPlace(family, spec);
        var towerPlanner = new TowerPlanner(spec, report, sharing);
        ChainDraft[] towers = towerPlanner.IsOverfull ? [] : towerPlanner.Plan();
        bool meet = towers.Length > 0 && TowersMeet(towers, towerPlanner.Towers, report) && TiesHold(towers, report);
        if (spec.Sharing == Sharing.Partial && meet)
        {
            CheckTies(towerPlanner.Towers, towers, sharing, report);
        }

        HeadEntry? headEntry = spec.Head is { IsBroken: false } ? spec.Head.Entry as HeadEntry : null;
        LossEntry? lossEntry = spec.Loss is { IsBroken: false } ? spec.Loss.Entry as LossEntry : null;
        ChainDraft? logit = null;
        HeadPlan? head = headEntry is not null && meet ? HeadPlanner.Plan(spec.Head!, towerPlanner.HeadLayers, towers, spec.Comparisons, report, out logit) : null;
        ObjectiveChecks.Run(spec, report);
        TrainingPlanner.CheckAugmentation(spec.Training, towerPlanner.Towers, report);
        ViewChecks.Run(spec, towerPlanner.Towers, meet ? towers : [], report);

        ModelPlan plan = head is null || lossEntry is null
            ? Stub(family, spec, towerPlanner.Towers, headEntry, lossEntry)
            : Whole(family, spec, towerPlanner.Towers, towers, head, report);
        return new ModelDraft
        {
            Spec = spec,
            Plan = plan,
            Report = report,
            Towers = towers,
            Logit = logit,
            Head = headEntry,
            Loss = lossEntry,
            Losses = LossParts.Of(spec.Loss),
            Batch = TrainingPlanner.Batch(spec.Training),
            TowersMeet = meet,
        };
    }

    // Where a form of sharing was said is known only by its place: one that the base has too is inherited.
    private static Place SharingPlace(FamilySpec family, ModelSpec spec)
    {
        bool inherited = ReferenceEquals(spec, family.Variants[0]) || spec.SharingSpan == family.Variants[0].SharingSpan;
        return new Place(spec.SharingSpan, inherited ? Origin.Base : spec.Combination.Count > 0 ? Origin.Matrix : Origin.Variant);
    }

    private static bool TowersMeet(ChainDraft[] towers, IReadOnlyList<TowerDraft> drafts, VariantReport report)
    {
        foreach (ChainDraft tower in towers)
        {
            if (tower.IsBroken)
            {
                return false;
            }
        }

        for (int i = 1; i < towers.Length; i++)
        {
            if (towers[i].Output != towers[0].Output)
            {
                LayerDraft? last = towers[i].Layers.Count == 0 ? null : towers[i].Layers[towers[i].Layers.Count - 1];
                report.Add(
                    ShapeRules.TowersDoNotMeet,
                    last is null ? drafts[i].Place : Place.OfPatched(last.Node),
                    $"The tower '{drafts[i].Name}' gives {Shape.Text(towers[i].Output)} and the tower '{drafts[0].Name}' gives {Shape.Text(towers[0].Output)}; towers meet in one embedding space, so let all end in the same shape.");
                return false;
            }
        }

        return true;
    }

    /// <summary>A tied layer is one module: what reaches it must have the same shape of weights in every tower.</summary>
    private static bool TiesHold(ChainDraft[] towers, VariantReport report)
    {
        if (towers.Length < 2)
        {
            return true;
        }

        var first = new Dictionary<string, LayerDraft>(StringComparer.Ordinal);
        bool hold = true;
        foreach (ChainDraft tower in towers)
        {
            foreach (LayerDraft layer in Flat(tower))
            {
                if (!layer.Plan.Tied || layer.Plan.Field is not string field)
                {
                    continue;
                }

                if (!first.TryGetValue(field, out LayerDraft? other))
                {
                    first.Add(field, layer);
                }
                else if (!layer.Entry.SameWeights(other.Plan.Input, layer.Plan.Input, layer.Plan.Arguments))
                {
                    hold = false;
                    report.Add(
                        ShapeRules.TiedLayerDiffers,
                        layer.Place,
                        $"'{layer.Plan.Name}' is tied between the towers, but {Shape.Text(other.Plan.Input)} reaches it in one and {Shape.Text(layer.Plan.Input)} in another; untie it, or bring both to the same shape before it.");
                }
            }
        }

        return hold;
    }

    private static void CheckTies(IReadOnlyList<TowerDraft> drafts, ChainDraft[] towers, Place sharing, VariantReport report)
    {
        bool anyTied = false;
        bool anyFree = false;
        foreach (LayerDraft layer in towers.SelectMany(Flat))
        {
            if (layer.Plan.Parameters > 0 && layer.Plan.Field is not null)
            {
                anyTied |= layer.Plan.Tied;
                anyFree |= !layer.Plan.Tied;
            }
        }

        // With different inputs, tying everything is a choice that only partial sharing can express.
        bool sameInputs = drafts.All(draft => draft.Input.Shape == drafts[0].Input.Shape && draft.Transforms.Count == 0);
        if (anyTied && !anyFree && sameInputs)
        {
            report.Add(ReferenceRules.SharingForm, sharing, "With 'sharing: partial' every layer is tied here, which is 'sharing: shared'; write that, or untie a layer with 'shared: false'.");
        }
        else if (anyFree && !anyTied)
        {
            report.Add(ReferenceRules.SharingForm, sharing, "With 'sharing: partial' no layer is tied here, which is 'sharing: separate'; write that, or leave a layer tied.");
        }
    }

    private static ModelPlan Whole(FamilySpec family, ModelSpec spec, IReadOnlyList<TowerDraft> drafts, ChainDraft[] chains, HeadPlan head, VariantReport report)
    {
        var towers = new TowerPlan[chains.Length];
        var counted = new HashSet<string>(StringComparer.Ordinal);
        long parameters = head.Calibrated ? 2 : 0;
        bool batchNorm = false;
        bool convolution = false;
        for (int i = 0; i < chains.Length; i++)
        {
            long macs = 0;
            foreach (LayerDraft layer in chains[i].Layers)
            {
                macs = Shape.Add(macs, layer.Plan.Macs);
            }

            foreach (LayerDraft layer in Flat(chains[i]))
            {
                // Nobody knows what a class of the user's holds.
                batchNorm |= layer.Entry is Catalog.Layers.BatchNormEntry or Catalog.Layers.CustomEntry;
                convolution |= layer.Entry is Catalog.Layers.ConvEntry or Catalog.Layers.SeparableConvEntry;
                if (layer.Plan.Field is string field && counted.Add(field))
                {
                    parameters = Shape.Add(parameters, layer.Plan.Parameters);
                }
            }

            towers[i] = Tower(drafts[i], chains[i].Plans, macs);
        }

        foreach (LayerPlan layer in (LayerPlan[])[.. head.Layers, .. head.Map])
        {
            parameters = Shape.Add(parameters, layer.Parameters);
        }

        if (parameters > ModelLimits.Parameters)
        {
            report.Add(
                ShapeRules.TooLarge,
                drafts[0].Place,
                FormattableString.Invariant($"The model would have {parameters:N0} weights; a model may have {ModelLimits.Parameters:N0}. Make its largest layers smaller."));
        }

        TrainingPlan training = TrainingPlanner.Plan(spec.Training, spec.Tuned);
        DistanceScale scale = DistanceRange.Of(spec.Head!, chains, spec.Comparisons);
        ObjectiveChecks.CheckMargins(spec, scale, report);
        ComponentPlan lossPlan = LossPlanner.Plan(spec.Loss!, scale);
        EquatableArray<ResolvedSetting> resolved = ResolvedSettings.Of(spec.Sharing, towers, spec.Comparisons, head, ViewChecks.Of(spec), lossPlan, training);
        EquatableArray<long> embedding = ViewChecks.Joined(chains[0].Output, ViewChecks.Of(spec));
        return new ModelPlan
        {
            Family = family.Name,
            Variant = spec.Variant,
            TypeName = CSharpName.Pascal(spec.Variant),
            Summary = spec.Summary,
            IsBroken = spec.IsBroken || report.HasErrors,
            PlanHash = ResolvedSettings.Hash(resolved),
            Sharing = spec.Sharing,
            Towers = new EquatableArray<TowerPlan>(towers),
            Comparisons = spec.Comparisons.ToEquatableArray(),
            // Batch norm must see both branches as one batch; dense layers are faster so, convolutions are not. Towers that differ cannot be joined at all.
            JointBatch = towers.Length == 1 && (batchNorm || !convolution),
            Head = head,
            Views = ViewChecks.Of(spec),
            Loss = lossPlan,
            Training = training,
            EmbeddingSize = Shape.Elements(embedding),
            EmbeddingShape = embedding,
            ParameterCount = parameters,
            Macs = towers[0].Macs,
            Customs = CustomUses.Of(spec),
            Resolved = resolved,
        };
    }

    /// <summary>What is known of a broken variant: enough for its public surface, no numbers.</summary>
    private static ModelPlan Stub(FamilySpec family, ModelSpec spec, IReadOnlyList<TowerDraft> drafts, HeadEntry? head, LossEntry? loss)
    {
        var towers = new TowerPlan[drafts.Count];
        for (int i = 0; i < towers.Length; i++)
        {
            towers[i] = Tower(drafts[i], default, 0);
        }

        return new ModelPlan
        {
            Family = family.Name,
            Variant = spec.Variant,
            TypeName = CSharpName.Pascal(spec.Variant),
            Summary = spec.Summary,
            IsBroken = true,
            PlanHash = "",
            Sharing = spec.Sharing,
            Towers = new EquatableArray<TowerPlan>(towers),
            Comparisons = spec.Comparisons.ToEquatableArray(),
            JointBatch = false,
            // Of an unknown head the widest surface is assumed, so that code that calls Distance shows no error of its own.
            Head = new HeadPlan { Kind = head?.Kind ?? "", Arguments = default, Layers = default, Calibrated = false, IsMetric = head?.IsMetric ?? true, IsSymmetric = head?.IsSymmetric ?? true },
            Views = ModelPlan.OneView,
            Loss = loss is null ? new ComponentPlan("", default) : new ComponentPlan(loss.Kind, spec.Loss!.Arguments, TrainingPlanner.Component(spec.Loss).Parts),
            Training = TrainingPlanner.Plan(spec.Training, spec.Tuned),
            EmbeddingSize = 0,
            EmbeddingShape = default,
            ParameterCount = 0,
            Macs = 0,
            Customs = CustomUses.Of(spec),
            Resolved = default,
        };
    }

    private static TowerPlan Tower(TowerDraft draft, EquatableArray<LayerPlan> layers, long macs) =>
        new() { Name = draft.Name, TypeName = draft.TypeName, InputShape = draft.Input.Shape, Vocabulary = draft.Input.Vocabulary, Layers = layers, Macs = macs };

    /// <summary>All operations with those inside composites.</summary>
    public static IEnumerable<LayerDraft> Flat(ChainDraft chain)
    {
        foreach (LayerDraft layer in chain.Layers)
        {
            yield return layer;
            foreach (ChainDraft branch in layer.Branches)
            {
                foreach (LayerDraft inner in Flat(branch))
                {
                    yield return inner;
                }
            }
        }
    }
}
