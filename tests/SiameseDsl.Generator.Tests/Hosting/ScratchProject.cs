using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace SiameseDsl.Generator.Tests.Hosting;

/// <summary>A small project on disk that is built by the real SDK, with the generator's targets as a package user gets them.</summary>
internal sealed partial class ScratchProject : IDisposable
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), "siamese-" + Path.GetRandomFileName());

    public ScratchProject()
    {
        Directory.CreateDirectory(folder);
        string here = AppContext.BaseDirectory;
        string assets = Path.GetFullPath(Path.Combine(SourceFolder(), "../../../generators/SiameseDsl.Generator/build/SiameseDsl.Generator"));
        Write("Directory.Build.props", "<Project />");
        Write("Directory.Build.targets", "<Project />");
        Write("Directory.Packages.props", "<Project />");
        Write("Scratch.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <UseSharedCompilation>false</UseSharedCompilation>
                <EnableDefaultEmbeddedResourceItems>false</EnableDefaultEmbeddedResourceItems>
              </PropertyGroup>
              <ItemGroup>
                <Analyzer Include="{here}SiameseDsl.Generator.dll;{here}SiameseDsl.Spec.dll;{here}YamlDotNet.dll" />
                <Reference Include="{here}SiameseDsl.dll;{here}TorchSharp.dll" Private="false" />
              </ItemGroup>
              <Import Project="{assets}.props" />
              <Import Project="{assets}.targets" />
            </Project>
            """);
    }

    /// <summary>The built assembly.</summary>
    public string Output => Path.Combine(folder, "bin/Debug/net10.0/Scratch.dll");

    /// <summary>Writes a file; its time stamp may be an old one, as a copied file's is.</summary>
    public void Write(string path, string text, bool old = false)
    {
        string file = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        if (old)
        {
            File.SetLastWriteTimeUtc(file, new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        }
    }

    /// <summary>Deletes a file.</summary>
    public void Delete(string path) => File.Delete(Path.Combine(folder, path));

    /// <summary>A plain build. Gives the exit code and the distinct lines that name a finding, errors and warnings of the compiler among them.</summary>
    public (int ExitCode, string[] Findings, string Log) Build(params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", ["build", "-v", "n", "-nologo", "-nodeReuse:false", .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["MSBUILDTERMINALLOGGER"] = "off";
        start.Environment.Remove("MSBuildSDKsPath");
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string log = process.StandardOutput.ReadToEnd() + errors.Result;
        process.WaitForExit();

        // The summary at the end repeats every finding.
        string work = log.Split("\nBuild FAILED.")[0].Split("\nBuild succeeded.")[0];
        string[] findings = [.. work.Split('\n').Where(line => Finding().IsMatch(line)).Select(line => Node().Replace(line.Trim(), "").Replace(folder + "/", ""))];
        return (process.ExitCode, findings, log);
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static string SourceFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    [GeneratedRegex(@": (error|warning) [A-Z]+[0-9]+: ")]
    private static partial Regex Finding();

    /// <summary>The number of the node that MSBuild puts in front.</summary>
    [GeneratedRegex("^[0-9:]+>")]
    private static partial Regex Node();
}
