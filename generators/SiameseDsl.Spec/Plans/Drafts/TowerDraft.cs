using SiameseDsl.Spec.Binding;

namespace SiameseDsl.Spec.Plans.Drafts;

/// <summary>A branch before shapes are known: what it takes and its unrolled layers.</summary>
/// <param name="Name">The tower's name.</param>
/// <param name="TypeName">Its name in C#; empty for the only tower.</param>
/// <param name="Prefix">What stands before the names of its own layers in fields and weight keys.</param>
/// <param name="Place">Where the tower is written.</param>
/// <param name="Input">What it takes.</param>
/// <param name="Transforms">Its fixed transforms.</param>
/// <param name="Layers">Its layers, the trunk's included.</param>
internal sealed record TowerDraft(string Name, string TypeName, string Prefix, Place Place, BranchInput Input, IReadOnlyList<LayerSlot> Transforms, IReadOnlyList<LayerSlot> Layers);
