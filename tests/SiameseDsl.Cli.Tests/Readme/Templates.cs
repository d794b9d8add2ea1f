using System.Xml.Linq;

namespace SiameseDsl.Cli.Tests.Readme;

/// <summary>The templates as <c>dotnet new</c> writes them under the names that the README uses.</summary>
internal static class Templates
{
    /// <summary>Puts names and versions into the text of a template.</summary>
    public static string Fill(string text) => text
        .Replace("Company.SiameseApplication1", "Faces", StringComparison.Ordinal)
        .Replace("SiameseScript1", "app", StringComparison.Ordinal)
        .Replace("SIAMESE_VERSION", Read("Directory.Build.props").Descendants("Version").Single().Value, StringComparison.Ordinal)
        .Replace("TORCH_VERSION", Read("Directory.Packages.props").Descendants("PackageVersion").Single(item => item.Attribute("Include")!.Value == "TorchSharp-cpu").Attribute("Version")!.Value, StringComparison.Ordinal);

    /// <summary>The build assets of the packages.</summary>
    public static IEnumerable<string> BuildAssets() =>
        new[] { "src/SiameseDsl/build", "generators/SiameseDsl.Generator/build" }.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(ReadmeFile.Root, folder)));

    private static XDocument Read(string name) => XDocument.Load(Path.Combine(ReadmeFile.Root, name));
}
