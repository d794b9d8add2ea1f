namespace SiameseDsl.Benchmarks.Building;

/// <summary>An application of a user's with one spec, outside of the repository, that builds the repository's projects along.</summary>
internal sealed class ScratchApp : IDisposable
{
    private const string SpecText = """
        siamese: 1
        model: Tiny
        input: { shape: [1, 28, 28] }
        tower:
          - flatten
          - dense: { units: 32, activation: relu }
          - dense: { name: embedding, units: 16 }
        head: euclidean
        loss: contrastive

        """;

    private int edits;

    public ScratchApp()
    {
        Folder = Places.Scratch();
        foreach (string file in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"])
        {
            Write(file, $"""<Project><Import Project="{Places.Repository}/{file}" /></Project>""");
        }

        Write("App.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <OutputType>Exe</OutputType>
                <UsesTorchBackend>true</UsesTorchBackend>
                <UsesSiameseGenerator>true</UsesSiameseGenerator>
                <!-- Its code is read by nobody, so that it has no documentation. -->
                <NoWarn>$(NoWarn);CS1591</NoWarn>
              </PropertyGroup>
              <ItemGroup>
                <ProjectReference Include="{Places.Repository}/src/SiameseDsl.Cli/SiameseDsl.Cli.csproj" />
              </ItemGroup>
            </Project>
            """);
        Write("Program.cs", "return await SiameseDsl.Cli.SiameseApp.RunAsync(args, App.Models.SiameseModels.All);\n");
        SaveGood();
    }

    /// <summary>Where it lies.</summary>
    public string Folder { get; }

    /// <summary>Saves the spec with another number of units, correct.</summary>
    public void SaveGood() => Write("Tiny.siamese.yaml", SpecText.Replace("units: 32", $"units: {32 + ++edits}", StringComparison.Ordinal));

    /// <summary>Saves the spec with a misspelt key.</summary>
    public void SaveBad() => Write("Tiny.siamese.yaml", SpecText.Replace("units: 32", $"unts: {32 + ++edits}", StringComparison.Ordinal));

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(Folder, file), text);
}
