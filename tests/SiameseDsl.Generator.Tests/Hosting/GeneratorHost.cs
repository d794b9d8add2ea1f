using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SiameseDsl.Generator.Tests.Hosting;

/// <summary>One long-lived driver, as an editor keeps it: files are edited between runs, and each run tells why every step ran.</summary>
internal sealed class GeneratorHost
{
    private readonly Dictionary<string, AdditionalText> files = new(StringComparer.Ordinal);
    private GeneratorDriver driver;

    /// <summary>A host without files.</summary>
    /// <param name="rootNamespace">The project's root namespace.</param>
    /// <param name="projectDirectory">The project's folder.</param>
    /// <param name="tracking">Whether the driver records why each step ran. No compiler or editor lets it, and while it does, Roslyn (4.14, 5.9) drops outputs once a file was deleted and
    /// another one is edited without effect: what a driver gives after many edits is to be judged without.</param>
    public GeneratorHost(string rootNamespace = "Acme", string projectDirectory = "/project/", bool tracking = true)
    {
        driver = CSharpGeneratorDriver.Create(
            [new SpecGenerator().AsSourceGenerator()],
            [],
            GeneratedCode.ParseOptions,
            new BuildOptions(rootNamespace, projectDirectory),
            new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, tracking));
        Compilation = GeneratedCode.Compilation("// the user's own code\n");
        RootNamespace = rootNamespace;
    }

    /// <summary>The root namespace of the project.</summary>
    public string RootNamespace { get; private set; }

    /// <summary>The user's compilation, before generation.</summary>
    public CSharpCompilation Compilation { get; private set; }

    /// <summary>The compilation with the generated code.</summary>
    public Compilation Output { get; private set; } = null!;

    /// <summary>What the last run gave.</summary>
    public GeneratorRunResult Result { get; private set; }

    /// <summary>The generated files by hint name.</summary>
    public IReadOnlyDictionary<string, string> Sources => Result.GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText.ToString(), StringComparer.Ordinal);

    /// <summary>The ids of the diagnostics, in order.</summary>
    public IEnumerable<string> Ids => Result.Diagnostics.Select(diagnostic => diagnostic.Id);

    /// <summary>Runs the generator over the specs given, once.</summary>
    public static GeneratorHost RunOnce(params (string Path, string? Text)[] specs)
    {
        GeneratorHost host = new();
        foreach ((string path, string? text) in specs)
        {
            host.Write(path, text);
        }

        return host.Run();
    }

    /// <summary>Adds or replaces a file; the path counts from the project.</summary>
    public GeneratorHost Write(string path, string? text) => WriteAt(path.StartsWith('/') ? path : "/project/" + path, text);

    /// <summary>Adds or replaces a file at a full path of any system.</summary>
    public GeneratorHost WriteAt(string path, string? text)
    {
        SpecFileText file = new(path, text);
        driver = files.TryGetValue(file.Path, out AdditionalText? old) ? driver.ReplaceAdditionalText(old, file) : driver.AddAdditionalTexts([file]);
        files[file.Path] = file;
        return this;
    }

    /// <summary>Deletes a file.</summary>
    public GeneratorHost Delete(string path)
    {
        files.Remove(path.StartsWith('/') ? path : "/project/" + path, out AdditionalText? old);
        driver = driver.RemoveAdditionalTexts([old!]);
        return this;
    }

    /// <summary>Adds a C# file of the user's.</summary>
    public GeneratorHost AddCode(string source)
    {
        Compilation = Compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(source, GeneratedCode.ParseOptions, path: $"User{Compilation.SyntaxTrees.Length}.cs"));
        return this;
    }

    /// <summary>Edits the user's first C# file.</summary>
    public GeneratorHost EditCode(string source)
    {
        SyntaxTree tree = Compilation.SyntaxTrees[0];
        Compilation = Compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(Microsoft.CodeAnalysis.Text.SourceText.From(source)));
        return this;
    }

    /// <summary>Changes the build's properties.</summary>
    public GeneratorHost SetOptions(string rootNamespace, string projectDirectory = "/project/", string levels = "")
    {
        RootNamespace = rootNamespace;
        driver = driver.WithUpdatedAnalyzerConfigOptions(new BuildOptions(rootNamespace, projectDirectory, levels));
        return this;
    }

    /// <summary>Runs the generator.</summary>
    public GeneratorHost Run()
    {
        driver = driver.RunGeneratorsAndUpdateCompilation(Compilation, out Compilation output, out _);
        Output = output;
        Result = driver.GetRunResult().Results.Single();
        Assert.Null(Result.Exception);
        return this;
    }

    /// <summary>Why the outputs of a step are there, in the steps' order; equal ones once.</summary>
    public string Reasons(string step) => Result.TrackedSteps.TryGetValue(step, out var steps)
        ? string.Join(" ", steps.SelectMany(one => one.Outputs).Select(output => output.Reason.ToString()).Order(StringComparer.Ordinal))
        : "";
}
