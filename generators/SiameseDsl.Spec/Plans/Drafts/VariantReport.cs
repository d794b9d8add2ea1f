using System.Globalization;
using SiameseDsl.Spec.Rules;

namespace SiameseDsl.Spec.Plans.Drafts;

/// <summary>A finding in one variant, before those of all variants are put together.</summary>
internal sealed record VariantFinding(Rule Rule, Place Place, string Message, string? Fix, KeySetting? Setting = null);

/// <summary>The findings of one variant. The same rule speaks once about one place: a layer in a <c>repeat</c> or in two towers is one mistake.</summary>
internal sealed class VariantReport
{
    private readonly List<VariantFinding> findings = [];

    /// <summary>The findings in the order in which they were made.</summary>
    public IReadOnlyList<VariantFinding> Findings => findings;

    /// <summary>Whether one of them is an error.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>Reports a finding.</summary>
    public void Add(Rule rule, Place place, string message, string? fix = null, KeySetting? setting = null)
    {
        foreach (VariantFinding finding in findings)
        {
            if (finding.Rule.Id == rule.Id && finding.Place.Span == place.Span)
            {
                return;
            }
        }

        if (place.Use is { } use)
        {
            // The line is where to look, because a block's own place does not say which of its uses is meant.
            message += $" (In the block '{use.Block}', used in line {(use.Span.StartLine + 1).ToString(CultureInfo.InvariantCulture)}.)";
        }

        findings.Add(new VariantFinding(rule, place, message, fix, setting));
        HasErrors |= rule.Severity == Severity.Error;
    }
}
