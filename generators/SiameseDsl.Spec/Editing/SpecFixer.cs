using SiameseDsl.Spec.Rules;

namespace SiameseDsl.Spec.Editing;

/// <summary>Repairs what has one obvious repair. Every step is compiled, and taken only where it removes what it is for and makes nothing worse.</summary>
public static class SpecFixer
{
    // Each round repairs everything that it can see; a repair can show what lay behind it.
    private const int MostRounds = 50;

    /// <summary>The file with its repairs. What cannot be repaired stays among the findings.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> was cancelled.</exception>
    public static FixedSpec Fix(SpecFile file, CancellationToken ct = default)
    {
        CompiledSpec before = SpecCompiler.Compile(file, ct);
        var state = new State(file, before, []);
        for (int round = 0; round < MostRounds; round++)
        {
            if (Step(state, ct) is not { } next)
            {
                break;
            }

            state = next;
        }

        return Rank(state.Compiled).CompareTo(Rank(before)) <= 0
            ? new FixedSpec(file, state.File, state.Applied, state.Compiled.Findings)
            : new FixedSpec(file, file, [], before.Findings);
    }

    private static State? Step(State state, CancellationToken ct)
    {
        var edits = new FindingEdits(state.File);
        var repairs = new List<Repair>();
        var all = new List<Repair>();
        foreach (Finding finding in state.Compiled.Findings)
        {
            var repair = new Repair(finding, edits.Of(finding));
            if (repair.Edits.Count == 0)
            {
                continue;
            }

            all.Add(repair);
            if (!repairs.Exists(other => other.Overlaps(repair)))
            {
                repairs.Add(repair);
            }
        }

        if (repairs.Count > 0 && Try(state, repairs, ct) is { } together)
        {
            return together;
        }

        if (all.Count == 1)
        {
            return null;
        }

        foreach (Repair repair in all)
        {
            if (Try(state, [repair], ct) is { } alone)
            {
                return alone;
            }
        }

        return null;
    }

    private static State? Try(State state, IReadOnlyList<Repair> repairs, CancellationToken ct)
    {
        string text = TextEdit.Apply(state.File.Text, repairs.SelectMany(repair => repair.Edits));
        if (text == state.File.Text)
        {
            return null;
        }

        var file = state.File with { Text = text };
        CompiledSpec compiled = SpecCompiler.Compile(file, ct);
        if (Rank(compiled).CompareTo(Rank(state.Compiled)) > 0)
        {
            return null;
        }

        // A key that is set twice is no better than one that is misspelt.
        foreach (Rule rule in (Rule[])[SyntaxRules.Syntax, SyntaxRules.DuplicateKey, SchemaRules.NotOneKind])
        {
            if (compiled.Findings.Count(finding => finding.Id == rule.Id) > state.Compiled.Findings.Count(finding => finding.Id == rule.Id))
            {
                return null;
            }
        }

        foreach (Repair repair in repairs)
        {
            if (Count(compiled, repair.Finding) >= Count(state.Compiled, repair.Finding))
            {
                return null;
            }
        }

        return new State(file, compiled, [.. state.Applied, .. repairs.Select(repair => repair.Finding)]);
    }

    // A file that can be read is better than one that cannot, whatever it then turns out to hold.
    private static (int Unreadable, int Errors) Rank(CompiledSpec compiled) => (compiled.Family is null ? 1 : 0, compiled.Findings.Count(finding => finding.Severity == Severity.Error));

    private static int Count(CompiledSpec compiled, Finding like) => compiled.Findings.Count(finding => finding.Id == like.Id && finding.Message == like.Message);

    private sealed record State(SpecFile File, CompiledSpec Compiled, IReadOnlyList<Finding> Applied);

    private sealed record Repair(Finding Finding, IReadOnlyList<TextEdit> Edits)
    {
        public bool Overlaps(Repair other) => Edits.Any(edit => other.Edits.Any(edit.Overlaps));
    }
}

/// <summary>What the repairs came to.</summary>
/// <param name="Before">The file as it was.</param>
/// <param name="After">The file with its repairs; the same text where there is none.</param>
/// <param name="Applied">The findings that were repaired, with their places at the time.</param>
/// <param name="Findings">The findings that are left.</param>
public sealed record FixedSpec(SpecFile Before, SpecFile After, IReadOnlyList<Finding> Applied, EquatableArray<Finding> Findings)
{
    /// <summary>Whether anything was repaired.</summary>
    public bool IsChanged => Before.Text != After.Text;
}
