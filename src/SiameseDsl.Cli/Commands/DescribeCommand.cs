using System.CommandLine;
using System.Text.Json.Nodes;
using SiameseDsl.Cli.App;
using SiameseDsl.Cli.Describing;
using SiameseDsl.Cli.Terminals;
using SiameseDsl.Graphs;
using SiameseDsl.Modules;
using Spectre.Console;

namespace SiameseDsl.Cli.Commands;

/// <summary><c>describe</c>: one model layer by layer, or every effective value with its origin.</summary>
internal static class DescribeCommand
{
    public static Command Create(AppHost app)
    {
        var model = new Argument<string>("MODEL") { Description = "The model, such as Digits/contrastive; a family's name alone means its variant base." };
        var resolved = new Option<bool>("--resolved") { Description = "Show every effective value and where it comes from." };
        Option<bool> json = CommonOptions.Json();
        var command = new Command("describe", "Show a model's layers, shapes, parameters and sharing.") { model, resolved, json };
        command.SetAction(app.Action(context =>
        {
            ModelEntry entry = context.Models.Find(context.Get(model)!);
            IReadOnlyList<EffectiveValue>? values = context.Get(resolved) ? EffectiveValues.Of(entry, context.Cancellation) : null;
            if (context.Get(json))
            {
                context.Terminal.Json(Document(entry, values));
            }
            else if (values is null)
            {
                Show(context.Terminal, entry);
            }
            else
            {
                ShowValues(context.Terminal, entry, values);
            }

            return ExitCode.Done;
        }));
        return command;
    }

    private static void Show(Terminal terminal, ModelEntry entry)
    {
        ModelGraph plan = entry.Plan;
        Heading(terminal, plan);
        foreach (GraphTower tower in plan.Towers)
        {
            string name = plan.Towers.Count == 1 ? "" : $"[bold]{tower.Name}[/]  ";
            terminal.Markup($"{name}[grey]takes {Format.Shape(tower.InputShape)}[/]");
            terminal.Write(LayerTable.Of(tower.Operations, plan.Towers.Count > 1));
        }

        if (plan.HeadLayers.Count > 0)
        {
            terminal.Markup($"[bold]head[/]  [grey]{plan.Head} of two embeddings of {Format.Count(plan.EmbeddingSize)}[/]");
            terminal.Write(LayerTable.Of(plan.HeadLayers, severalTowers: false));
        }

        terminal.Text("\n" + SharingDiagram.Draw(plan) + "\n");
        var facts = new Grid();
        facts.AddColumn(new GridColumn().NoWrap().PadRight(3));
        facts.AddColumn();
        foreach ((string name, string value) in ModelFacts.Of(entry))
        {
            facts.AddRow($"[grey]{name}[/]", Markup.Escape(value));
        }

        terminal.Write(facts);
    }

    private static void ShowValues(Terminal terminal, ModelEntry entry, IReadOnlyList<EffectiveValue> values)
    {
        Heading(terminal, entry.Plan);
        Table table = Tables.Create("key", "value", "comes from");
        foreach (EffectiveValue value in values)
        {
            string origin = Markup.Escape(value.OriginText);
            string styled = value.Origin switch { ValueOrigin.Variant or ValueOrigin.Matrix => $"[yellow]{origin}[/]", ValueOrigin.Base => origin, _ => $"[grey]{origin}[/]" };
            table.AddRow(Markup.Escape(value.Path), Markup.Escape(value.Value), styled);
        }

        terminal.Write(table);
    }

    private static void Heading(Terminal terminal, ModelGraph plan) =>
        terminal.Markup($"\n[bold green]{plan.Name}[/]  [grey]{Markup.Escape(plan.Summary)}[/]\n");

    private static JsonObject Document(ModelEntry entry, IReadOnlyList<EffectiveValue>? values)
    {
        JsonObject document = GraphJson.Whole(entry);
        if (values is not null)
        {
            document["effective"] = new JsonArray([.. values.Select(value => (JsonNode)new JsonObject
            {
                ["path"] = value.Path,
                ["value"] = value.Value,
                ["origin"] = value.Origin.ToString().ToLowerInvariant(),
                ["line"] = value.Line,
            })]);
        }

        return document;
    }
}
