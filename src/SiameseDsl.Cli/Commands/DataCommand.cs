using System.CommandLine;
using System.Text.Json.Nodes;
using SiameseDsl.Cli.App;
using SiameseDsl.Cli.Terminals;
using SiameseDsl.Data;
using SiameseDsl.Spec.Catalog;
using Spectre.Console;

namespace SiameseDsl.Cli.Commands;

/// <summary><c>data</c>: the data sets, where they are, and how to get them.</summary>
internal static class DataCommand
{
    public static Command Create(AppHost app) => new("data", "The data sets.") { List(app), Info(app), Fetch(app) };

    private static Option<string?> Root() => new("--data-root") { Description = "Where data sets lie; else SIAMESE_DATA, else the user's cache folder." };

    private static Command List(AppHost app)
    {
        Option<string?> root = Root();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("list", "List the data sets and where they are.") { root, json };
        command.SetAction(app.Action(context =>
        {
            IReadOnlyList<DataSetInfo> sets = DataSets.List(context.Get(root));
            if (context.Get(json))
            {
                context.Terminal.Json(new JsonObject { ["schema"] = 1, ["root"] = DataRoot.Resolve(context.Get(root)), ["data"] = new JsonArray([.. sets.Select(set => (JsonNode)Document(set))]) });
                return ExitCode.Done;
            }

            Table table = Tables.Create("data", "there", "what", "where");
            foreach (DataSetInfo set in sets)
            {
                table.AddRow($"[green]{Markup.Escape(set.Name)}[/]", set.IsPresent ? "yes" : "[yellow]no[/]", Markup.Escape(set.Description), $"[grey]{Markup.Escape(set.Location)}[/]");
            }

            context.Terminal.Write(table);
            context.Terminal.Note("'siamese data fetch NAME' downloads one; --data folder:PATH takes a folder of images of your own, one folder per class, and --data csv:PATH vectors with a column of labels.");
            return ExitCode.Done;
        }));
        return command;
    }

    private static Command Info(AppHost app)
    {
        Argument<string> name = Name();
        Option<string?> root = Root();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("info", "Show one data set.") { name, root, json };
        command.SetAction(app.Action(context =>
        {
            DataSetInfo set = Find(context.Get(name)!, context.Get(root));
            if (context.Get(json))
            {
                context.Terminal.Json(Document(set));
                return ExitCode.Done;
            }

            var facts = new Grid();
            facts.AddColumn(new GridColumn().NoWrap().PadRight(3));
            facts.AddColumn();
            facts.AddRow("[grey]data[/]", $"[green]{Markup.Escape(set.Name)}[/]");
            facts.AddRow("[grey]what[/]", Markup.Escape(set.Description));
            facts.AddRow("[grey]from[/]", Markup.Escape(set.Source));
            facts.AddRow("[grey]where[/]", Markup.Escape(set.Location));
            facts.AddRow("[grey]there[/]", set.IsPresent ? "yes" : set.IsFetchable ? $"[yellow]no[/]: siamese data fetch {Markup.Escape(set.Name)}" : "[yellow]no[/]");
            context.Terminal.Write(facts);
            return ExitCode.Done;
        }));
        return command;
    }

    private static Command Fetch(AppHost app)
    {
        Argument<string> name = Name();
        Option<string?> root = Root();
        var command = new Command("fetch", "Download a data set; a broken download goes on where it stopped.") { name, root };
        command.SetAction(app.Action(context =>
        {
            DataSetInfo set = Find(context.Get(name)!, context.Get(root));
            if (set.IsPresent)
            {
                context.Terminal.Note($"{set.Name} is there already: {set.Location}");
                return ExitCode.Done;
            }

            var display = new DownloadDisplay(context.Terminal);
            IReadOnlyList<string> files = DataSets.FetchAsync(set.Name, context.Get(root), display, context.Cancellation).GetAwaiter().GetResult();
            display.Close();
            context.Terminal.Note($"Fetched {Format.Plural(files.Count, "file")}: {set.Name} lies in {set.Location}");
            return ExitCode.Done;
        }));
        return command;
    }

    private static Argument<string> Name() => new("NAME") { Description = "The data set, such as mnist." };

    private static DataSetInfo Find(string name, string? root)
    {
        IReadOnlyList<DataSetInfo> sets = DataSets.List(root);
        string[] known = [.. sets.Select(set => set.Name)];
        return sets.FirstOrDefault(set => set.Name == name)
            ?? throw new UsageException($"There is no data set '{name}'{NearestName.Clause(NearestName.Find(name, known), known)}");
    }

    private static JsonObject Document(DataSetInfo set) => new()
    {
        ["name"] = set.Name,
        ["description"] = set.Description,
        ["source"] = set.Source,
        ["location"] = set.Location,
        ["present"] = set.IsPresent,
        ["fetchable"] = set.IsFetchable,
    };
}
