using System.Diagnostics;
using SiameseDsl.Cli.Tests.Hosting;

namespace SiameseDsl.Cli.Tests.Commands;

/// <summary>What people really hand over, each with the sentence that they get.</summary>
public sealed class BadInputTests : IDisposable
{
    private const string Good = "siamese: 1\nmodel: Tiny\ninput: { shape: [1, 28, 28] }\ntower:\n  - flatten\n  - dense: { name: embedding, units: 64 }\nhead: euclidean\nloss: contrastive\n";

    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public void A_missing_spec_is_wrong_usage()
    {
        CliResult result = CommandLine.Run("check", directory["Absent.siamese.yaml"]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains($"There is no file or directory '{directory["Absent.siamese.yaml"]}'.", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "(1,1): error SDSL0003: The file is empty")]
    [InlineData("# nothing yet\n", "error SDSL0003: ")]
    [InlineData("siamese: 1\nmodel: Tiny\ntraining:\n\tepochs: 3\n", "(4,1): error SDSL0007: A tab is not allowed in indentation; use spaces.")]
    [InlineData(Good + "loss: bce\n", "(9,1): error SDSL0006: The key 'loss' stands here a second time; remove one of the two.")]
    [InlineData(Good + "training: { optimizer: { adam: { lr: .nan } } }\n", "(9,38): error SDSL1008: '.nan' is not a finite number")]
    [InlineData(Good + "training: { optimizer: { adam: { lr: .inf } } }\n", "(9,38): error SDSL1008: '.inf' is not a finite number")]
    [InlineData("a: &a [x, x]\nb: [*a, *a, *a]\n", "(1,4): error SDSL0005: The anchor '&a' is not allowed")]
    public void A_spec_that_cannot_be_understood_is_shown_where_it_is_wrong(string text, string expected)
    {
        CliResult result = CommandLine.Run("check", directory.Write("Tiny.siamese.yaml", text));

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(expected, result.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("units: 64", "units: -1", "SDSL1003: 'units' is -1; it must be a whole number from 1 to 1048576.")]
    [InlineData("units: 64", "units: 99999999999999999999", "'units' is 99999999999999999999; it must be a whole number from 1 to 1048576.")]
    [InlineData("[1, 28, 28]", "[0, 28, 28]", "(3,18): error SDSL1003: 'shape' holds 0; it must be a list of whole numbers from 1 to 1048576.")]
    [InlineData("[1, 28, 28]", "[1, -28, 28]", "(3,21): error SDSL1003: 'shape' holds -28")]
    [InlineData("[1, 28, 28]", "[1, 1000000, 1000000]", "more than the 100,000,000 values that one sample may have")]
    [InlineData("units: 64", "units: 1048576", "a model may have 500,000,000")]
    [InlineData("model: Tiny", "model: \"Tiny { } class Evil\"", "SDSL2001: 'Tiny { } class Evil' is not a name for a model")]
    [InlineData("name: embedding", "name: \"a; System.Console.Beep(); int b\"", "SDSL2001: 'a; System.Console.Beep(); int b' is not a name for a layer")]
    public void Sizes_and_names_that_cannot_be_are_refused(string good, string bad, string expected)
    {
        CliResult result = CommandLine.Run("check", directory.Write("Tiny.siamese.yaml", Good.Replace(good, bad, StringComparison.Ordinal)));

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(expected, result.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("SDSL9001", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Ten_thousand_levels_and_a_billion_aliases_end_soon()
    {
        const int Levels = 10_000;
        string deep = directory.Write("Deep.siamese.yaml", Good + "extra: " + new string('[', Levels) + new string(']', Levels) + "\n");
        string laughs = directory.Write("Laughs.siamese.yaml", string.Concat(Enumerable.Range(1, 12).Select(i => $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat(i == 1 ? "x" : $"*a{i - 1}", 10))}]\n")));
        var watch = Stopwatch.StartNew();

        CliResult result = CommandLine.Run("check", deep, laughs);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("error SDSL0004: The file nests deeper than 64 levels; write it flatter.", result.Out, StringComparison.Ordinal);
        Assert.Contains("error SDSL0005: The anchor '&a1' is not allowed", result.Out, StringComparison.Ordinal);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"It took {watch.Elapsed}.");
    }

    [Fact]
    public void A_folder_with_one_class_or_one_image_a_class_is_refused()
    {
        Image("one/anna/1.pgm");
        Image("one/anna/2.pgm");
        for (int person = 0; person < 6; person++)
        {
            Image($"single/person{person}/1.pgm");
        }

        Assert.Contains($"'{directory["one"]}' has 1 class(es)", Train("folder:" + directory["one"]).ErrorSentence, StringComparison.Ordinal);
        Assert.Contains($"'{directory["single/person0"]}' has 1 image(s)", Train("folder:" + directory["single"]).ErrorSentence, StringComparison.Ordinal);
        Assert.Contains("does not exist", Train("folder:" + directory["absent"]).ErrorSentence, StringComparison.Ordinal);
        Assert.False(Directory.Exists(directory["run"]));
    }

    [Fact]
    public void An_image_that_is_none_is_named()
    {
        for (int image = 0; image < 24; image++)
        {
            Image($"faces/person{image / 4}/{image % 4}.pgm");
        }

        string fake = directory.Write("faces/person3/holiday.png", "<html>not found</html>");

        Assert.Contains($"'{fake}' is no image", Train("folder:" + directory["faces"]).ErrorSentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_of_another_plan_is_refused_with_the_difference()
    {
        string run = directory["run"];
        Assert.Equal(0, CommandLine.Run("train", "Digits/contrastive", "--data", "glyphs", "--epochs", "1", "--threads", "1", "--out", run).ExitCode);

        CliResult other = CommandLine.Run("train", "Digits/contrastive-linear", "--data", "glyphs", "--epochs", "1", "--threads", "1", "--out", run);

        Assert.Equal(1, other.ExitCode);
        Assert.Contains(run, other.ErrorSentence, StringComparison.Ordinal);
        Assert.Contains("model: Digits/contrastive there, Digits/contrastive-linear here", other.ErrorSentence, StringComparison.Ordinal);
        Assert.Contains("tower.embedding.activation: sigmoid there, linear here", other.ErrorSentence, StringComparison.Ordinal);
    }

    private CliResult Train(string data)
    {
        CliResult result = CommandLine.Run("train", "Digits/contrastive", "--data", data, "--epochs", "1", "--out", directory["run"]);
        Assert.Equal(1, result.ExitCode);
        return result;
    }

    private void Image(string name) => directory.Write(name, "P2\n4 4\n255\n" + string.Join(' ', Enumerable.Range(0, 16).Select(pixel => pixel * 16)) + "\n");
}
