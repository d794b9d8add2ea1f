using SiameseDsl.Spec.Rules;
using SiameseDsl.Spec.Yaml;

namespace SiameseDsl.Spec.Binding;

/// <summary>Checks single names and words what is wrong with them.</summary>
internal static class NameChecks
{
    /// <summary>Whether a name has the form of names; reports it where it has not.</summary>
    public static bool HasForm(FindingBag findings, string what, string name, SourceSpan span)
    {
        if (CSharpName.IsValid(name))
        {
            return true;
        }

        string repaired = CSharpName.Repair(name);
        bool fits = CSharpName.IsValid(repaired);
        string proposal = fits ? $", such as '{repaired}'" : "";
        findings.Add(
            NameRules.BadName,
            span,
            $"'{YamlScalar.Shorten(name)}' is not a name for a {what}; write letters and digits, beginning with a letter, in parts joined by single hyphens{proposal}.",
            fits ? repaired : null);
        return false;
    }

    /// <summary>Reports a name that generated code needs for itself.</summary>
    public static void Reserved(FindingBag findings, string what, string name, string csharp, SourceSpan span) =>
        findings.Add(NameRules.Reserved, span, $"The {what} name '{name}' becomes '{csharp}' in C#, which generated code or TorchSharp's Module already uses; choose another name.");

    /// <summary>Reports two names that become one.</summary>
    public static void Colliding(FindingBag findings, string what, string name, string other, string csharp, SourceSpan span) =>
        findings.Add(
            NameRules.Colliding,
            span,
            name == other
                ? $"The {what} name '{name}' is given twice; choose another name for one of the two."
                : $"The {what} names '{other}' and '{name}' both become '{csharp}' in C#; choose another name for one of the two.");
}
