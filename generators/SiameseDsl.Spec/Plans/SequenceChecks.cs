using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Plans.Drafts;
using SiameseDsl.Spec.Rules;

namespace SiameseDsl.Spec.Plans;

/// <summary>What fits by its shape and is still a mistake: a sequence read along the wrong dimension, steps mixed by layers that cannot tell their order.</summary>
internal static class SequenceChecks
{
    /// <summary>Whether the layer reads a sequence the other way round than the layer before it gives it.</summary>
    public static bool IsTurned(LayerEntry entry, EquatableArray<Argument> arguments, EquatableArray<long> input, TensorFacts facts)
    {
        SequenceLayout read = entry.Reads(arguments);
        return input.Count == 2 && facts.Layout != SequenceLayout.None && read != SequenceLayout.None && facts.Layout != read;
    }

    /// <summary>The layout as messages write it.</summary>
    public static string Words(SequenceLayout layout) => layout == SequenceLayout.ChannelsFirst ? "(channels, length)" : "(length, features)";

    /// <summary>Reports what is wrong with a layer that fits.</summary>
    /// <param name="report">Takes the findings.</param>
    /// <param name="slot">The layer.</param>
    /// <param name="entry">Its entry.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="start">What arrives.</param>
    public static void Report(VariantReport report, LayerSlot slot, LayerEntry entry, EquatableArray<Argument> arguments, ChainDraft start)
    {
        if (IsTurned(entry, arguments, start.Output, start.Facts))
        {
            report.Add(
                LayerRules.LayoutMixedUp,
                Place.OfPatched(slot.Node),
                $"'{slot.Name}' reads {Words(entry.Reads(arguments))}, but {start.Maker} gives {Shape.Text(start.Output)} as {Words(start.Facts.Layout)}, so that it takes one for the other; put 'transpose' before it.");
        }

        if (start.Facts.Order == StepOrder.Mixed && entry.ForgetsSteps(arguments))
        {
            report.Add(
                LayerRules.OrderUnseen,
                Place.OfPatched(slot.Node),
                $"'{slot.Name}' puts the steps of {start.Maker} together, but no layer so far can tell their order: attention looks at steps without regard to their places; put 'positions' before the 'transformer'.");
        }
    }
}
