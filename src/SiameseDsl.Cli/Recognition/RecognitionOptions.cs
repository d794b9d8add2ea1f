using System.CommandLine;
using SiameseDsl.Cli.App;
using SiameseDsl.Data;
using SiameseDsl.Galleries;
using SiameseDsl.Graphs;

namespace SiameseDsl.Cli.Recognition;

/// <summary>Arguments and options that the commands around a gallery have in common.</summary>
internal static class RecognitionOptions
{
    public static Argument<string> Run() => new("RUN") { Description = "A run directory that train made." };

    public static Option<string> Gallery() => new("--gallery") { Description = "The gallery's file.", Required = true };

    public static Option<bool?> Invert(string otherwise) => new("--invert")
    {
        Description = $"Whether dark becomes light in image files, as for ink on paper where training data is light on dark: true or false; {otherwise} by default.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    /// <summary>How a gallery's image files are prepared for one of its towers.</summary>
    /// <exception cref="UsageException">The command line wants it otherwise than the gallery has it.</exception>
    /// <exception cref="SiameseException">The model takes no images.</exception>
    public static ImagePreparation Preparation(ModelGraph plan, int tower, GalleryFacts facts, string gallery, bool? asked)
    {
        if (asked is { } invert && invert != facts.InvertsFiles)
        {
            throw new UsageException($"'{gallery}' was made with --invert {(facts.InvertsFiles ? "true" : "false")}, and all its images have to be prepared alike; leave --invert out, or make another gallery.");
        }

        return ImagePreparation.For(plan, tower, facts.InvertsFiles);
    }
}
