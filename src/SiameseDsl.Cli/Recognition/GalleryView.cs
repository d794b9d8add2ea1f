using System.Globalization;
using System.Text.Json.Nodes;
using SiameseDsl.Cli.Terminals;
using SiameseDsl.Galleries;
using Spectre.Console;

namespace SiameseDsl.Cli.Recognition;

/// <summary>Shows who is enrolled in a gallery.</summary>
internal static class GalleryView
{
    /// <summary>The size in words.</summary>
    public static string Size(int identities, int examples) => $"{Format.Count(identities)} {(identities == 1 ? "identity" : "identities")} with {Format.Plural(examples, "example")}";

    /// <summary>Writes a table of the identities.</summary>
    public static void Show(Terminal terminal, GalleryFile gallery)
    {
        IReadOnlyList<GalleryIdentity> identities = gallery.Identities();
        var table = new FittedTable(("identity", 0), ("examples>", 0), ("first enrolled", 1), ("from", 2));
        foreach (GalleryIdentity identity in identities)
        {
            table.AddRow(
                $"[green]{Markup.Escape(identity.Name)}[/]",
                Format.Count(identity.Examples.Count),
                identity.Examples.Min(example => example.Enrolled).ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture),
                Markup.Escape(string.Join(", ", identity.Examples.Take(3).Select(example => example.Source).Where(source => source.Length > 0)) + (identity.Examples.Count > 3 ? ", ..." : "")));
        }

        if (identities.Count > 0)
        {
            terminal.Write(table.Build(terminal.Width));
        }

        terminal.Note($"{Size(identities.Count, identities.Sum(identity => identity.Examples.Count))} of {gallery.Facts.Model}, weights {gallery.Facts.Weights}; same at and above the score {Format.Number(gallery.Facts.Threshold)}.");
    }

    /// <summary>The gallery as JSON.</summary>
    public static JsonObject Document(GalleryFile gallery)
    {
        IReadOnlyList<GalleryIdentity> identities = gallery.Identities();
        GalleryFacts facts = gallery.Facts;
        return new JsonObject
        {
            ["schema"] = 1,
            ["gallery"] = gallery.Path,
            ["model"] = facts.Model,
            ["plan_hash"] = facts.PlanHash,
            ["weights"] = facts.Weights.Sha256,
            ["embedding_shape"] = new JsonArray([.. facts.EmbeddingShape.Select(size => (JsonNode)size)]),
            ["probe_tower"] = facts.ProbeTower,
            ["gallery_tower"] = facts.GalleryTower,
            ["inverts_files"] = facts.InvertsFiles,
            ["threshold"] = facts.Threshold,
            ["validation_pairs"] = facts.Reference?.Impostors.Pairs,
            ["identities"] = new JsonArray(
            [
                .. identities.Select(identity => (JsonNode)new JsonObject
                {
                    ["name"] = identity.Name,
                    ["examples"] = new JsonArray([.. identity.Examples.Select(example => (JsonNode)new JsonObject { ["source"] = example.Source, ["enrolled"] = example.Enrolled.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) })]),
                }),
            ]),
        };
    }
}
