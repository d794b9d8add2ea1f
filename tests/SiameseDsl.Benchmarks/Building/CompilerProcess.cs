using SiameseDsl.Benchmarks.Generator;
using SiameseDsl.Benchmarks.Measuring;

namespace SiameseDsl.Benchmarks.Building;

/// <summary>
/// What a build pays for the generator where no compiler server is warm: loading it, YamlDotNet and the rule table, compiling their
/// code to machine code, and the work itself. As a package user has it: with the package's ReadyToRun images, beside the analyzers
/// and generators of the SDK, which every build brings and which need much of Roslyn's own machinery anyway. The bare compiler
/// and the generator without machine code stand beside it: the latter is what a fresh compiler server pays on Linux and macOS, which
/// reads generators from memory and there takes no machine code from them.
/// </summary>
internal static class CompilerProcess
{
    private const int Rounds = 5;

    private static readonly string[] Plain = [.. ((string[])["SiameseDsl.Generator.dll", "SiameseDsl.Spec.dll", "YamlDotNet.dll"]).Select(file => Path.Combine(Places.Program, file))];

    /// <summary>Compiles the repository's models by a fresh compiler process: once from the specs, once from the C# that they give. The difference is the generator.</summary>
    public static void Run(Report report, string[] arguments)
    {
        string folder = Places.Scratch();
        try
        {
            string[] specs = [.. Directory.GetFiles(Path.Combine(Places.Repository, "models"), "*.siamese.yaml").Order(StringComparer.Ordinal)];
            CompilerHost host = CompilerHost.OfSpecs(specs.Select(spec => new MemoryFile("/project/" + Path.GetFileName(spec), File.ReadAllText(spec))));
            host.EditCode();
            string[] generated = [.. host.Sources().Select(source => Write(folder, source.Key, source.Value))];
            string options = Write(folder, "options.globalconfig", "is_global = true\nbuild_property.RootNamespace = Measured\nbuild_property.ProjectDir = /project/\n");
            string[] references = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(IsReference)];
            string common = $"/nologo /target:library /nullable:enable /deterministic /out:\"{Path.Combine(folder, "Out.dll")}\"\n{Lines("reference", references)}";
            string withSdk = common + Lines("analyzer", Places.SdkAnalyzers);
            string fromCode = string.Concat(generated.Select(file => $"\"{file}\"\n"));
            string fromSpecs = Lines("analyzerconfig", [options]) + Lines("additionalfile", specs);
            IReadOnlyList<string> images = ReadyToRunImages.Make();
            if (images.Count == 0)
            {
                report.Note("No source of packages gave the compiler for ReadyToRun images: measured without, as a package made here would be.");
                images = Plain;
            }

            double[] medians = Stopwatches.Medians(
                Rounds,
                [
                    .. ((string[])
                    [
                        withSdk + fromCode,
                        withSdk + Lines("analyzer", images) + fromSpecs,
                        withSdk + Lines("analyzer", Plain) + fromSpecs,
                        common + fromCode,
                        common + Lines("analyzer", images) + fromSpecs,
                        common + Lines("analyzer", Plain) + fromSpecs,
                    ]).Select((text, i) => Compilation(folder, Write(folder, $"{i}.rsp", text))),
                ]);
            report.Note($"The {specs.Length} models of the repository, by a compiler process that begins anew, beside the SDK's analyzers and generators:");
            report.Figure("compiled from the C# that the specs give", medians[0], "ms");
            report.Figure("compiled from the specs", medians[1], "ms");
            report.AtMost("what the generator adds", medians[1] - medians[0], 150, "ms");
            report.Figure("what it adds without machine code", medians[2] - medians[0], "ms");
            report.Note("By the bare compiler, which has no other analyzer or generator:");
            report.Figure("compiled from the C# that the specs give", medians[3], "ms");
            report.Figure("what the generator adds, with what all generators need", medians[4] - medians[3], "ms");
            report.Figure("what it adds without machine code", medians[5] - medians[3], "ms");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Action Compilation(string folder, string response)
    {
        string compiler = Places.Compiler;
        return () => ProcessRun.Output("dotnet", ["exec", compiler, "@" + response], folder);
    }

    private static string Lines(string option, IEnumerable<string> files) => string.Concat(files.Select(file => $"/{option}:\"{file}\"\n"));

    private static bool IsReference(string path)
    {
        string file = Path.GetFileName(path);
        return file is "SiameseDsl.dll" or "TorchSharp.dll" or "mscorlib.dll" or "netstandard.dll" || file.StartsWith("System.", StringComparison.Ordinal);
    }

    private static string Write(string folder, string name, string text)
    {
        string file = Path.Combine(folder, name);
        File.WriteAllText(file, text);
        return file;
    }
}
