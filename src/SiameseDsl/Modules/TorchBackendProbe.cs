using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace SiameseDsl.Modules;

/// <summary>Finds out why the native libraries of Torch do not load, by looking at the folders the host searches.</summary>
/// <param name="folders">The folders, in the order of the search.</param>
/// <param name="platform">A runtime identifier such as linux-x64.</param>
internal sealed partial class TorchBackendProbe(IReadOnlyList<string> folders, string platform)
{
    private static readonly string[] Supported = ["linux-x64", "win-x64", "osx-arm64"];

    /// <summary>The folders and the platform of the running program.</summary>
    public static TorchBackendProbe ForThisProcess()
    {
        string system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
        string platform = RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal)
            ? RuntimeInformation.RuntimeIdentifier
            : $"{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
        string searched = AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "";

        return new(
            [
                .. searched.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
                AppContext.BaseDirectory,
                Path.Combine(AppContext.BaseDirectory, "runtimes", platform, "native"),
            ],
            platform);
    }

    /// <summary>One sentence with the reason and the remedy.</summary>
    public string Explain()
    {
        if (!Supported.Contains(platform))
        {
            return $"Torch has no native libraries for {platform}: expected one of {string.Join(", ", Supported)}; run the program on one of these.";
        }

        if (Find(FileName("torch_cpu")) is not { } torch)
        {
            return $"The native libraries of Torch are missing ({FileName("torch_cpu")} is not beside the program): add a backend to the program's project, "
                + "for example `dotnet add package TorchSharp-cpu`, and build again.";
        }

        if (Find(FileName("LibTorchSharp")) is not { } bridge)
        {
            return $"{FileName("LibTorchSharp")} is missing beside the program, although {torch} is there: delete the folders bin and obj of the program's project and build again.";
        }

        return LoadFailure(torch) ?? LoadFailure(bridge)
            ?? $"Torch did not load by name, although {torch} and {bridge} load by path: "
            + "start the program from its own folder, with the deps.json that the build made.";
    }

    /// <summary>The operating system's reason why one library does not load, as a sentence; null when it loads.</summary>
    internal static string? LoadFailure(string path)
    {
        try
        {
            NativeLibrary.Load(path);
            return null;
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            return Describe(path, e.Message);
        }
    }

    /// <summary>A sentence for the text with which the loader refused a library.</summary>
    internal static string Describe(string path, string reason)
    {
        if (MissingVersion().Match(reason) is { Success: true } match)
        {
            string library = match.Groups["version"].Value.StartsWith("GLIBC_", StringComparison.Ordinal) ? "C library" : "libstdc++";
            return $"The {library} of this system is too old for {path} (it asks for {match.Groups["version"].Value}): "
                + "build the program with the build targets of the SiameseDsl package (without SiameseFixNativeLibraries=false), "
                + "which need GLIBCXX_3.4.32 no more, or run it on Ubuntu 24.04, Debian 13, Fedora 38 or newer.";
        }

        if (MissingLibrary().Match(reason) is { Success: true } missing)
        {
            return $"{path} needs {missing.Groups["library"].Value}, which is not there: install it, or delete the folders bin and obj of the program's project and build again.";
        }

        string line = reason.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault(l => l.Contains(path, StringComparison.Ordinal)) ?? reason.ReplaceLineEndings(" ");
        return $"The system cannot load {path} ({line}): restore the packages of the program's project and build again.";
    }

    [GeneratedRegex(@"version [`'](?<version>[A-Z_]+_[0-9.]+)' not found")]
    private static partial Regex MissingVersion();

    [GeneratedRegex(@"(?<library>[\w.+-]+): cannot open shared object file")]
    private static partial Regex MissingLibrary();

    private string FileName(string library) => platform.Split('-')[0] switch
    {
        "win" => $"{library}.dll",
        "osx" => $"lib{library}.dylib",
        _ => $"lib{library}.so",
    };

    private string? Find(string file) => folders.Select(folder => Path.Combine(folder, file)).FirstOrDefault(File.Exists);
}
