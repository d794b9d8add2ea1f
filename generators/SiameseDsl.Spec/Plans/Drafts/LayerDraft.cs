using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Catalog;

namespace SiameseDsl.Spec.Plans.Drafts;

/// <summary>A planned operation with what the rules ask: its facts and its place in the spec.</summary>
/// <param name="Node">The layer as bound; for an activation inside a layer, that layer.</param>
/// <param name="Entry">The operation's entry.</param>
/// <param name="Plan">Its plan.</param>
/// <param name="Facts">What is known of what leaves it.</param>
/// <param name="Place">Where it is written: the kind, or the value of <c>activation:</c>.</param>
/// <param name="Branches">For a residual: body and shortcut. For parallel branches: one list a branch.</param>
internal sealed record LayerDraft(BoundNode Node, LayerEntry Entry, LayerPlan Plan, TensorFacts Facts, Place Place, IReadOnlyList<ChainDraft> Branches);

/// <summary>A planned list of operations.</summary>
internal sealed class ChainDraft
{
    /// <summary>The operations in order, as far as they could be planned.</summary>
    public required IReadOnlyList<LayerDraft> Layers { get; init; }

    /// <summary>The shape that leaves.</summary>
    public required EquatableArray<long> Output { get; init; }

    /// <summary>What is known of what leaves.</summary>
    public required TensorFacts Facts { get; init; }

    /// <summary>The layer that gave the output, for messages: <c>'conv1'</c>, <c>the input</c>.</summary>
    public required string Maker { get; init; }

    /// <summary>Whether planning stopped at an error.</summary>
    public required bool IsBroken { get; init; }

    /// <summary>The operations' plans.</summary>
    public EquatableArray<LayerPlan> Plans
    {
        get
        {
            var plans = new LayerPlan[Layers.Count];
            for (int i = 0; i < plans.Length; i++)
            {
                plans[i] = Layers[i].Plan;
            }

            return new EquatableArray<LayerPlan>(plans);
        }
    }

    /// <summary>The operation since which <paramref name="property"/> has held up to the end; <see langword="null"/> where it does not hold, or held from the input on.</summary>
    public LayerDraft? Since(Func<TensorFacts, bool> property)
    {
        int first = Layers.Count;
        while (first > 0 && property(Layers[first - 1].Facts))
        {
            first--;
        }

        return first < Layers.Count ? Layers[first] : null;
    }
}
