using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Plans.Drafts;

namespace SiameseDsl.Spec.Rules;

/// <summary>Applies <c>expect:</c>: what was expected is silent in its variant, what was expected in vain is a finding.</summary>
internal static class Expectations
{
    /// <summary>The findings of a variant that remain. Those of a matrix' values are noted in <paramref name="shared"/>.</summary>
    public static IEnumerable<VariantFinding> Apply(ModelDraft draft, SharedExpectations shared)
    {
        IReadOnlyList<Expectation> expectations = draft.Spec.Expectations;
        if (expectations.Count == 0)
        {
            return draft.Report.Findings;
        }

        var remaining = new List<VariantFinding>(draft.Report.Findings.Count);
        var met = new bool[expectations.Count];
        foreach (VariantFinding finding in draft.Report.Findings)
        {
            bool silent = false;
            for (int i = 0; i < expectations.Count; i++)
            {
                if (expectations[i].Rule == finding.Rule.Id && RuleTable.CanBeExpected(finding.Rule))
                {
                    met[i] = true;
                    silent = true;
                }
            }

            if (!silent)
            {
                remaining.Add(finding);
            }
        }

        // In a broken variant not every rule was asked, so nothing can be said about its expectations.
        for (int i = 0; i < met.Length; i++)
        {
            Expectation expectation = expectations[i];
            if (expectation.IsShared)
            {
                shared.Note(expectation, met[i] || draft.Plan.IsBroken);
            }
            else if (!met[i] && !draft.Plan.IsBroken && RuleTable.Find(expectation.Rule) is Rule rule && RuleTable.CanBeExpected(rule))
            {
                remaining.Add(new VariantFinding(
                    LearningRules.ExpectationNotMet,
                    new Place(expectation.Span, Origin.Variant),
                    $"'{draft.Spec.Variant}' expects {rule.Id} ({rule.Title.ToLowerInvariant()}), which does not fire there; remove the expectation.",
                    null));
            }
        }

        return remaining;
    }
}
