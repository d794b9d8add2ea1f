using SiameseDsl.Data;
using SiameseDsl.Graphs;
using SiameseDsl.Models;
using static TorchSharp.torch;

namespace SiameseDsl.Tests.Data;

public sealed class ImagePreparationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_file_becomes_the_sample_that_training_on_its_folder_made_of_it(int channels)
    {
        using var scope = NewDisposeScope();
        using TestFolder folder = new();
        for (int i = 0; i < 40; i++)
        {
            folder.Write($"c{i / 2:D2}/{i % 2}.png", TestImages.Png(31, 19, 3, (x, y, c) => ((x * (i + 3)) + (y * 7) + (c * 40)) % 256));
        }

        string name = $"folder:{folder.Path}";
        using DataSplit data = DataSets.Load(new DataRequest { Name = name, InputShape = [channels, 12, 10] });
        ImagePreparation preparation = ImagePreparation.For(Plan([channels, 12, 10]), 0, ImagePreparation.InvertsFilesOf(name));
        foreach (SampleSet part in (SampleSet[])[data.Train, data.Test])
        {
            string[] paths = [.. Enumerable.Range(0, part.Count).Select(i => Path.Combine(folder.Path, part.ClassNames[part.Labels[i]], $"{i % 2}.png"))];
            Assert.Equal(part.Samples.data<byte>().ToArray(), preparation.Read(paths).data<byte>().ToArray());
        }
    }

    [Fact]
    public void Drawings_of_Omniglot_are_inverted_and_other_files_are_not()
    {
        Assert.True(ImagePreparation.InvertsFilesOf("omniglot"));
        Assert.All((string[])["mnist", "glyphs", "folder:x", "nothing"], name => Assert.False(ImagePreparation.InvertsFilesOf(name)));

        using var scope = NewDisposeScope();
        using TestFolder folder = new();
        string file = folder.Write("a.pgm", TestImages.Pgm(4, 4, (x, y) => x < 2 ? 255 : 10));
        Tensor plain = ImagePreparation.For(Plan([1, 2, 2]), 0, invert: false).Read([file]), inverted = ImagePreparation.For(Plan([1, 2, 2]), 0, invert: true).Read([file, file]);
        Assert.Equal([255, 10, 255, 10], plain.data<byte>().ToArray());
        Assert.Equal([0, 245, 0, 245, 0, 245, 0, 245], inverted.data<byte>().ToArray());
        Assert.Equal([2L, 1L, 2L, 2L], inverted.shape);
    }

    [Fact]
    public void Models_that_take_no_images_say_so()
    {
        Assert.Contains("takes tokens, (16)", Assert.Throws<SiameseException>(() => ImagePreparation.For(Words.Convolution.Entry.Plan, 0, invert: false)).Message, StringComparison.Ordinal);
        Assert.Contains("samples of the shape (2, 8, 8)", Assert.Throws<SiameseException>(() => ImagePreparation.For(Plan([2, 8, 8]), 0, invert: false)).Message, StringComparison.Ordinal);
    }

    private static ModelGraph Plan(long[] input) => Digits.Contrastive.Entry.Plan with { Towers = [new GraphTower("tower", input, [])] };
}
