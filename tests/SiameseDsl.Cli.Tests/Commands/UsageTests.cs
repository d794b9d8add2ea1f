using SiameseDsl.Cli.Tests.Hosting;

namespace SiameseDsl.Cli.Tests.Commands;

public sealed class UsageTests
{
    [Theory]
    [InlineData("There is no command 'trian'; did you mean 'train'?", "trian")]
    [InlineData("There is no option '--jsno'; did you mean '--json'?", "list", "--jsno")]
    [InlineData("There is no option '--epoch'; did you mean '--epochs'?", "train", "Digits", "--data", "glyphs", "--out", "x", "--epoch", "3")]
    [InlineData("There is no option '--verbos'; did you mean '--verbose'?", "list", "--verbos")]
    [InlineData("There is no model 'Digits/contrastve'; did you mean 'Digits/contrastive'?", "describe", "Digits/contrastve")]
    [InlineData("There is no model 'Digitz/contrastve'; did you mean 'Digits/contrastive'?", "describe", "Digitz/contrastve")]
    [InlineData("There is no model 'Digitz'; did you mean 'Digits'?", "describe", "Digitz")]
    [InlineData("There is no family 'Digit'; did you mean 'Digits'?", "compare", "Digit")]
    [InlineData("Digits has no variant 'contrastve'; did you mean 'contrastive'?", "compare", "--variants", "base,contrastve")]
    [InlineData("There is no data set 'mnits'; did you mean 'mnist'?", "data", "info", "mnits")]
    [InlineData("There is no rule 'SDSL4000'; did you mean 'SDSL4001'?", "explain", "SDSL4000")]
    [InlineData("--seeds must be at least 1.", "compare", "--seeds", "0")]
    [InlineData("--epochs must be at least 1.", "compare", "--epochs", "0")]
    [InlineData("--holdout-classes random:few names no number of classes; write for example random:3.", "compare", "--holdout-classes", "random:few")]
    [InlineData("'siamese list' does not take 'extra'.", "list", "extra")]
    [InlineData("'siamese data' needs a command: list, info, fetch.", "data")]
    [InlineData("There is no file or directory 'no-such-file'.", "check", "no-such-file")]
    public void Wrong_usage_is_one_sentence_with_the_nearest_name_and_exit_code_2(string sentence, params string[] args)
    {
        CliResult result = CommandLine.Run(args);

        Assert.Equal(2, result.ExitCode);
        Assert.Equal("error: " + sentence, result.ErrorSentence);
        Assert.Equal("", result.Out);
    }

    [Fact]
    public void A_missing_argument_or_option_is_named()
    {
        Assert.Contains("needs MODEL", CommandLine.Run("describe").ErrorSentence, StringComparison.Ordinal);
        Assert.Contains("--out", CommandLine.Run("train", "Digits", "--data", "glyphs").ErrorSentence, StringComparison.Ordinal);
        Assert.Contains("needs a command: list, describe", CommandLine.Run().ErrorSentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_is_no_error()
    {
        CliResult help = CommandLine.Run("train", "--help");

        Assert.Equal(0, help.ExitCode);
        Assert.Contains("--resume", help.Out, StringComparison.Ordinal);
    }
}
