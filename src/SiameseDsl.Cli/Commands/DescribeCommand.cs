using System.CommandLine;
using System.Text.Json.Nodes;
using SiameseDsl.Checkpoints;
using SiameseDsl.Cli.App;
using SiameseDsl.Cli.Describing;
using SiameseDsl.Cli.Diagrams;
using SiameseDsl.Cli.Terminals;
using SiameseDsl.Graphs;
using SiameseDsl.Modules;
using SiameseDsl.Spec;
using SiameseDsl.Spec.Editing;
using Spectre.Console;

namespace SiameseDsl.Cli.Commands;

/// <summary><c>describe</c>: one model layer by layer, or every effective value with its origin.</summary>
internal static class DescribeCommand
{
    public static Command Create(AppHost app)
    {
        var model = new Argument<string>("MODEL") { Description = "The model, such as Digits/contrastive; a family's name alone means its variant base." };
        var resolved = new Option<bool>("--resolved") { Description = "Show every effective value and where it comes from." };
        var annotate = new Option<bool>("--annotate") { Description = "Print the spec with shape, parameters and MACs behind each layer that the model uses." };
        var diagram = new Option<string?>("--diagram") { Description = "Draw the network: svg or mermaid." };
        diagram.AcceptOnlyFromAmong("svg", "mermaid");
        var output = new Option<string?>("--out") { Description = "With --diagram: the file to write; without it the drawing goes to standard output." };
        var forecast = new ForecastOptions();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("describe", "Show a model's layers, shapes, parameters and sharing.") { model, resolved, annotate, diagram, output, json };
        forecast.AddTo(command);
        command.SetAction(app.Action(context =>
        {
            if (forecast.IsAsked(context))
            {
                Refuse(context.Get(annotate) || context.Get(resolved) || context.Get(diagram) is not null, "'--forecast' prints times and memory; leave the other option out.");
                forecast.Run(context, context.Get(model)!, context.Get(json));
                return ExitCode.Done;
            }

            ModelEntry entry = context.Models.Find(context.Get(model)!);
            Refuse(context.Get(annotate) && context.Get(resolved), "'--annotate' and '--resolved' print two different things; give one of them.");
            Refuse(context.Get(output) is not null && context.Get(diagram) is null, "'--out' says where a drawing goes; give '--diagram svg' or '--diagram mermaid' with it.");
            if (context.Get(diagram) is { } kind)
            {
                Refuse(context.Get(annotate) || context.Get(resolved) || context.Get(json), $"'--diagram' prints {kind} and nothing else; leave the other option out.");
                Draw(context, entry, kind, context.Get(output));
                return ExitCode.Done;
            }

            IReadOnlyList<EffectiveValue>? values = context.Get(resolved) ? EffectiveValues.Of(entry, context.Cancellation) : null;
            SpecFile? spec = context.Get(annotate) ? CarriedSpec.Of(entry) : null;
            IReadOnlyList<LayerAnnotation>? annotations = spec is null ? null : SpecAnnotations.Of(spec, entry.Variant, context.Cancellation);
            if (context.Get(json))
            {
                context.Terminal.Json(Document(entry, values, annotations));
            }
            else if (annotations is not null)
            {
                context.Terminal.Text(AnnotatedText.Write(spec!.Text, annotations));
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

    private static void Refuse(bool wrong, string sentence)
    {
        if (wrong)
        {
            throw new UsageException(sentence);
        }
    }

    private static void Draw(CommandContext context, ModelEntry entry, string kind, string? path)
    {
        string drawing = kind == "svg" ? SvgDiagram.Write(entry.CountedPlan) : MermaidDiagram.Write(entry.CountedPlan);
        if (path is null)
        {
            context.Terminal.Text(drawing);
        }
        else
        {
            AtomicFile.WriteText(path, drawing);
            context.Terminal.Note($"The drawing of {entry.Name} is in '{path}'.");
        }
    }

    private static void Show(Terminal terminal, ModelEntry entry)
    {
        ModelGraph plan = entry.CountedPlan;
        Heading(terminal, plan);
        foreach (GraphTower tower in plan.Towers)
        {
            string name = plan.Towers.Count == 1 ? "" : $"[bold]{tower.Name}[/]  ";
            terminal.Markup($"{name}[grey]takes {(tower.Vocabulary is { } vocabulary ? $"{tower.InputShape[0]} tokens of {vocabulary}" : Format.Shape(tower.InputShape))}[/]");
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
        Heading(terminal, entry.CountedPlan);
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

    private static JsonObject Document(ModelEntry entry, IReadOnlyList<EffectiveValue>? values, IReadOnlyList<LayerAnnotation>? annotations)
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
                ["part"] = value.Part,
            })]);
        }

        if (annotations is not null)
        {
            document["annotations"] = new JsonArray([.. annotations.Select(annotation => (JsonNode)new JsonObject
            {
                ["line"] = annotation.Span.StartLine + 1,
                ["column"] = annotation.Span.StartColumn + 1,
                ["kind"] = annotation.Kind,
                ["layers"] = new JsonArray([.. annotation.Names.Select(name => (JsonNode)name)]),
                ["shapes"] = new JsonArray([.. annotation.Outputs.Select(shape => (JsonNode)shape)]),
                ["parameters"] = annotation.Parameters,
                ["macs"] = annotation.Macs,
            })]);
        }

        return document;
    }
}
