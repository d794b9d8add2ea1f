using SiameseDsl.Graphs;
using static TorchSharp.torch;

namespace SiameseDsl.Data;

/// <summary>How image files become a tower's samples: decoded, turned to grey or colour and resized as for training, and inverted where training data was (ink on paper becomes light on dark).</summary>
public sealed class ImagePreparation
{
    private readonly ImageShape shape;

    private ImagePreparation(ImageShape shape, bool invert)
    {
        this.shape = shape;
        Invert = invert;
    }

    /// <summary>Whether dark becomes light.</summary>
    public bool Invert { get; }

    /// <summary>The preparation of files for one tower of a model.</summary>
    /// <param name="plan">The model.</param>
    /// <param name="tower">The tower's place in the plan.</param>
    /// <param name="invert">Whether dark becomes light; see <see cref="InvertsFilesOf"/>.</param>
    /// <exception cref="SiameseException">The tower takes no grey or colour images.</exception>
    public static ImagePreparation For(ModelGraph plan, int tower, bool invert)
    {
        GraphTower input = plan.Towers[tower];
        if (input.Vocabulary is not null || input.InputShape is not [1 or 3, > 0, > 0])
        {
            throw new SiameseException($"{plan.Name} takes {(input.Vocabulary is null ? "samples of the shape" : "tokens,")} ({string.Join(", ", input.InputShape)}), and image files become (1, height, width) or (3, height, width); give its samples from C#, by Gallery.");
        }

        return new ImagePreparation(ImageShape.FromInput(input.InputShape, "image files", 1, 3), invert);
    }

    /// <summary>Whether a data set inverts its files: Omniglot's drawings are black on white. What is no data set's name inverts nothing.</summary>
    public static bool InvertsFilesOf(string dataSet) => DataSets.Known(dataSet)?.InvertsFiles ?? false;

    /// <summary>Whether prepared images (N, C, H, W) look dark on light by their edges, while those of the data set are light on dark: their preparation then lacks an inversion, or has one too many.</summary>
    public static bool LooksInverted(Tensor images, string dataSet)
    {
        if (DataSets.Known(dataSet)?.IsLightOnDark != true)
        {
            return false;
        }

        using var scope = NewDisposeScope();
        Tensor edges = cat([images[TensorIndex.Ellipsis, 0, TensorIndex.Colon].flatten(), images[TensorIndex.Ellipsis, -1, TensorIndex.Colon].flatten(), images[TensorIndex.Ellipsis, 0].flatten(), images[TensorIndex.Ellipsis, -1].flatten()]);
        return edges.to(ScalarType.Float32).mean().item<float>() > 127.5;
    }

    /// <summary>Reads image files: (N, C, H, W), bytes. The caller disposes.</summary>
    /// <exception cref="SiameseException">A file cannot be read or is no image; the first such is named.</exception>
    public Tensor Read(IReadOnlyList<string> paths)
    {
        byte[] pixels = ImageFiles.Decode(paths.Count, i => ImageFiles.OpenFile(paths[i]), shape, Invert);
        return tensor(pixels, [paths.Count, shape.Channels, shape.Height, shape.Width]);
    }
}
