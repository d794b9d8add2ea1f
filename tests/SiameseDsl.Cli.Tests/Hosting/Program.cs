namespace SiameseDsl.Cli.Tests.Hosting;

/// <summary>The tests as a program: all commands over the repository's models and those of the tests.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args) => SiameseApp.RunAsync(args, TestModels.All);
}
