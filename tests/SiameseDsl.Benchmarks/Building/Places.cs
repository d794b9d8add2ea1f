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
    public static string Compiler
    {
        get
        {
            string sdk = ProcessRun.Output("dotnet", ["--version"], Repository).Trim();
            string root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "../../.."));
            return Path.Combine(root, "sdk", sdk, "Roslyn", "bincore", "csc.dll");
        }
    }

    /// <summary>A fresh folder outside of the repository.</summary>
    public static string Scratch()
    {
        string folder = Path.Combine(Path.GetTempPath(), "siamese-benchmark-" + Path.GetRandomFileName());
        Directory.CreateDirectory(folder);
        return folder;
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
