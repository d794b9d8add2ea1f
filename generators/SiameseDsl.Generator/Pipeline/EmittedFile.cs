using SiameseDsl.Generator.Emit;
using SiameseDsl.Spec;
using SiameseDsl.Spec.Rules;

namespace SiameseDsl.Generator.Pipeline;

/// <summary>A generated file.</summary>
/// <param name="HintName">Its name.</param>
/// <param name="Source">Its text; empty where nothing is to be added.</param>
/// <param name="Findings">What is to be said beside it: the internal error that prevented it, or what concerns the project as a whole.</param>
internal sealed record EmittedFile(string HintName, string Source, EquatableArray<Finding> Findings = default)
{
    private const string Extension = ".g.cs";

    /// <summary>Emits one family. A defect costs this file only.</summary>
    public static EmittedFile Of(EmitInput input, CancellationToken cancellation)
    {
        if (input is not { Hint: { } hint, Context: { } context })
        {
            return new("", "", input.Findings);
        }

        try
        {
            return new(hint + Extension, FamilyEmitter.Emit(context, cancellation), input.Findings);
        }
        catch (Exception defect) when (defect is not OperationCanceledException)
        {
            return new(hint + Extension, "", EquatableArray.Of(InternalFindings.Defect(input.Path, defect)));
        }
    }

    /// <summary>Emits the registry; nothing where the project has no spec.</summary>
    public static EmittedFile Registry(FamilyLayout layout)
    {
        GeneratorSettings settings = layout.Settings;
        List<Finding> findings = [];
        foreach (string problem in settings.LevelProblems)
        {
            findings.Add(InternalFindings.Level(problem));
        }

        if (!layout.HasSpecs)
        {
            if (settings.Levels.Apply(InternalFindings.NoSpec()) is { } noSpec)
            {
                findings.Add(noSpec);
            }

            return new("", "", findings.ToEquatableArray());
        }

        if (settings.InvalidRoot is { } root)
        {
            findings.Add(InternalFindings.InvalidNamespace(root));
        }

        return new(RegistryEmitter.TypeName + Extension, RegistryEmitter.Emit(settings.Namespace, layout.Families, layout.HidingFamilies), findings.ToEquatableArray());
    }
}
