using System.Text;
using SiameseDsl.Spec;
using SiameseDsl.Spec.Rules;

namespace SiameseDsl.Cli.Tests.Readme;

/// <summary>The page of all rules, written from the rule table.</summary>
internal static class RulesPage
{
    private static readonly (string Beginning, string Title)[] Groups =
    [
        ("SDSL0", "The file and its YAML"),
        ("SDSL1", "Keys, types and ranges"),
        ("SDSL20", "Names and references"),
        ("SDSL21", "What goes together"),
        ("SDSL3", "Shapes and sizes"),
        ("SDSL4", "Learning"),
        ("SDSL9", "The compiler"),
    ];

    public static string Write()
    {
        var text = new StringBuilder();
        text.Append("# Rules\n\nEverything that the compiler finds in a spec, with a bad and a good example of each. Written from the rule table by a test; `SIAMESE_WRITE_README=1` writes it anew.\n\n");
        text.Append("Errors cannot be demoted. Warnings and infos about learning can be expected: `expect: [{ rule: SDSL4001, because: \"...\" }]`. `siamese explain ID` shows one rule in the terminal.\n\n");
        text.Append("| rule | severity | what it finds |\n|---|---|---|\n");
        foreach (Rule rule in RuleTable.All)
        {
            text.Append("| [").Append(rule.Id).Append("](#").Append(Anchor(rule)).Append(") | ").Append(Word(rule.Severity)).Append(" | ").Append(rule.Title).Append(" |\n");
        }

        string code = "";
        foreach ((string beginning, string title) in Groups)
        {
            text.Append("\n## ").Append(title).Append('\n');
            foreach (Rule rule in RuleTable.All.Where(rule => rule.Id.StartsWith(beginning, StringComparison.Ordinal)))
            {
                text.Append("\n### ").Append(Heading(rule)).Append("\n\n").Append(char.ToUpperInvariant(Word(rule.Severity)[0])).Append(Word(rule.Severity)[1..]).Append(". ").Append(rule.Explanation).Append('\n');
                Example(text, "Bad", rule.Bad);
                Example(text, "Good", rule.Good);
                if (rule.Code.Length > 0 && code != rule.Code)
                {
                    // What several rules show stands once.
                    code = rule.Code;
                    text.Append("\nBeside this C#, as the other rules about classes:\n\n```csharp\n").Append(code).Append("```\n");
                }
            }
        }

        return text.ToString();
    }

    /// <summary>The ids that the page has a section for.</summary>
    public static IEnumerable<string> Sections(string page) =>
        page.Split('\n').Where(line => line.StartsWith("### ", StringComparison.Ordinal)).Select(line => line[4..].Split(':')[0]);

    private static string Heading(Rule rule) => $"{rule.Id}: {rule.Title}";

    // As code hosts make anchors of headings.
    private static string Anchor(Rule rule) =>
        new([.. Heading(rule).ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_').Select(c => c == ' ' ? '-' : c)]);

    private static string Word(Severity severity) => severity.ToString().ToLowerInvariant();

    private static void Example(StringBuilder text, string title, string example)
    {
        if (example.Length > 0)
        {
            text.Append('\n').Append(title).Append(":\n\n```yaml\n").Append(example).Append("```\n");
        }
    }
}
