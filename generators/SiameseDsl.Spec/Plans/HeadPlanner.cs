using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Plans.Drafts;
using SiameseDsl.Spec.Rules;

namespace SiameseDsl.Spec.Plans;

/// <summary>Plans what compares two embeddings.</summary>
internal static class HeadPlanner
{
    /// <summary>Whether the head has a learned scale and bias.</summary>
    public static bool IsCalibrated(BoundNode? head) => head is { IsBroken: false } && head.Entry is HeadEntry { IsMetric: true } && head.Arguments.Find("calibrated") is { Text: "true" };

    /// <summary>Whether layers stand behind the head's combination.</summary>
    public static bool TakesLayers(BoundNode head) => head.Entry is HeadEntry { TakesLayers: true };

    /// <summary>Plans the head over the towers' embeddings.</summary>
    /// <param name="head">The head as bound.</param>
    /// <param name="layers">Its layers, named.</param>
    /// <param name="towers">The towers, all planned and of one output shape.</param>
    /// <param name="report">Takes the findings.</param>
    /// <param name="logit">The layers behind the combination, for heads that have them.</param>
    /// <returns>The plan, or <see langword="null"/> where an error was found.</returns>
    public static HeadPlan? Plan(BoundNode head, IReadOnlyList<LayerSlot> layers, IReadOnlyList<ChainDraft> towers, VariantReport report, out ChainDraft? logit)
    {
        logit = null;
        var entry = (HeadEntry)head.Entry;
        ChainDraft left = towers[0];
        ChainDraft right = towers[towers.Count > 1 ? 1 : 0];
        if (!entry.TakesLayers)
        {
            if (left.Output.Count != 1)
            {
                report.Add(
                    ShapeRules.DoesNotFit,
                    Place.Of(head),
                    $"'{head.Kind}' needs a vector, but {left.Maker} gives {Shape.Text(left.Output)}; end the tower with 'flatten', a global pool or a 'dense' behind one of them.");
                return null;
            }

            return Make(head, entry, default, IsCalibrated(head), entry.IsSymmetric);
        }

        string maker = $"the head's combination '{head.Kind}'";
        var planner = new ChainPlanner(report, "", severalTowers: false);
        logit = planner.Plan(layers, ChainPlanner.Start(Combine(entry, left.Output), Combine(entry, left.Facts, right.Facts), maker));
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

    private static HeadPlan Make(BoundNode head, HeadEntry entry, EquatableArray<LayerPlan> layers, bool calibrated, bool symmetric) => new()
    {
        Kind = head.Kind,
        Arguments = head.Arguments,
        Layers = layers,
        Calibrated = calibrated,
        IsMetric = entry.IsMetric,
        IsSymmetric = symmetric,
    };

    private static EquatableArray<long> Combine(HeadEntry entry, EquatableArray<long> embedding)
    {
        long[] shape = [.. embedding];
        shape[0] = Shape.Multiply(shape[0], entry.Widening);
        return new EquatableArray<long>(shape);
    }

    private static TensorFacts Combine(HeadEntry entry, TensorFacts a, TensorFacts b)
    {
        (double minimum, double maximum) = entry.Kind switch
        {
            "concat" => (Math.Min(a.Minimum, b.Minimum), Math.Max(a.Maximum, b.Maximum)),
            "l1" => (0, DistanceRange.LargestDifference(a, b)),
            "product" => Product(a, b),
            _ => (double.NegativeInfinity, double.PositiveInfinity),
        };
        return new TensorFacts
        {
            Minimum = minimum,
            Maximum = maximum,
            // A product of two sigmoids is flat where they are; a difference is not bounded by anything that saturates.
            Saturating = entry.Kind != "l1" && a.Saturating && b.Saturating,
            Interaction = entry.Interacts ? Interaction.Full : Interaction.Separable,
            Symmetric = entry.IsSymmetric,
            Source = entry.Kind,
        };
    }

    private static (double Minimum, double Maximum) Product(TensorFacts a, TensorFacts b)
    {
        if (double.IsInfinity(a.Minimum) || double.IsInfinity(a.Maximum) || double.IsInfinity(b.Minimum) || double.IsInfinity(b.Maximum))
        {
            bool sameSign = (a.Minimum >= 0 && b.Minimum >= 0) || (a.Maximum <= 0 && b.Maximum <= 0);
            return (sameSign ? 0 : double.NegativeInfinity, double.PositiveInfinity);
        }

        double p = a.Minimum * b.Minimum;
        double q = a.Minimum * b.Maximum;
        double r = a.Maximum * b.Minimum;
        double s = a.Maximum * b.Maximum;
        return (Math.Min(Math.Min(p, q), Math.Min(r, s)), Math.Max(Math.Max(p, q), Math.Max(r, s)));
    }
}
