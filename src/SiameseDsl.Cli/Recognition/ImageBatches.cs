using SiameseDsl.Cli.Terminals;
using SiameseDsl.Data;
using SiameseDsl.Galleries;
using static TorchSharp.torch;

namespace SiameseDsl.Cli.Recognition;

/// <summary>Image files on their way to a model, a few hundred at a time, with a line about the progress of many.</summary>
internal static class ImageBatches
{
    private const int Size = 256;

    /// <summary>The files as samples to enrol.</summary>
    public static IEnumerable<GallerySamples> ToEnroll(ImagePreparation preparation, IReadOnlyList<(string Name, string Path)> images, Terminal terminal, CancellationToken cancellationToken)
    {
        foreach ((int start, Tensor samples) in Read(preparation, [.. images.Select(image => image.Path)], terminal, cancellationToken))
        {
            (string Name, string Path)[] part = [.. images.Skip(start).Take((int)samples.shape[0])];
            yield return new GallerySamples([.. part.Select(image => image.Name)], samples, [.. part.Select(image => Path.GetFileName(image.Path))]);
        }
    }

    /// <summary>The files as batches, each with the place of its first; the caller disposes them.</summary>
    public static IEnumerable<(int Start, Tensor Samples)> Read(ImagePreparation preparation, string[] paths, Terminal terminal, CancellationToken cancellationToken)
    {
        for (int start = 0; start < paths.Length; start += Size)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (start > 0)
            {
                terminal.Note($"{Format.Count(start)} of {Format.Plural(paths.Length, "image")} ...");
            }

            yield return (start, preparation.Read(paths[start..Math.Min(paths.Length, start + Size)]));
        }
    }
}
