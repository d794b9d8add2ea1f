using SiameseDsl.Spec.Rules;

namespace SiameseDsl.Spec.Binding;

/// <summary>Collects findings. Variants share their base, so the same finding comes several times and is kept once.</summary>
internal sealed class FindingBag(string file)
{
    private readonly List<Finding> all = [];
    private readonly HashSet<Finding> seen = [];
    private bool isMuted;

    /// <summary>The findings in the order in which they were made.</summary>
    public IReadOnlyList<Finding> All => all;

    /// <summary>How many errors were reported so far, repeated ones included: two readings tell whether what lies between them is broken.</summary>
    public int Errors { get; private set; }

    /// <summary>Reports a finding with the rule's own severity.</summary>
    public void Add(Rule rule, SourceSpan span, string message, string? fix = null, SourceSpan? fixSpan = null)
    {
        if (rule.Severity == Severity.Error)
        {
            Errors++;
        }

        if (isMuted && (rule == SchemaRules.MissingKey || rule == SchemaRules.UnknownKind || rule == NameRules.UnknownParameter || rule == NameRules.UnknownPath || rule == StructureRules.UnknownTower))
        {
            return;
        }

        var finding = new Finding(rule.Id, rule.Severity, span.File ?? file, span, message, fix) { FixSpan = fixSpan };
        if (seen.Add(finding))
        {
            all.Add(finding);
        }
    }

    /// <summary>From now on nothing is said about what is missing: something that was to be included is, and what it holds is not known.</summary>
    public void MuteMissing() => isMuted = true;

    /// <summary>Notes that a part is broken about which a finding was made before.</summary>
    public void RepeatError() => Errors++;
}
