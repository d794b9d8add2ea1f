using SiameseDsl.Spec;

namespace SiameseDsl.Generator.Emit;

/// <summary>Writes the registry of all models of the project.</summary>
internal static class RegistryEmitter
{
    /// <summary>The registry's type name.</summary>
    public const string TypeName = "SiameseModels";

    /// <summary>The file's text, lines ended by LF. It depends on the families' type names alone.</summary>
    public static string Emit(string ns, EquatableArray<string> families, EquatableArray<string> hidingFamilies)
    {
        Names names = new(new HashSet<string>(hidingFamilies, StringComparer.Ordinal));
        SourceWriter writer = new();
        writer.Line("/// <summary>All models that were compiled into this assembly.</summary>");
        writer.Line($"[{FileFrame.GeneratedCodeAttribute(names)}]");
        writer.Line($"[{names["ExcludeFromCodeCoverage"]}]");
        writer.Line($"public static partial class {TypeName}");
        writer.Open();
        writer.Line("/// <summary>Every variant of every family, families in ordinal order.</summary>");
        string declaration = $"public static {names["IReadOnlyList"]}<{names["ModelEntry"]}> All {{ get; }} =";
        if (families.Count == 0)
        {
            writer.Line($"{declaration} [];");
        }
        else
        {
            writer.Line(declaration);
            writer.Open("[");
            foreach (string family in families)
            {
                writer.Line($".. {family}.Variants,");
            }

            writer.Close("];");
        }

        writer.Close();
        return FileFrame.Around(writer, ns, names.Namespaces);
    }
}
