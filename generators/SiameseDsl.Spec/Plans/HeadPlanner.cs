using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Plans.Drafts;
using SiameseDsl.Spec.Rules;

namespace SiameseDsl.Spec.Plans;

/// <summary>Plans what compares two embeddings.</summary>
internal static class HeadPlanner
{
    /// <summary>Whether the head has a learned scale and bias.</summary>
    public static bool IsCalibrated(BoundNode? head) => head is { IsBroken: false } && head.Entry is HeadEntry && head.Arguments.Find("calibrated") is { Text: "true" };

    /// <summary>Whether layers stand behind the head's combination.</summary>
    public static bool TakesLayers(BoundNode head) => head.Entry is HeadEntry { TakesLayers: true };

    /// <summary>The name of the head's own linear map, which is also its field; <see langword="null"/> for a head without one.</summary>
    public static string? MapName(BoundNode? head) => head is { IsBroken: false } && head.Entry is HeadEntry { MapName: string name } ? "head-" + name : null;

    /// <summary>The field of a head that is a class of the user's; <see langword="null"/> for all others.</summary>
    public static string? FieldName(BoundNode? head) => head is { IsBroken: false } && head.Entry is HeadEntry entry ? entry.FieldName : null;

    /// <summary>Plans the head over the towers' embeddings.</summary>
    /// <param name="head">The head as bound.</param>
    /// <param name="layers">Its layers, named.</param>
    /// <param name="towers">The towers, all planned and of one output shape.</param>
    /// <param name="compared">Which of them are compared.</param>
    /// <param name="report">Takes the findings.</param>
    /// <param name="logit">The layers behind the combination, for heads that have them.</param>
    /// <returns>The plan, or <see langword="null"/> where an error was found.</returns>
    public static HeadPlan? Plan(BoundNode head, IReadOnlyList<LayerSlot> layers, IReadOnlyList<ChainDraft> towers, IReadOnlyList<TowerPair> compared, VariantReport report, out ChainDraft? logit)
    {
        logit = null;
        var entry = (HeadEntry)head.Entry;
        ChainDraft left = towers[0];
        if (entry.Custom == CustomRole.Head)
        {
            return Make(head, entry, EquatableArray.Of(PlanCustom(head, entry, left)), calibrated: false, entry.IsSymmetricWith(head.Arguments));
        }

        if (!entry.TakesLayers)
        {
            if (left.Output.Count != 1)
            {
                string pool = left.Output.Count == 2 && left.Facts.Layout == SequenceLayout.FeaturesLast ? "'sequence_pool'" : "a global pool";
                report.Add(
                    ShapeRules.DoesNotFit,
                    Place.Of(head),
                    $"'{head.Kind}' needs a vector, but {left.Maker} gives {Shape.Text(left.Output)}; end the tower with 'flatten', {pool} or a 'dense' behind one of them.");
                return null;
            }

            LayerPlan? map = null;
            if (MapName(head) is string name && (map = PlanMap(head, entry, name, left, report)) is null)
            {
                return null;
            }

            return Make(head, entry, default, IsCalibrated(head), entry.IsSymmetricWith(head.Arguments)) with { Map = map is null ? default : EquatableArray.Of(map) };
        }

        string maker = $"the head's combination '{head.Kind}'";
        var planner = new ChainPlanner(report, "", severalTowers: false);
        logit = planner.Plan(layers, ChainPlanner.Start(Combine(entry, left.Output), Combine(head, entry, Known(compared.Select(pair => towers[pair.Left])), Known(compared.Select(pair => towers[pair.Right]))), maker));
        if (logit.IsBroken)
        {
            return null;
        }

        if (logit.Output.Count != 1 || logit.Output[0] != 1)
        {
            Place place = layers.Count == 0 ? Place.Of(head) : Place.OfPatched(layers[layers.Count - 1].Node);
            report.Add(ShapeRules.NotOneLogit, place, $"The head '{head.Kind}' must end in one value, the logit, but {logit.Maker} gives {Shape.Text(logit.Output)}; end its layers with 'dense: 1'.");
            return null;
        }

        return Make(head, entry, logit.Plans, calibrated: false, logit.Facts.Symmetric);
    }

    /// <summary>What is known of an embedding that comes from any of these towers.</summary>
    private static TensorFacts Known(IEnumerable<ChainDraft> towers) => towers.Select(tower => tower.Facts).Aggregate((a, b) => a.Or(b));

    private static HeadPlan Make(BoundNode head, HeadEntry entry, EquatableArray<LayerPlan> layers, bool calibrated, bool symmetric) => new()
    {
        Kind = head.Kind,
        Arguments = head.Arguments,
        Layers = layers,
        Calibrated = calibrated,
        IsMetric = entry.IsMetric,
        IsPlainSimilarity = entry.IsSimilarity && !entry.IsMetric,
        IsSymmetric = symmetric,
    };

    // The module is a layer of the head's like any other, but that it takes two embeddings.
    private static LayerPlan PlanCustom(BoundNode head, HeadEntry entry, ChainDraft embedding) => new()
    {
        Kind = head.Kind,
        Name = entry.FieldName!,
        Arguments = head.Arguments,
        Field = entry.FieldName,
        WeightKey = entry.FieldName,
        Input = embedding.Output,
        Output = EquatableArray.Of(1L),
    };

    private static LayerPlan? PlanMap(BoundNode head, HeadEntry entry, string name, ChainDraft embedding, VariantReport report)
    {
        long size = embedding.Output[0];
        long units = entry.RankKey is string key && head.Arguments.Get(key) is { Type: ArgumentType.Integer } rank ? rank.AsInteger() : size;
        if (units > size)
        {
            report.Add(ShapeRules.DoesNotFit, Place.Of(head, entry.RankKey!), $"'{head.Kind}' needs an embedding of at least {units} values for a rank of {units}, but {embedding.Maker} gives {Shape.Text(embedding.Output)}; lower the rank.");
            return null;
        }

        long weights = Shape.Multiply(size, units);
        if (weights > ModelLimits.Parameters)
        {
            report.Add(ShapeRules.TooLarge, Place.Of(head), FormattableString.Invariant($"'{head.Kind}' would have {weights:N0} weights; a model may have {ModelLimits.Parameters:N0}. Make the embedding smaller."));
            return null;
        }

        return new LayerPlan
        {
            Kind = "dense",
            Name = name,
            Arguments = EquatableArray.Of(new Argument("units", ArgumentType.Integer, units.ToString(System.Globalization.CultureInfo.InvariantCulture)), new Argument("bias", ArgumentType.Boolean, "false")),
            Field = CSharpName.Camel(name),
            WeightKey = CSharpName.WeightKey(name),
            Input = embedding.Output,
            Output = EquatableArray.Of(units),
            Parameters = weights,
            Macs = weights,
        };
    }

    private static EquatableArray<long> Combine(HeadEntry entry, EquatableArray<long> embedding)
    {
        long[] shape = [.. embedding];
        shape[0] = Shape.Multiply(shape[0], entry.Widening);
        return new EquatableArray<long>(shape);
    }

    private static TensorFacts Combine(BoundNode head, HeadEntry entry, TensorFacts a, TensorFacts b)
    {
        (double minimum, double maximum) = entry.Kind switch
        {
            "concat" or "relation" => (Math.Min(a.Minimum, b.Minimum), Math.Max(a.Maximum, b.Maximum)),
            "l1" => (0, DistanceRange.LargestDifference(a, b)),
            "product" => DistanceRange.Product(a, b),
            _ => (double.NegativeInfinity, double.PositiveInfinity),
        };
        return new TensorFacts
        {
            Minimum = minimum,
            Maximum = maximum,
            // A product of two sigmoids is flat where they are; a difference is not bounded by anything that saturates.
            Saturating = entry.Kind != "l1" && a.Saturating && b.Saturating,
            Interaction = entry.Interacts ? Interaction.Full : Interaction.Separable,
            Symmetric = entry.IsSymmetricWith(head.Arguments),
            Source = entry.Kind,
        };
    }
}
