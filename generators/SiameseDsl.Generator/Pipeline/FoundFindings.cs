using SiameseDsl.Spec;

namespace SiameseDsl.Generator.Pipeline;

/// <summary>Findings as one value of the pipeline.</summary>
/// <param name="Findings">The findings.</param>
internal sealed record FoundFindings(EquatableArray<Finding> Findings);
