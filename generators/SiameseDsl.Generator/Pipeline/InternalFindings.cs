using SiameseDsl.Generator.Emit;
using SiameseDsl.Spec;
using SiameseDsl.Spec.Rules;

namespace SiameseDsl.Generator.Pipeline;

/// <summary>The findings that only the hosts can make: about files, settings and several specs together.</summary>
internal static class InternalFindings
{
    /// <summary>The compiler gave no text.</summary>
    public static Finding Unreadable(string path) =>
        Of(BuildRules.Unreadable, path, SourceSpan.FileStart, $"'{SpecPath.FileName(path)}' could not be read. Check that it exists, is UTF-8 text and may be read.");

    /// <summary>An exception where none should be.</summary>
    public static Finding Defect(string path, Exception defect) =>
        Of(BuildRules.Defect, path, SourceSpan.FileStart, $"The compiler failed on this file ({defect.GetType().Name}: {FirstLine(defect.Message)}). This is a defect of SiameseDsl: please report it with the file.");

    /// <summary>The root namespace is none.</summary>
    public static Finding InvalidNamespace(string root) =>
        Of(BuildRules.InvalidNamespace, "", SourceSpan.FileStart, $"The RootNamespace '{FirstLine(root)}' is no namespace. Set it to names joined by single dots, such as Acme.Faces; until then generated types are in the namespace 'Models'.");

    /// <summary>A level of the project that cannot be set.</summary>
    public static Finding Level(string problem) => Of(StructureRules.LevelCannotBeSet, "", SourceSpan.FileStart, $"The property SiameseLevels: {problem}");

    /// <summary>A part that no spec includes.</summary>
    public static Finding UnusedPart(string path) =>
        Of(StructureRules.UnusedPart, path, SourceSpan.FileStart, $"No spec includes '{SpecPath.FileName(path)}'; write it under 'include' of one, or remove it.");

    /// <summary>No spec in the project.</summary>
    public static Finding NoSpec() =>
        Of(SyntaxRules.NoSpec, "", SourceSpan.FileStart, $"The project has no file whose name ends in {SpecText.Extension}, so there are no models. Add one beside the project file.");

    /// <summary>What a clash of families says at one of the files that it concerns; <see langword="null"/> for every other file.</summary>
    /// <param name="clash">The clash.</param>
    /// <param name="path">The file.</param>
    /// <param name="place">The place of the family's name in it.</param>
    public static Finding? Clash(FamilyClash clash, string path, SourceSpan place)
    {
        if (path == clash.Path)
        {
            return Of(
                NameRules.SameModel,
                path,
                place,
                clash.OwnerPath.Length == 0
                    ? $"'{clash.Family}' would be the type {RegistryEmitter.TypeName}, which is the registry of all models. Rename the model."
                    : $"The model '{clash.Family}' is declared in '{SpecPath.FileName(clash.OwnerPath)}' as well, so this file gives no models. Rename one of the two, or make one the other's variant.");
        }

        return path != clash.OwnerPath ? null : Of(
            NameRules.SameModel,
            path,
            place,
            $"The model '{clash.Family}' is declared in '{SpecPath.FileName(clash.Path)}' as well, which gives no models. Rename one of the two, or make one the other's variant.");
    }

    private static Finding Of(Rule rule, string path, SourceSpan span, string message) => new(rule.Id, rule.Severity, path, span, message);

    private static string FirstLine(string text)
    {
        int end = text.IndexOfAny(['\r', '\n']);
        return end < 0 ? text : text.Substring(0, end);
    }
}
