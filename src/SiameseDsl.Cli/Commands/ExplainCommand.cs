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

/// <summary><c>explain</c>: a rule with a bad and a good example; without an id the list of all rules.</summary>
internal static class ExplainCommand
{
    public static Command Create(AppHost app)
    {
        var id = new Argument<string?>("ID") { Description = "A finding's id, such as SDSL4001; without one all rules are listed.", Arity = ArgumentArity.ZeroOrOne };
        Option<bool> json = CommonOptions.Json();
        var command = new Command("explain", "Explain a finding, or list all rules.") { id, json };
        command.SetAction(app.Action(context =>
        {
            Rule? rule = context.Get(id) is { } wanted ? Find(wanted) : null;
            if (context.Get(json))
            {
                context.Terminal.Json(rule is not null ? Document(rule) : new JsonArray([.. RuleTable.All.Select(one => (JsonNode)Document(one))]));
            }
            else if (rule is not null)
            {
                Show(context.Terminal, rule);
            }
            else
            {
                List(context.Terminal);
            }

            return ExitCode.Done;
        }));
        return command;
    }

    private static JsonObject Document(Rule rule) => new()
    {
        ["id"] = rule.Id,
        ["severity"] = FindingsJson.Word(rule.Severity),
        ["title"] = rule.Title,
        ["explanation"] = rule.Explanation,
        ["bad"] = rule.Bad,
        ["good"] = rule.Good,
        ["bad_code"] = rule.BadCode ?? rule.Code,
        ["good_code"] = rule.Code,
    };

    private static void List(Terminal terminal)
    {
        Table table = Tables.Create("rule", "severity", "what it finds");
        foreach (Rule rule in RuleTable.All)
        {
            table.AddRow(rule.Id, $"[{Color(rule)}]{FindingsJson.Word(rule.Severity)}[/]", Markup.Escape(rule.Title));
        }

        terminal.Write(table);
        terminal.Note($"{Format.Plural(RuleTable.All.Count, "rule")}. 'siamese explain {LearningRules.NoInteraction.Id}' explains one, with a bad and a good example.");
    }

    private static string Color(Rule rule) => rule.Severity switch { Severity.Error => "red", Severity.Warning => "yellow", _ => "blue" };

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
        terminal.Markup($"\n[{Color(rule)}]{FindingsJson.Word(rule.Severity)} {rule.Id}[/]  [bold]{Markup.Escape(rule.Title)}[/]\n");
        terminal.Markup(Markup.Escape(rule.Explanation));
        Example(terminal, "[red]bad[/]", rule.Bad);
        Example(terminal, "[red]beside this C#[/]", rule.BadCode ?? "");
        Example(terminal, "[green]good[/]", rule.Good);
        Example(terminal, rule.BadCode is null ? "both beside this C#" : "[green]beside this C#[/]", rule.Code);
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
