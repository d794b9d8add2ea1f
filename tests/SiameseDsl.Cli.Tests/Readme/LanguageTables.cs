using System.Text;
using SiameseDsl.Spec.Catalog;

namespace SiameseDsl.Cli.Tests.Readme;

/// <summary>The README's tables of the language, written from the catalog.</summary>
internal static class LanguageTables
{
    private static readonly (Category Category, string Title)[] Titles =
    [
        (Category.Layer, "Layers"),
        (Category.Head, "Heads"),
        (Category.Loss, "Losses"),
        (Category.Miner, "Miners"),
        (Category.Batch, "Batches"),
        (Category.Optimizer, "Optimisers"),
        (Category.Schedule, "Schedules"),
        (Category.Augmentation, "Augmentation"),
        (Category.Initializer, "Initialisation"),
        (Category.Transform, "Transforms of one tower's input"),
    ];

    public static string Write()
    {
        var text = new StringBuilder();
        foreach ((Category category, string title) in Titles)
        {
            text.Append("<details><summary><b>").Append(title).Append("</b>: ").AppendJoin(", ", SpecCatalog.Kinds(category).Select(kind => $"<code>{kind}</code>")).Append("</summary>\n\n");
            text.Append("| kind | keys | what it does |\n|---|---|---|\n");
            foreach (CatalogEntry entry in SpecCatalog.Kinds(category).Select(kind => SpecCatalog.Find(category, kind)!))
            {
                text.Append("| `").Append(entry.Kind).Append("` | ").AppendJoin(", ", entry.Keys.Select(Key)).Append(" | ").Append(Describe(entry).Replace("|", "\\|", StringComparison.Ordinal)).Append(" |\n");
            }

            text.Append("\n</details>\n\n");
        }

        return text.ToString();
    }

    private static string Describe(CatalogEntry entry) => string.Join(' ', entry.Keys.Where(key => key.Derived is not null).Select(key => $"`{key.Name}` is {key.Derived} where it is not given.").Prepend(entry.Summary));

    private static string Key(CatalogKey key) => key.Required ? $"**`{key.Name}`**" : key.Default is { Length: > 0 } value ? $"`{key.Name}: {value}`" : $"`{key.Name}`";
}
