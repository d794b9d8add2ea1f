using System.Runtime.CompilerServices;

namespace SiameseDsl.Benchmarks.Building;

/// <summary>Where things lie.</summary>
internal static class Places
{
    /// <summary>The repository.</summary>
    public static string Repository { get; } = Path.GetFullPath(Path.Combine(Here(), "../../.."));

    /// <summary>The folder of this program, where the generator and its dependencies lie too.</summary>
    public static string Program => AppContext.BaseDirectory;

    /// <summary>The compiler of the SDK in use.</summary>
    public static string Compiler => Path.Combine(Sdk, "Roslyn", "bincore", "csc.dll");

    /// <summary>The analyzers and generators that the SDK gives the compiler in every build.</summary>
    public static IReadOnlyList<string> SdkAnalyzers
    {
        get
        {
            string analyzers = Path.Combine(Sdk, "Sdks", "Microsoft.NET.Sdk", "analyzers");
            string pack = Path.Combine(Root, "packs", "Microsoft.NETCore.App.Ref");
            string newest = Directory.GetDirectories(pack).OrderBy(folder => Version.TryParse(Path.GetFileName(folder), out Version? version) ? version : new()).Last();
            return [.. Directory.GetFiles(Path.Combine(newest, "analyzers", "dotnet", "cs"), "*.dll"), .. Directory.GetFiles(analyzers, "*.NetAnalyzers.dll").Where(file => !file.Contains("VisualBasic", StringComparison.Ordinal))];
        }
    }

    /// <summary>A fresh folder outside of the repository.</summary>
    public static string Scratch()
    {
        string folder = Path.Combine(Path.GetTempPath(), "siamese-benchmark-" + Path.GetRandomFileName());
        Directory.CreateDirectory(folder);
        return folder;
    }

    private static string Root => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "../../.."));

    private static string Sdk => Path.Combine(Root, "sdk", ProcessRun.Output("dotnet", ["--version"], Repository).Trim());

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
