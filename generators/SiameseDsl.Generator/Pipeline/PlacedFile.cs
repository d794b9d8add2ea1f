using System.Collections.Immutable;
using SiameseDsl.Generator.Customs;

namespace SiameseDsl.Generator.Pipeline;

/// <summary>A compiled file and what all files decide together, as one value of the pipeline.</summary>
/// <param name="File">The file.</param>
/// <param name="Layout">What all decide.</param>
internal sealed record PlacedFile(CompiledFile File, FamilyLayout Layout)
{
    /// <summary>The file where it names classes of the user's; else nothing.</summary>
    public static ImmutableArray<PlacedFile> OfCustom(CompiledFile file, FamilyLayout layout) => CustomTypes.AreIn(file) ? [new(file, layout)] : [];
}
