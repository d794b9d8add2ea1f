using SiameseDsl.Generator.Emit;

namespace SiameseDsl.Generator.Pipeline;

/// <summary>All that one family's source depends on, and the name of its file.</summary>
/// <param name="Path">The spec's path, for an internal error.</param>
/// <param name="Hint">The generated file's name without <c>.g.cs</c>; <see langword="null"/> where the family's name is taken and nothing is emitted.</param>
/// <param name="Context">What the emitters read.</param>
internal sealed record EmitInput(string Path, string? Hint, EmitContext Context)
{
    /// <summary>Puts together what concerns one file.</summary>
    public static EmitInput Of(PlannedFile file, FamilyLayout layout, GeneratorSettings settings) => new(
        file.Path,
        layout.HintOf(file.Path),
        new EmitContext(file.Family, settings.Namespace, SpecPath.FileName(file.Path), SpecPath.Resource(file.Path, settings.ProjectDirectory), layout.HidingFamilies));
}
