using SiameseDsl.Benchmarks.Generator;
using SiameseDsl.Benchmarks.Measuring;

namespace SiameseDsl.Benchmarks.Building;

/// <summary>What a build pays for the generator where no compiler server is warm: loading it, YamlDotNet and the rule table, compiling their code to machine code, and the work itself.</summary>
internal static class CompilerProcess
{
    private const int Rounds = 15;

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
            string common = $"/nologo /target:library /nullable:enable /deterministic /out:\"{Path.Combine(folder, "Out.dll")}\"\n{string.Concat(references.Select(reference => $"/reference:\"{reference}\"\n"))}";
            string analyzers = string.Concat(((string[])["SiameseDsl.Generator.dll", "SiameseDsl.Spec.dll", "YamlDotNet.dll"]).Select(file => $"/analyzer:\"{Path.Combine(Places.Program, file)}\"\n"));
            string fromSpecs = Write(folder, "specs.rsp", common + analyzers + $"/analyzerconfig:\"{options}\"\n" + string.Concat(specs.Select(spec => $"/additionalfile:\"{spec}\"\n")));
            string fromCode = Write(folder, "code.rsp", common + string.Concat(generated.Select(file => $"\"{file}\"\n")));
            string compiler = Places.Compiler;
            double[] medians = Stopwatches.Medians(
                Rounds,
                () => ProcessRun.Output("dotnet", ["exec", compiler, "@" + fromSpecs], folder),
                () => ProcessRun.Output("dotnet", ["exec", compiler, "@" + fromCode], folder));
            report.Note($"The {specs.Length} models of the repository, by a compiler process that begins anew:");
            report.Figure("compiled from the specs", medians[0], "ms");
            report.Figure("compiled from the C# that they give", medians[1], "ms");
            report.AtMost("what the generator adds", medians[0] - medians[1], 150, "ms");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

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
