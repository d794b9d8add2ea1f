using System.Text;
using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Plans.Drafts;

namespace SiameseDsl.Spec.Rules;

/// <summary>Puts the findings of all variants together. What several variants inherit from one place is said once: plainly where the base has it too, else with the names of the variants in which it
/// holds, because the place alone would not say them.</summary>
internal sealed class FindingMerger(string file)
{
    // A matrix can have many variants; its value's own place tells which they are.
    private const int MostNames = 6;

    private readonly Dictionary<(string Id, SourceSpan Span, string Message), Group> groups = [];
    private readonly List<Group> order = [];

    /// <summary>Adds a finding of a variant.</summary>
    public void Add(string variant, bool isBase, VariantFinding finding)
    {
        var key = (finding.Rule.Id, finding.Place.Span, finding.Message);
        if (!groups.TryGetValue(key, out Group? group))
        {
            group = new Group(finding);
            groups.Add(key, group);
            order.Add(group);
        }

        group.SaysItself |= isBase || finding.Place.Origin == Origin.Variant;
        group.Variants.Add(variant);
    }

    /// <summary>The findings, each once.</summary>
    public void WriteTo(List<Finding> findings)
    {
        foreach (Group group in order)
        {
            VariantFinding first = group.First;
            string message = first.Message;
            if (!group.SaysItself)
            {
                message += group.Variants.Count == 1 ? $" (In the variant '{group.Variants[0]}'.)" : $" (In the variants {Names(group.Variants)}.)";
            }

            findings.Add(new Finding(first.Rule.Id, first.Rule.Severity, first.Place.Span.File ?? file, first.Place.Span, message, first.Fix) { Setting = first.Setting });
        }
    }

    private static string Names(List<string> variants)
    {
        int shown = variants.Count <= MostNames ? variants.Count : MostNames - 1;
        var text = new StringBuilder();
        for (int i = 0; i < shown; i++)
        {
            text.Append(i > 0 ? ", '" : "'").Append(variants[i]).Append('\'');
        }

        return shown == variants.Count ? text.ToString() : text.Append(" and ").Append(variants.Count - shown).Append(" more").ToString();
    }

    private sealed class Group(VariantFinding first)
    {
        public VariantFinding First => first;

        public bool SaysItself { get; set; }

        public List<string> Variants { get; } = [];
    }
}
