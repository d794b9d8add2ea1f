using System.CommandLine;
using System.Text.Json.Nodes;
using SiameseDsl.Cli.App;
using SiameseDsl.Cli.Describing;
using SiameseDsl.Cli.Recognition;
using SiameseDsl.Cli.Terminals;
using SiameseDsl.Galleries;
using SiameseDsl.Graphs;
using SiameseDsl.Modules;
using Spectre.Console;

namespace SiameseDsl.Cli.Commands;

/// <summary><c>list</c>: the families and variants that the program was compiled with, or the identities of a gallery.</summary>
internal static class ListCommand
{
    public static Command Create(AppHost app)
    {
        Option<bool> json = CommonOptions.Json();
        var gallery = new Option<string?>("--gallery") { Description = "List who is enrolled in this gallery instead." };
        var command = new Command("list", "List the families and their variants, or who is enrolled in a gallery.") { gallery, json };
        command.SetAction(app.Action(context =>
        {
            if (context.Get(gallery) is { } path)
            {
                using GalleryFile opened = GalleryFile.Open(path);
                if (context.Get(json))
                {
                    context.Terminal.Json(GalleryView.Document(opened));
                }
                else
                {
                    GalleryView.Show(context.Terminal, opened);
                }

                return ExitCode.Done;
            }

            if (context.Get(json))
            {
                context.Terminal.Json(Document(context.Models));
            }
            else
            {
                Show(context);
            }

            return ExitCode.Done;
        }));
        return command;
    }

    private static void Show(CommandContext context)
    {
        foreach (string family in context.Models.Families)
        {
            IReadOnlyList<ModelEntry> variants = context.Models.Family(family);
            context.Terminal.Markup($"\n[bold]{family}[/]  [grey]{Markup.Escape(variants[0].Plan.Summary)}[/]");
            var table = new FittedTable(("variant", 0), ("head", 0), ("loss", 0), ("sharing", 2), ("parameters>", 0), ("MACs>", 3), ("embedding>", 4), ("plan", 5));
            foreach (ModelEntry entry in variants)
            {
                ModelGraph plan = entry.CountedPlan;
                table.AddRow(
                    $"[green]{plan.Variant}[/]",
                    plan.Head + (plan.Calibrated ? ", calibrated" : ""),
                    plan.Loss,
                    plan.Sharing,
                    Format.Count(plan.ParameterCount),
                    Format.Count(plan.Macs),
                    Format.Count(plan.EmbeddingSize),
                    $"[grey]{Format.ShortHash(plan.PlanHash)}[/]");
            }

            context.Terminal.Write(table.Build(context.Terminal.Width));
        }

        context.Terminal.Note($"{Format.Plural(context.Models.All.Count, "model")}. 'siamese describe FAMILY/VARIANT' shows one; MACs are multiply-accumulates to embed one sample.");
    }

    private static JsonObject Document(ModelCatalog models)
    {
        var families = new JsonArray();
        foreach (string family in models.Families)
        {
            IReadOnlyList<ModelEntry> variants = models.Family(family);
            families.Add(new JsonObject
            {
                ["name"] = family,
                ["summary"] = variants[0].Plan.Summary,
                ["primary"] = variants[0].Plan.Primary,
                ["variants"] = new JsonArray([.. variants.Select(entry => (JsonNode)GraphJson.Headline(entry.CountedPlan))]),
            });
        }

        return new JsonObject { ["schema"] = 1, ["families"] = families };
    }
}
