using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Rules;
using SiameseDsl.Spec.Yaml;

namespace SiameseDsl.Spec.Binding;

/// <summary>The parameters that <c>$name</c> stands for in one variant.</summary>
internal sealed class ParamTable
{
    private readonly Dictionary<string, YamlNode?> values = new(StringComparer.Ordinal);
    private readonly FindingBag findings;
    private readonly ParamTable? outer;

    // What is no mapping was reported; which parameters it was to declare is not known.
    private readonly bool isBroken;

    /// <summary>An empty table inside another: what it does not hold itself is looked up there.</summary>
    public ParamTable(ParamTable outer, FindingBag findings)
    {
        this.outer = outer;
        this.findings = findings;
    }

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
            isBroken = true;
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

        for (ParamTable? table = this; table is not null; table = table.outer)
        {
            if (table.values.TryGetValue(name, out YamlNode? value))
            {
                if (value is null)
                {
                    findings.RepeatError();
                }

                return value;
            }
        }

        var names = new List<string>();
        for (ParamTable? table = this; table is not null; table = table.outer)
        {
            if (table.isBroken)
            {
                findings.RepeatError();
                return null;
            }

            names.AddRange(table.values.Keys);
        }

        string? nearest = NearestName.Find(name, names);
        string known = names.Count == 0 ? "; declare it under 'params' at the file's top level." : NearestName.Clause(nearest is null ? null : "$" + nearest, names);
        findings.Add(NameRules.UnknownParameter, node.Span, $"There is no parameter '{YamlScalar.Shorten(name)}'{known}", nearest is null ? null : "$" + nearest);
        return null;
    }

    /// <summary>The node with every parameter in it replaced by what it stands for here; itself where there is none. <see langword="null"/> after a finding.</summary>
    public YamlNode? Substitute(YamlNode node)
    {
        switch (node)
        {
            case YamlSequence list:
                List<YamlNode>? items = null;
                for (int i = 0; i < list.Items.Count; i++)
                {
                    if (Substitute(list.Items[i]) is not { } item)
                    {
                        return null;
                    }

                    if (!ReferenceEquals(item, list.Items[i]))
                    {
                        (items ??= [.. list.Items])[i] = item;
                    }
                }

                return items is null ? list : new YamlSequence(items, list.Span);
            case YamlMapping mapping:
                YamlMapping result = mapping;
                foreach (YamlEntry entry in mapping.Entries)
                {
                    if (Substitute(entry.Value) is not { } value)
                    {
                        return null;
                    }

                    result = ReferenceEquals(value, entry.Value) ? result : result.With(entry with { Value = value });
                }

                return result;
            default:
                return Resolve(node);
        }
    }

    /// <summary>Sets a parameter; <see langword="null"/> for one whose value is broken or not known, about which nothing is said where it is used.</summary>
    public void Set(string name, YamlNode? value) => values[name] = value;

    /// <summary>Whether a parameter's name has the form of names. Snake-case names are usual for values, so an underscore counts as a hyphen here.</summary>
    public static bool HasForm(FindingBag findings, YamlEntry parameter) =>
        CSharpName.IsValid(parameter.Key.Replace('_', '-')) || NameChecks.HasForm(findings, "parameter", parameter.Key, parameter.KeySpan);

    private static YamlScalar? ParameterIn(YamlNode node) => node switch
    {
        YamlScalar { Parameter: not null } scalar => scalar,
        YamlSequence list => list.Items.Select(ParameterIn).FirstOrDefault(found => found is not null),
        YamlMapping mapping => mapping.Entries.Select(entry => ParameterIn(entry.Value)).FirstOrDefault(found => found is not null),
        _ => null,
    };

    private void Declare(YamlEntry entry)
    {
        bool valid = HasForm(findings, entry);
        YamlScalar? inner = ParameterIn(entry.Value);
        bool usable = inner is null;
        if (inner is not null)
        {
            findings.Add(SchemaRules.WrongType, inner.Span, $"The parameter '{YamlScalar.Shorten(entry.Key)}' must be a value of its own, without another parameter such as {inner.Description} in it.");
        }

        values[entry.Key] = valid && usable ? entry.Value : null;
    }
}
