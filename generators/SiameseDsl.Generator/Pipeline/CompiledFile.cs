using SiameseDsl.Spec;

namespace SiameseDsl.Generator.Pipeline;

/// <summary>A spec's path and what it compiled to.</summary>
internal sealed record CompiledFile(string Path, CompiledSpec Spec)
{
    /// <summary>What all files together need to know of this one.</summary>
    public FileHeading Heading => new(Path, Spec.Family?.Name ?? "", Spec.Family?.TypeName ?? "");
}

/// <summary>A path and the family's name as written and in C#; both empty where the file has no family.</summary>
internal sealed record FileHeading(string Path, string Family, string TypeName);
