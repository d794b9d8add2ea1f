using System.Globalization;
using SiameseDsl.Spec.Rules;

namespace SiameseDsl.Spec.Binding;

/// <summary>Checks the names of a family's variants, and gives a broken one a name under which its stub can stand.</summary>
internal sealed class VariantNames(string family, FindingBag findings)
{
    private readonly Dictionary<string, string> taken = new(StringComparer.Ordinal) { ["Base"] = "base" };
    private readonly string familyType = CSharpName.Pascal(family);

    /// <summary>The variant's name, or one like it after a finding.</summary>
    public string Accept(string name, SourceSpan span)
    {
        if (!NameChecks.HasForm(findings, "variant", name, span))
        {
            return Free(CSharpName.Repair(name));
        }

        string type = CSharpName.Pascal(name);
        if (type == "Base")
        {
            findings.Add(NameRules.Reserved, span, $"The variant name '{name}' is reserved: 'base' is the family's own top level. Choose another name.");
            return Free(name);
        }

        if (type == familyType)
        {
            findings.Add(NameRules.Reserved, span, $"The variant name '{name}' is the family's own name '{family}', and a nested C# type cannot have the name of the one around it; choose another name.");
            return Free(name);
        }

        if (ReservedNames.IsVariant(type))
        {
            NameChecks.Reserved(findings, "variant", name, type, span);
            return Free(name);
        }

        if (taken.TryGetValue(type, out string? other))
        {
            NameChecks.Colliding(findings, "variant", name, other, type, span);
            return Free(name);
        }

        taken.Add(type, name);
        return name;
    }

    private string Free(string name)
    {
        string stem = CSharpName.IsValid(name) ? name : "variant";
        for (int i = 2; ; i++)
        {
            string candidate = stem + "-" + i.ToString(CultureInfo.InvariantCulture);
            string type = CSharpName.Pascal(candidate);
            if (type != familyType && !taken.ContainsKey(type))
            {
                taken.Add(type, candidate);
                return candidate;
            }
        }
    }
}
