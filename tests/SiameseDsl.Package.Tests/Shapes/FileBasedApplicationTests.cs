using SiameseDsl.Package.Tests.Packages;

namespace SiameseDsl.Package.Tests.Shapes;

/// <summary>A file-based application: one spec and one file of C# that <c>dotnet new siamese-file</c> makes, and no project.</summary>
[Collection(PackageCollection.Name)]
public sealed class FileBasedApplicationTests(PackedFeed feed)
{
    [Fact]
    public void It_runs_without_a_project_and_notices_an_edited_spec()
    {
        string folder = feed.NewFolder("file based");
        feed.New(folder, "siamese-file", "app");
        string spec = Path.Combine(folder, "Characters.siamese.yaml");
        Assert.Equal([spec, Path.Combine(folder, "app.cs")], Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal));
        Assert.InRange(File.ReadLines(Path.Combine(folder, "app.cs")).Count(line => line.Length > 0 && !line.StartsWith("#:", StringComparison.Ordinal)), 1, 4);

        string table = feed.Dotnet(folder, "run", "app.cs", "--", "compare", "--epochs", "1", "--threads", "1", "--variants", "wide").Succeeded();
        Assert.Contains("Characters on glyphs", table, StringComparison.Ordinal);

        // Nothing but the spec changes: neither the C# nor a file that the SDK compares.
        File.WriteAllText(spec, File.ReadAllText(spec).Replace("  wide:", "  very-wide:", StringComparison.Ordinal));
        Assert.Contains("very-wide", feed.Dotnet(folder, "run", "app.cs", "--", "list").Succeeded(), StringComparison.Ordinal);
    }
}
