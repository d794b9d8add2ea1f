using SiameseDsl.Generator.Customs;
using SiameseDsl.Generator.Emit;
using SiameseDsl.Spec;

namespace SiameseDsl.Generator.Pipeline;

/// <summary>All that one family's source depends on, and the name of its file. Both are <see langword="null"/> where the file gives no source: it has no family, or the family's name is taken.</summary>
/// <param name="Path">The spec's path, for an internal error.</param>
/// <param name="Hint">The generated file's name without <c>.g.cs</c>.</param>
/// <param name="Context">What the emitters read.</param>
internal sealed record EmitInput(string Path, string? Hint, EmitContext? Context)
{
    /// <summary>What is wrong with the classes of the user's, with positions: such a file is emitted anew when its lines move.</summary>
    public EquatableArray<Finding> Findings { get; init; }

    /// <summary>Puts together what concerns one file.</summary>
    public static EmitInput Of(CompiledFile file, FamilyLayout layout)
    {
        // A family with classes of the user's is emitted once those are looked up.
        return CustomTypes.AreIn(file) ? new(file.Path, null, null) : Of(file, default, layout);
    }

    /// <summary>Puts together what concerns one file with classes of the user's.</summary>
    public static EmitInput Of(CheckedFile file, FamilyLayout layout) => Of(file.File, file.Creations, layout) with { Findings = file.Findings };

    private static EmitInput Of(CompiledFile file, EquatableArray<CustomCreation> creations, FamilyLayout layout)
    {
        if (file.Spec.Family is not { } family || layout.HintOf(file.Path) is not { } hint)
        {
            return new(file.Path, null, null);
        }

        GeneratorSettings settings = layout.Settings;
        return new(file.Path, hint, new(family, settings.Namespace, SpecPath.FileName(file.Path), SpecPath.Resource(file.Path, settings.ProjectDirectory), layout.HidingFamilies) { Creations = creations });
    }
}
