using System.Text.Json;

namespace SiameseDsl.Benchmarks.Building;

/// <summary>The images with machine code that the package carries.</summary>
internal static class ReadyToRunImages
{
    /// <summary>Makes them as packing does; none where the compiler for them cannot be fetched.</summary>
    public static IReadOnlyList<string> Make()
    {
        const string Target = "GetReadyToRunFiles";
        string project = Path.Combine(Places.Repository, "generators", "SiameseDsl.Generator");
        string json = ProcessRun.Output("dotnet", ["msbuild", project, "-nologo", "-p:Configuration=Release", $"-t:{Target}", $"-getTargetResult:{Target}"], Places.Repository);
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.GetProperty("TargetResults").GetProperty(Target).GetProperty("Items").EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!)];
    }
}
