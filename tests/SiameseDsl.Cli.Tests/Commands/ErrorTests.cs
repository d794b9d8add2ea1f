using System.CommandLine;
using SiameseDsl.Cli.App;
using SiameseDsl.Cli.Terminals;
using SiameseDsl.Cli.Tests.Hosting;

namespace SiameseDsl.Cli.Tests.Commands;

public sealed class ErrorTests
{
    [Fact]
    public void A_known_mistake_is_its_sentence_alone()
    {
        CliResult result = Fail(new SiameseException("The file 'x' is empty; write something into it."));

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("error: The file 'x' is empty; write something into it.\n", result.Error);
    }

    [Fact]
    public void An_unexpected_exception_is_one_sentence_with_a_hint()
    {
        CliResult result = Fail(new InvalidOperationException("first\nsecond"));

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("error: An unexpected InvalidOperationException happened: first second (--verbose shows where.)\n", result.Error);
    }

    [Fact]
    public void Verbose_shows_where()
    {
        CliResult result = Fail(new InvalidOperationException("boom"), "--verbose");

        Assert.Contains(nameof(Fail), result.Error, StringComparison.Ordinal);
        Assert.Contains("   at ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Square_brackets_in_a_message_are_no_markup()
    {
        Assert.Equal("error: expected [1, 28, 28] [red]\n", Fail(new SiameseException("expected [1, 28, 28] [red]")).Error);
    }

    [Fact]
    public void An_interrupted_command_exits_with_130()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        CliResult result = Fail(new OperationCanceledException(cancelled.Token), cancelled.Token);

        Assert.Equal(130, result.ExitCode);
    }

    private static CliResult Fail(Exception problem, params string[] args) => Fail(problem, CancellationToken.None, args);

    private static CliResult Fail(Exception problem, CancellationToken cancellationToken, params string[] args)
    {
        var output = new StringWriter();
        var error = new StringWriter();
        var host = new AppHost([], new AppStreams(output, error, false, false, false, 80));
        var command = new Command("fail");
        command.Add(host.Verbose);
        command.SetAction(host.Action(_ => throw problem));
        int exitCode = command.Parse(args).InvokeAsync(cancellationToken: cancellationToken).GetAwaiter().GetResult();
        return new CliResult(exitCode, output.ToString(), error.ToString());
    }
}
