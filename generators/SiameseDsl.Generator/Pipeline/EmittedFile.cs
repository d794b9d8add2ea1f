using SiameseDsl.Generator.Emit;
using SiameseDsl.Spec;

namespace SiameseDsl.Generator.Pipeline;

/// <summary>A generated file.</summary>
/// <param name="HintName">Its name.</param>
/// <param name="Source">Its text; empty where nothing is to be added.</param>
/// <param name="Defect">The internal error that prevented it.</param>
internal sealed record EmittedFile(string HintName, string Source, Finding? Defect = null)
{
    private const string Extension = ".g.cs";

    /// <summary>Emits one family. A defect costs this file only.</summary>
    public static EmittedFile Of(EmitInput input, CancellationToken cancellation)
    {
        if (input.Hint is not { } hint)
        {
            return new("", "");
        }

        try
        {
            return new(hint + Extension, FamilyEmitter.Emit(input.Context, cancellation));
        }
        catch (Exception defect) when (defect is not OperationCanceledException)
        {
            return new(hint + Extension, "", InternalFindings.Defect(input.Path, defect));
        }
    }

    /// <summary>Emits the registry; nothing where the project has no spec.</summary>
    public static EmittedFile Registry(FamilyLayout layout, GeneratorSettings settings) => layout.HasSpecs
        ? new(RegistryEmitter.TypeName + Extension, RegistryEmitter.Emit(settings.Namespace, layout.Families, layout.HidingFamilies))
        : new("", "");
}
