using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Rules;
using SiameseDsl.Spec.Yaml;

namespace SiameseDsl.Spec.Binding;

/// <summary>Binds <c>expect:</c>: the rules that the author expects to fire, each with a reason.</summary>
internal sealed class ExpectationBinder(NodeBinder binder, FindingBag findings)
{
    private static readonly CatalogEntry Section = SpecCatalog.Section("expectation");

    /// <summary>The expectations that are well-formed.</summary>
    public IReadOnlyList<Expectation> Bind(YamlEntry? expect, bool isShared = false)
    {
        if (expect is null || expect.Value.IsNull)
        {
            return [];
        }

        if (expect.Value is not YamlSequence list)
        {
            findings.Add(SchemaRules.WrongType, expect.Value.Span, $"'expect' must be a list such as [{{ rule: SDSL4001, because: \"...\" }}], not {expect.Value.Description}.");
            return [];
        }

        var expectations = new List<Expectation>(list.Items.Count);
        foreach (YamlNode item in list.Items)
        {
            if (item is not YamlMapping mapping)
            {
                findings.Add(SchemaRules.WrongType, item.Span, $"An expectation is a mapping with 'rule' and 'because', not {item.Description}.");
                continue;
            }

            BoundNode bound = binder.BindSection(Section, mapping, mapping.Span, binder.OriginOf(mapping.Span));
            BoundKey rule = bound["rule"];
            if (!bound.IsBroken && IsExpectable(rule))
            {
                expectations.Add(new Expectation(rule.Argument!.Text, bound["because"].Argument!.Text, rule.Span, isShared));
            }
        }

        return expectations;
    }

    private bool IsExpectable(BoundKey key)
    {
        string id = key.Argument!.Text;
        if (RuleTable.Find(id) is not { } rule)
        {
            findings.Add(NameRules.UnknownRule, key.Span, $"There is no rule '{YamlScalar.Shorten(id)}'; write the id of a warning that the compiler reports here, such as SDSL4001.");
            return false;
        }

        if (!RuleTable.CanBeExpected(rule))
        {
            string why = rule.Severity == Severity.Error ? $"{id} is an error, and errors cannot be expected" : $"{id} cannot be expected";
            findings.Add(NameRules.UnknownRule, key.Span, $"{why}; repair what it reports and remove the expectation.");
            return false;
        }

        return true;
    }
}
