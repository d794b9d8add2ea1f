using SiameseDsl.Generator.Pipeline;
using SiameseDsl.Spec;
using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Generator.Customs;

/// <summary>A spec whose classes of the user's were looked up in the user's code.</summary>
/// <param name="File">What the spec compiled to; a variant that stands on a class that cannot be used is broken.</param>
/// <param name="Creations">How the classes are made.</param>
/// <param name="Findings">What is wrong with the uses of the classes.</param>
internal sealed record CheckedFile(CompiledFile File, EquatableArray<CustomCreation> Creations, EquatableArray<Finding> Findings)
{
    /// <summary>The spec with those variants broken of which a class cannot be made.</summary>
    public static CheckedFile Of(CompiledFile file, EquatableArray<CustomCreation> creations, EquatableArray<Finding> findings)
    {
        HashSet<CustomUse> made = [];
        foreach (CustomCreation creation in creations)
        {
            made.Add(creation.Use);
        }

        FamilyPlan family = file.Spec.Family!;
        List<ModelPlan> variants = new(family.Variants.Count);
        foreach (ModelPlan variant in family.Variants)
        {
            bool isWhole = true;
            foreach (CustomUse use in variant.Customs)
            {
                isWhole &= made.Contains(use);
            }

            variants.Add(isWhole ? variant : variant with { IsBroken = true });
        }

        return new(file with { Spec = file.Spec with { Family = family with { Variants = variants.ToEquatableArray() } } }, creations, findings);
    }
}
