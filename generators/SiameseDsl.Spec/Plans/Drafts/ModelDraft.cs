using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Catalog;

namespace SiameseDsl.Spec.Plans.Drafts;

/// <summary>A variant with its plan and all that the rules about learning ask.</summary>
internal sealed class ModelDraft
{
    /// <summary>The variant as bound.</summary>
    public required ModelSpec Spec { get; init; }

    /// <summary>Its plan.</summary>
    public required ModelPlan Plan { get; init; }

    /// <summary>Its findings.</summary>
    public required VariantReport Report { get; init; }

    /// <summary>The towers, as far as they could be planned.</summary>
    public required IReadOnlyList<ChainDraft> Towers { get; init; }

    /// <summary>The layers behind the head's combination; <see langword="null"/> for a head without layers, or where it could not be planned.</summary>
    public required ChainDraft? Logit { get; init; }

    /// <summary>The head's entry; <see langword="null"/> where it is broken.</summary>
    public required HeadEntry? Head { get; init; }

    /// <summary>The loss's entry; <see langword="null"/> where it is broken.</summary>
    public required LossEntry? Loss { get; init; }

    /// <summary>The losses: those of a sum, else the one; none where it is broken.</summary>
    public required IReadOnlyList<BoundNode> Losses { get; init; }

    /// <summary>The batch as written; <see langword="null"/> for the loss's default.</summary>
    public required BoundNode? Batch { get; init; }

    /// <summary>Whether every tower could be planned and all give the same shape.</summary>
    public required bool TowersMeet { get; init; }
}
