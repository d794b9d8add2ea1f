using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Rules;
using SiameseDsl.Spec.Yaml;

namespace SiameseDsl.Spec.Binding;

/// <summary>The parameters that <c>$name</c> stands for in one variant.</summary>
internal sealed class ParamTable
{
    private readonly Dictionary<string, YamlNode?> values = new(StringComparer.Ordinal);
    private readonly FindingBag findings;

    /// <summary>Reads the mapping <c>params</c>, base and patch already merged.</summary>
    public ParamTable(YamlEntry? parameters, FindingBag findings)
    {
        this.findings = findings;
        if (parameters is null || parameters.Value.IsNull)
        {
            return;
        }

        if (parameters.Value is not YamlMapping mapping)
        {
            findings.Add(SchemaRules.WrongType, parameters.Value.Span, $"'params' must be a mapping from names to values, not {parameters.Value.Description}.");
            return;
        }

        foreach (YamlEntry entry in mapping.Entries)
        {
            Declare(entry);
        }
    }

    /// <summary>The value that stands for a node: itself, or that of the parameter it names. <see langword="null"/> after a finding.</summary>
    public YamlNode? Resolve(YamlNode node)
    {
        if (node is not YamlScalar { Parameter: { } name })
        {
            return node;
        }

        if (values.TryGetValue(name, out YamlNode? value))
        {
            if (value is null)
            {
                findings.RepeatError();
            }

            return value;
        }

        string? nearest = NearestName.Find(name, values.Keys);
        string known = values.Count == 0 ? "; declare it under 'params' at the file's top level." : NearestName.Clause(nearest is null ? null : "$" + nearest, values.Keys);
        findings.Add(NameRules.UnknownParameter, node.Span, $"There is no parameter '{YamlScalar.Shorten(name)}'{known}", nearest is null ? null : "$" + nearest);
        return null;
    }

    private void Declare(YamlEntry entry)
    {
        // Snake-case names are usual for values, so an underscore counts as a hyphen here.
        bool valid = CSharpName.IsValid(entry.Key.Replace('_', '-')) || NameChecks.HasForm(findings, "parameter", entry.Key, entry.KeySpan);
        bool usable = entry.Value is YamlScalar { Parameter: null };
        if (!usable)
        {
            findings.Add(SchemaRules.WrongType, entry.Value.Span, $"The parameter '{YamlScalar.Shorten(entry.Key)}' must be a single value of its own, not {entry.Value.Description}.");
        }

        values[entry.Key] = valid && usable ? entry.Value : null;
    }
}
