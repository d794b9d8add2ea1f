using System.CommandLine;
using System.Text.Json.Nodes;
using SiameseDsl.Cli.App;
using SiameseDsl.Cli.Recognition;
using SiameseDsl.Cli.Reports;
using SiameseDsl.Cli.Terminals;
using SiameseDsl.Data;
using SiameseDsl.Galleries;
using static TorchSharp.torch;
using Markup = Spectre.Console.Markup;

namespace SiameseDsl.Cli.Commands;

/// <summary><c>verify</c>: whether images are of one identity of a gallery, or two images of one.</summary>
internal static class VerifyCommand
{
    public static Command Create(AppHost app)
    {
        Argument<string> run = RecognitionOptions.Run();
        var images = new Argument<string[]>("IMAGE") { Description = "With --gallery and --name, images to compare with that identity; else two images to compare with each other.", Arity = ArgumentArity.OneOrMore };
        var gallery = new Option<string?>("--gallery") { Description = "The gallery's file." };
        var name = new Option<string?>("--name") { Description = "Who is said to be in the images." };
        Option<bool?> invert = RecognitionOptions.Invert("as the gallery has it, or for two images as the run's data");
        Option<bool> json = CommonOptions.Json();
        var command = new Command("verify", "Say whether an image is of an identity, or two images of the same one.") { run, images, gallery, name, invert, json };
        command.SetAction(app.Action(context =>
        {
            string[] probes = context.Get(images)!;
            string? path = context.Get(gallery);
            if (path is null != context.Get(name) is null)
            {
                throw new UsageException("verify needs --gallery and --name together, or neither and two images.");
            }

            if (path is null && probes.Length != 2)
            {
                throw new UsageException($"Without --gallery, verify compares two images; {Format.Plural(probes.Length, "image")} were given.".Replace("1 image were", "1 image was", StringComparison.Ordinal));
            }

            VerificationAnswer[] answers = path is null ? [OfPair(context, context.Get(run)!, probes, context.Get(invert))] : OfIdentity(context, context.Get(run)!, path, context.Get(name)!, probes, context.Get(invert));
            string[] shown = path is null ? [$"{probes[0]}, {probes[1]}"] : probes;
            if (context.Get(json))
            {
                context.Terminal.Json(Document(path, context.Get(name), probes, answers));
                return ExitCode.Done;
            }

            foreach ((string probe, VerificationAnswer answer) in shown.Zip(answers))
            {
                context.Terminal.Markup($"{Markup.Escape(probe)}: {Markup.Escape(Text(answer, context.Get(name)))}");
            }

            return ExitCode.Done;
        }));
        return command;
    }

    private static VerificationAnswer[] OfIdentity(CommandContext context, string run, string path, string name, string[] probes, bool? invert)
    {
        GalleryFile.Open(path).Dispose();
        using TrainedModel model = TrainedModel.Open(context, run);
        using Gallery opened = UntypedGallery.Open(path, model.Module);
        ImagePreparation preparation = RecognitionOptions.Preparation(model.Module.Plan, model.Module.LeftTower, opened.Facts, path, invert);
        var answers = new List<VerificationAnswer>();
        foreach ((int _, Tensor samples) in ImageBatches.Read(preparation, probes, context.Terminal, context.Cancellation))
        {
            using (samples)
            {
                answers.AddRange(opened.VerifyAll(name, samples));
            }
        }

        return [.. answers];
    }

    private static VerificationAnswer OfPair(CommandContext context, string run, string[] images, bool? invert)
    {
        using TrainedModel model = TrainedModel.Open(context, run);
        bool inverts = invert ?? model.InvertsFiles;
        using Tensor left = ImagePreparation.For(model.Module.Plan, model.Module.LeftTower, inverts).Read([images[0]]);
        using Tensor right = ImagePreparation.For(model.Module.Plan, model.Module.RightTower, inverts).Read([images[1]]);
        return VerificationAnswer.Of(model.Module, left, right);
    }

    private static string Text(VerificationAnswer answer, string? name)
    {
        string verdict = answer.IsSame ? "same" : "different";
        string chance = answer.Probability is { } same ? $", P(same) {ReportText.Percent(same)}" : "";
        return $"{verdict}{(name is null ? "" : $", {(answer.IsSame ? "this is" : "not")} {name}")} (score {Format.Number(Math.Round(answer.Score, 3))}, same at and above {Format.Number(Math.Round(answer.Threshold, 3))}{chance})";
    }

    private static JsonObject Document(string? path, string? name, string[] probes, VerificationAnswer[] answers)
    {
        if (path is null)
        {
            JsonObject pair = Answer(answers[0]);
            pair.Insert(0, "schema", 1);
            pair.Insert(1, "images", new JsonArray([.. probes.Select(probe => (JsonNode)probe)]));
            return pair;
        }

        return new JsonObject
        {
            ["schema"] = 1,
            ["gallery"] = path,
            ["identity"] = name,
            ["probes"] = new JsonArray([.. probes.Zip(answers, (probe, answer) =>
            {
                JsonObject node = Answer(answer);
                node.Insert(0, "image", probe);
                return (JsonNode)node;
            })]),
        };
    }

    private static JsonObject Answer(VerificationAnswer answer) => new()
    {
        ["same"] = answer.IsSame,
        ["score"] = answer.Score,
        ["threshold"] = answer.Threshold,
        ["probability"] = answer.Probability,
        ["false_accept_rate"] = answer.FalseAcceptRate,
    };
}
