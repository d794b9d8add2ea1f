using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Yaml;

namespace SiameseDsl.Spec.Rules;

/// <summary>Reads levels and applies them. They change what a finding is reported as and nothing else: neither a plan nor what an <c>expect:</c> sees.</summary>
public static class RuleLevels
{
    private static readonly string[] Words = ["none", "info", "warning", "error"];

    /// <summary>The words for levels, from silent to grave.</summary>
    public static IReadOnlyList<string> Names => Words;

    /// <summary>Whether the rule's level can be set: that of an error cannot, because what it is about does not build.</summary>
    public static bool CanBeSet(Rule rule) => rule.Severity != Severity.Error;

    /// <summary>Reads one level; where that fails, <paramref name="problem"/> says why, as a sentence.</summary>
    /// <param name="id">The rule's id as written.</param>
    /// <param name="word">The level as written.</param>
    /// <param name="problem">What is wrong.</param>
    /// <param name="isOfRule">Whether the rule is to blame, and not the level.</param>
    /// <param name="fix">The id or word that was most likely meant.</param>
    public static RuleLevel? Read(string id, string word, out string problem, out bool isOfRule, out string? fix)
    {
        (problem, isOfRule, fix) = ("", true, null);
        if (RuleTable.Find(id) is not { } rule)
        {
            problem = $"There is no rule '{YamlScalar.Shorten(id)}', so its level cannot be set; write the id of a warning or a note, such as SDSL4001.";
            return null;
        }

        if (!CanBeSet(rule))
        {
            problem = $"{rule.Id} ({rule.Title.ToLowerInvariant()}) is an error, and the level of an error cannot be set; repair what it reports.";
            return null;
        }

        int level = Array.IndexOf(Words, word);
        if (level >= 0)
        {
            return new RuleLevel(rule.Id, level == 0 ? null : (Severity)(level - 1));
        }

        isOfRule = false;
        fix = NearestName.Find(word, Words);
        problem = $"'{YamlScalar.Shorten(word)}' is no level for {rule.Id}{NearestName.Clause(fix, Words)}";
        return null;
    }

    /// <summary>Reads the levels of a project, such as <c>SDSL4011=none; SDSL4012=warning</c>, separated by semicolons, commas or white space. The problems are whole sentences.</summary>
    public static (EquatableArray<RuleLevel> Levels, EquatableArray<string> Problems) Parse(string text)
    {
        var levels = new List<RuleLevel>();
        var problems = new List<string>();
        foreach (string part in text.Split([';', ',', ' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = part.IndexOf('=');
            if (equals < 0)
            {
                problems.Add($"'{YamlScalar.Shorten(part)}' sets no level; write a rule and its level, such as SDSL4011=none.");
            }
            else if (Read(part.Substring(0, equals), part.Substring(equals + 1), out string problem, out _, out _) is { } level)
            {
                levels.Add(level);
            }
            else
            {
                problems.Add(problem);
            }
        }

        return (levels.ToEquatableArray(), problems.ToEquatableArray());
    }

    /// <summary>Whether <paramref name="levels"/> say something about the rule.</summary>
    public static bool Sets(this EquatableArray<RuleLevel> levels, string rule, out Severity? severity)
    {
        severity = null;
        bool found = false;
        foreach (RuleLevel level in levels)
        {
            if (level.Rule == rule)
            {
                severity = level.Severity;
                found = true;
            }
        }

        return found;
    }

    /// <summary>The finding at the level that is set for its rule; <see langword="null"/> where that is none.</summary>
    public static Finding? Apply(this EquatableArray<RuleLevel> levels, Finding finding) =>
        levels.Count == 0 || !levels.Sets(finding.Id, out Severity? severity) ? finding
        : severity is { } set ? finding with { Severity = set }
        : null;
}
