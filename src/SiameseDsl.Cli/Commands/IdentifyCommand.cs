using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using SiameseDsl.Cli.App;
using SiameseDsl.Cli.Recognition;
using SiameseDsl.Cli.Terminals;
using SiameseDsl.Data;
using SiameseDsl.Galleries;
using static TorchSharp.torch;
using Markup = Spectre.Console.Markup;

namespace SiameseDsl.Cli.Commands;

/// <summary><c>identify</c>: who is in each image, or that it is nobody who is enrolled.</summary>
internal static class IdentifyCommand
{
    public static Command Create(AppHost app)
    {
        Argument<string> run = RecognitionOptions.Run();
        var images = new Argument<string[]>("IMAGE") { Description = "Images to identify: PNG, JPEG, BMP or PGM.", Arity = ArgumentArity.OneOrMore };
        Option<string> gallery = RecognitionOptions.Gallery();
        var rate = new Option<double>("--fpir") { Description = "The share of strangers that may be taken for somebody enrolled.", DefaultValueFactory = _ => Gallery.DefaultFalsePositives };
        Option<bool> json = CommonOptions.Json();
        var command = new Command("identify", "Say who is in an image, or that it is nobody in the gallery.") { run, images, gallery, rate, json };
        command.SetAction(app.Action(context =>
        {
            if (context.Get(rate) is not (> 0 and < 1))
            {
                throw new UsageException("--fpir must lie between 0 and 1, as 0.01 does.");
            }

            string path = context.Get(gallery)!;
            string[] probes = context.Get(images)!;
            GalleryFile.Open(path).Dispose();
            using TrainedModel model = TrainedModel.Open(context, context.Get(run)!);
            using Gallery opened = UntypedGallery.Open(path, model.Module);
            ImagePreparation preparation = RecognitionOptions.Preparation(model.Module.Plan, model.Module.LeftTower, opened.Facts, path, asked: null);
            var answers = new List<Identification>();
            foreach ((int _, Tensor samples) in ImageBatches.Read(preparation, probes, context.Terminal, context.Cancellation))
            {
                using (samples)
                {
                    answers.AddRange(opened.IdentifyAll(samples, context.Get(rate)));
                }
            }

            if (opened.Facts.Reference is { } reference && reference.FalsePositiveRate(answers[0].Threshold, answers[0].Examples) is var passing && passing > context.Get(rate))
            {
                context.Terminal.Warn(string.Create(CultureInfo.InvariantCulture, $"The run's {reference.Impostors.Pairs:N0} validation pairs cannot tell a threshold for --fpir {context.Get(rate):0.########} in a gallery of {Format.Plural(answers[0].Examples, "example")}: at the strictest that they can tell, up to {100 * passing:0.####} % of strangers may pass."));
            }

            if (context.Get(json))
            {
                context.Terminal.Json(Document(path, opened.Facts, context.Get(rate), probes, answers));
                return ExitCode.Done;
            }

            foreach ((string probe, Identification answer) in probes.Zip(answers))
            {
                string text = Markup.Escape(answer.ToString());
                context.Terminal.Markup($"{Markup.Escape(probe)}: {(answer.Name is { } name ? $"[green]{Markup.Escape(name)}[/]{text[Markup.Escape(name).Length..]}" : text)}");
            }

            return ExitCode.Done;
        }));
        return command;
    }

    private static JsonObject Document(string path, GalleryFacts facts, double rate, string[] probes, List<Identification> answers) => new()
    {
        ["schema"] = 1,
        ["gallery"] = path,
        ["model"] = facts.Model,
        ["identities"] = answers[0].Identities,
        ["examples"] = answers[0].Examples,
        ["fpir"] = rate,
        ["threshold"] = answers[0].Threshold,
        ["probes"] = new JsonArray(
        [
            .. probes.Zip(answers, (probe, answer) => (JsonNode)new JsonObject
            {
                ["image"] = probe,
                ["identity"] = answer.Name,
                ["score"] = answer.Candidates.Count > 0 ? answer.Candidates[0].Score : null,
                ["false_positive_rate"] = answer.FalsePositiveRate,
                ["candidates"] = new JsonArray([.. answer.Candidates.Select(candidate => (JsonNode)new JsonObject { ["identity"] = candidate.Name, ["score"] = candidate.Score })]),
            }),
        ]),
    };
}
