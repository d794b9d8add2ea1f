using SiameseDsl.Spec;

namespace SiameseDsl.Generator.Pipeline;

/// <summary>A spec's path and what it compiled to.</summary>
/// <param name="Path">The path.</param>
/// <param name="Spec">What it compiled to.</param>
/// <param name="Parts">The paths of the parts that it includes.</param>
internal sealed record CompiledFile(string Path, CompiledSpec Spec, EquatableArray<string> Parts)
{
    /// <summary>What all files together need to know of this one.</summary>
    public FileHeading Heading => new(Path, Spec.Family?.Name ?? "", Spec.Family?.TypeName ?? "", PartUse.Of(Spec, Parts));
}

/// <summary>What all files together need to know of one.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Family">The family's name as written; empty where the file has no family.</param>
/// <param name="TypeName">The family's name in C#; empty where the file has no family.</param>
/// <param name="Parts">What it has to do with parts.</param>
internal sealed record FileHeading(string Path, string Family, string TypeName, PartUse Parts);
