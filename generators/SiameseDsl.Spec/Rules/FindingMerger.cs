using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Plans.Drafts;

namespace SiameseDsl.Spec.Rules;

/// <summary>Puts the findings of all variants together. What several variants inherit from one place is said once: plainly where the base has it too, else with the names of the variants in which it
/// holds, because the place alone would not say them.</summary>
internal sealed class FindingMerger(string file)
{
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
                string names = string.Join(", ", group.Variants.Select(name => $"'{name}'"));
                message += group.Variants.Count == 1 ? $" (In the variant {names}.)" : $" (In the variants {names}.)";
            }

            findings.Add(new Finding(first.Rule.Id, first.Rule.Severity, file, first.Place.Span, message, first.Fix));
        }
    }

    private sealed class Group(VariantFinding first)
    {
        public VariantFinding First => first;

        public bool SaysItself { get; set; }

        public List<string> Variants { get; } = [];
    }
}
