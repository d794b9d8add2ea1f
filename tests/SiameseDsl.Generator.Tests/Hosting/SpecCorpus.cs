namespace SiameseDsl.Generator.Tests.Hosting;

/// <summary>The repository's own specs: every model, and every bad file of the language's tests.</summary>
internal static class SpecCorpus
{
    /// <summary>The models, by file name.</summary>
    public static IReadOnlyList<(string Path, string Text)> Models { get; } = Read("models");

    /// <summary>The bad files, by file name.</summary>
    public static IReadOnlyList<(string Path, string Text)> Bad { get; } = Read("bad");

    private static (string, string)[] Read(string folder)
    {
        string[] files = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, folder), "*.siamese.yaml");
        Assert.NotEmpty(files);
        return [.. files.Order(StringComparer.Ordinal).Select(file => (Path.GetFileName(file), File.ReadAllText(file)))];
    }
}
