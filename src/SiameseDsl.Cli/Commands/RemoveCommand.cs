using System.CommandLine;
using System.Text.Json.Nodes;
using SiameseDsl.Cli.App;
using SiameseDsl.Cli.Recognition;
using SiameseDsl.Cli.Terminals;
using SiameseDsl.Galleries;
using SiameseDsl.Spec.Catalog;
using Spectre.Console;

namespace SiameseDsl.Cli.Commands;

/// <summary><c>remove</c>: takes an identity out of a gallery.</summary>
internal static class RemoveCommand
{
    public static Command Create(AppHost app)
    {
        Option<string> gallery = RecognitionOptions.Gallery();
        var name = new Option<string>("--name") { Description = "Whose examples are removed; their bytes are overwritten.", Required = true };
        Option<bool> json = CommonOptions.Json();
        var command = new Command("remove", "Remove an identity from a gallery.") { gallery, name, json };
        command.SetAction(app.Action(context =>
        {
            using GalleryFile opened = GalleryFile.Open(context.Get(gallery)!);
            int removed = opened.Remove(context.Get(name)!);
            string[] left = [.. opened.Identities().Select(identity => identity.Name)];
            if (removed == 0)
            {
                throw new SiameseException($"Nobody called '{context.Get(name)!.Trim()}' is enrolled in '{opened.Path}'{(left.Length == 0 ? ", which is empty." : NearestName.Clause(NearestName.Find(context.Get(name)!.Trim(), left), left))}");
            }

            if (context.Get(json))
            {
                context.Terminal.Json(new JsonObject { ["schema"] = 1, ["gallery"] = opened.Path, ["removed"] = new JsonObject { ["name"] = context.Get(name), ["examples"] = removed }, ["identities"] = left.Length });
            }
            else
            {
                context.Terminal.Markup($"Removed [green]{Markup.Escape(context.Get(name)!.Trim())}[/] with {Format.Plural(removed, "example")} from {Markup.Escape(opened.Path)}.");
            }

            return ExitCode.Done;
        }));
        return command;
    }
}
