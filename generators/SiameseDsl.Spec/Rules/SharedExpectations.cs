using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Plans.Drafts;

namespace SiameseDsl.Spec.Rules;

/// <summary>Expectations that several variants have from one value of a matrix. The rule need not fire in every combination: it is in vain only where it fires in none.</summary>
internal sealed class SharedExpectations
{
    private readonly Dictionary<Expectation, bool> met = [];
    private readonly List<Expectation> order = [];

    /// <summary>Notes whether a variant met an expectation, or was broken, so that nothing can be said.</summary>
    public void Note(Expectation expectation, bool isMet)
    {
        if (!met.TryGetValue(expectation, out bool before))
        {
            order.Add(expectation);
        }

        met[expectation] = before || isMet;
    }

    /// <summary>Reports those that no variant met.</summary>
    public void Report(FindingMerger merger)
    {
        foreach (Expectation expectation in order)
        {
            if (!met[expectation] && RuleTable.Find(expectation.Rule) is Rule rule && RuleTable.CanBeExpected(rule))
            {
                string message = $"This value of the matrix expects {rule.Id} ({rule.Title.ToLowerInvariant()}), which fires in none of its variants; remove the expectation.";
                merger.Add("", isBase: true, new VariantFinding(LearningRules.ExpectationNotMet, new Place(expectation.Span, Origin.Matrix), message, null));
            }
        }
    }
}
