using System.CommandLine;
using System.Text.Json.Nodes;
using SiameseDsl.Cli.App;
using SiameseDsl.Cli.Checking;
using SiameseDsl.Cli.Terminals;
using SiameseDsl.Spec;
using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Rules;
using Spectre.Console;
using Rule = SiameseDsl.Spec.Rules.Rule;

namespace SiameseDsl.Cli.Commands;

/// <summary><c>explain</c>: a rule with a bad and a good example.</summary>
internal static class ExplainCommand
{
    public static Command Create(AppHost app)
    {
        var id = new Argument<string>("ID") { Description = "A finding's id, such as SDSL4001." };
        Option<bool> json = CommonOptions.Json();
        var command = new Command("explain", "Explain a finding.") { id, json };
        command.SetAction(app.Action(context =>
        {
            Rule rule = Find(context.Get(id)!);
            if (context.Get(json))
            {
                context.Terminal.Json(new JsonObject
                {
                    ["id"] = rule.Id,
                    ["severity"] = FindingsJson.Word(rule.Severity),
                    ["title"] = rule.Title,
                    ["explanation"] = rule.Explanation,
                    ["bad"] = rule.Bad,
                    ["good"] = rule.Good,
                });
            }
            else
            {
                Show(context.Terminal, rule);
            }

            return ExitCode.Done;
        }));
        return command;
    }

    private static Rule Find(string id)
    {
        foreach (Rule rule in RuleTable.All)
        {
            if (string.Equals(rule.Id, id, StringComparison.OrdinalIgnoreCase))
            {
                return rule;
            }
        }

        string[] known = [.. RuleTable.All.Select(rule => rule.Id)];
        throw new UsageException($"There is no rule '{id}'{(NearestName.Find(id, known) is { } near ? $"; did you mean '{near}'?" : $"; rules are called {known[0]} to {known[^1]}.")}");
    }

    private static void Show(Terminal terminal, Rule rule)
    {
        string color = rule.Severity switch { Severity.Error => "red", Severity.Warning => "yellow", _ => "blue" };
        terminal.Markup($"\n[{color}]{FindingsJson.Word(rule.Severity)} {rule.Id}[/]  [bold]{Markup.Escape(rule.Title)}[/]\n");
        terminal.Markup(Markup.Escape(rule.Explanation));
        Example(terminal, "[red]bad[/]", rule.Bad);
        Example(terminal, "[green]good[/]", rule.Good);
    }

    private static void Example(Terminal terminal, string title, string text)
    {
        if (text.Length > 0)
        {
            terminal.Markup($"\n{title}");
            terminal.Text(string.Concat(text.TrimEnd('\n').Split('\n').Select(line => $"    {line}\n")));
        }
    }
}
