using System.Collections.Immutable;
using SiameseDsl.Spec;

namespace SiameseDsl.Generator.Pipeline;

/// <summary>The headings of all files as one value of the pipeline.</summary>
/// <param name="All">The headings in the order of the files.</param>
internal sealed record FileHeadings(EquatableArray<FileHeading> All)
{
    /// <summary>Takes what the pipeline collected.</summary>
    public static FileHeadings Of(ImmutableArray<FileHeading> headings) => new(headings.ToEquatableArray());
}
