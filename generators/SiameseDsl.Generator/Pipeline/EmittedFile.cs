using SiameseDsl.Generator.Emit;
using SiameseDsl.Spec;

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
            return new("", "");
        }

        try
        {
            return new(hint + Extension, FamilyEmitter.Emit(context, cancellation));
        }
        catch (Exception defect) when (defect is not OperationCanceledException)
        {
            return new(hint + Extension, "", EquatableArray.Of(InternalFindings.Defect(input.Path, defect)));
        }
    }

    /// <summary>Emits the registry; nothing where the project has no spec.</summary>
    public static EmittedFile Registry(FamilyLayout layout)
    {
        if (!layout.HasSpecs)
        {
            return new("", "", EquatableArray.Of(InternalFindings.NoSpec()));
        }

        string source = RegistryEmitter.Emit(layout.Settings.Namespace, layout.Families, layout.HidingFamilies);
        return new(RegistryEmitter.TypeName + Extension, source, layout.Settings.InvalidRoot is { } root ? EquatableArray.Of(InternalFindings.InvalidNamespace(root)) : default);
    }
}
