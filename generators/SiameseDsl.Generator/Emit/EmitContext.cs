using SiameseDsl.Generator.Customs;
using SiameseDsl.Spec;
using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Generator.Emit;

/// <summary>All that the code of one family depends on besides its plan.</summary>
/// <param name="Plan">The family.</param>
/// <param name="Namespace">The namespace of the generated types.</param>
/// <param name="SpecFile">The spec's file name, without folders.</param>
/// <param name="SpecResource">The manifest resource that holds the spec's text.</param>
/// <param name="HidingFamilies">Families of the project whose type names hide types that generated code uses; almost always none.</param>
internal sealed record EmitContext(FamilyPlan Plan, string Namespace, string SpecFile, string SpecResource, EquatableArray<string> HidingFamilies)
{
    /// <summary>How classes of the user's are made.</summary>
    public EquatableArray<CustomCreation> Creations { get; init; }
}
