using System.CommandLine;
using System.Text.Json.Nodes;
using SiameseDsl.Cli.App;
using SiameseDsl.Cli.Recognition;
using SiameseDsl.Cli.Terminals;
using SiameseDsl.Data;
using SiameseDsl.Galleries;
using Spectre.Console;
using static TorchSharp.torch;

namespace SiameseDsl.Cli.Commands;

/// <summary><c>enroll</c>: images of one or more identities into a gallery.</summary>
internal static class EnrollCommand
{
    public static Command Create(AppHost app)
    {
        Argument<string> run = RecognitionOptions.Run();
        var images = new Argument<string[]>("IMAGE") { Description = "Images of the identity that --name names: PNG, JPEG, BMP or PGM.", Arity = ArgumentArity.ZeroOrMore };
        Option<string> gallery = RecognitionOptions.Gallery();
        var name = new Option<string?>("--name") { Description = "Who is in the images." };
        var folder = new Option<string?>("--folder") { Description = "Instead of a name and images: a folder with one folder of images for each identity." };
        Option<bool?> invert = RecognitionOptions.Invert("as the gallery has it, or for a new one as the run's data");
        Option<bool> json = CommonOptions.Json();
        var command = new Command("enroll", "Enrol images in a gallery; the first ones make it.") { run, images, gallery, name, folder, invert, json };
        command.SetAction(app.Action(context =>
        {
            (string Name, string Path)[] all = Images(context.Get(images) ?? [], context.Get(name), context.Get(folder));
            using TrainedModel model = TrainedModel.Open(context, context.Get(run)!);
            string path = context.Get(gallery)!;
            using Gallery opened = UntypedGallery.Open(path, model.Module, context.Get(invert) ?? model.InvertsFiles);
            ImagePreparation preparation = RecognitionOptions.Preparation(model.Module.Plan, model.Module.RightTower, opened.Facts, path, context.Get(invert));
            if (opened.Facts.Reference is null)
            {
                context.Terminal.Warn($"The run keeps no scores of validation pairs, because an earlier version trained it: identify cannot say how often strangers pass. 'siamese evaluate {model.Run.FullPath} --data {model.Run.Record.Identity.Data}' measures them; enrol again afterwards.");
            }

            string data = model.Run.Record.Identity.Data;
            using (Tensor first = preparation.Read([all[0].Path]))
            {
                if (ImagePreparation.LooksInverted(first, data))
                {
                    context.Terminal.Warn($"'{all[0].Path}' looks dark on light, but the images of {data} are light on dark: if so, enrol into another gallery with --invert {(preparation.Invert ? "false" : "true")}.");
                }
            }

            opened.Enroll(ImageBatches.ToEnroll(preparation, all, context.Terminal, context.Cancellation));
            Report(context, path, opened, all, context.Get(json));
            return ExitCode.Done;
        }));
        return command;
    }

    private static (string Name, string Path)[] Images(string[] images, string? name, string? folder)
    {
        if (folder is null)
        {
            return name is null || images.Length == 0
                ? throw new UsageException("enroll needs --name and at least one image, or --folder with one folder of images for each identity.")
                : [.. images.Select(image => (name, image))];
        }

        if (name is not null || images.Length > 0)
        {
            throw new UsageException("--folder names the identities by its folders; leave --name and single images out, or enrol them by another call.");
        }

        IReadOnlyList<(string Name, string[] Images)> identities = ImageFolder.List(folder);
        if (identities.Count == 0)
        {
            throw new SiameseException($"The folder '{folder}' has no folders in it; put the images of each identity into a folder with its name.");
        }

        return identities.FirstOrDefault(identity => identity.Images.Length == 0) is { Name: { } empty }
            ? throw new SiameseException($"The folder '{Path.Combine(folder, empty)}' has no images in it (PNG, JPEG, BMP, PGM); put at least one there, or take the folder away.")
            : [.. identities.SelectMany(identity => identity.Images.Select(image => (identity.Name, image)))];
    }

    private static void Report(CommandContext context, string path, Gallery gallery, (string Name, string Path)[] all, bool json)
    {
        IReadOnlyList<GalleryIdentity> identities = gallery.Identities();
        int examples = identities.Sum(identity => identity.Examples.Count);
        string[] names = [.. all.Select(image => image.Name.Trim().Normalize()).Distinct()];
        if (json)
        {
            context.Terminal.Json(new JsonObject
            {
                ["schema"] = 1,
                ["gallery"] = path,
                ["model"] = gallery.Facts.Model,
                ["weights"] = gallery.Facts.Weights.Sha256,
                ["enrolled"] = new JsonObject { ["names"] = new JsonArray([.. names.Select(name => (JsonNode)name)]), ["examples"] = all.Length },
                ["identities"] = identities.Count,
                ["examples"] = examples,
            });
            return;
        }

        string who = names.Length == 1 ? names[0] : Format.Plural(names.Length, "identity").Replace("identitys", "identities", StringComparison.Ordinal);
        context.Terminal.Markup($"Enrolled {Format.Plural(all.Length, "example")} of [green]{Markup.Escape(who)}[/] in {Markup.Escape(path)}, which now holds {GalleryView.Size(identities.Count, examples)}.");
    }
}
