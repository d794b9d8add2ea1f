using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using SiameseDsl.Generator;

namespace SiameseDsl.Benchmarks.Generator;

/// <summary>A driver with a project's files, as an editor or a compiler server keeps it.</summary>
internal sealed class CompilerHost
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest, DocumentationMode.Parse);

    // So many different states of the user's code take turns: no state is seen twice in a row.
    private static readonly CSharpCompilation[] Edits = CreateEdits(64);

    // A file of a hundred lines, as users write them.
    private static readonly string UserCode = "namespace Measured;\n\npublic static class User\n{\n    public static int Typed() { int number0 = 1; return number0; }\n"
        + string.Concat(Enumerable.Range(0, 20).Select(i => $"\n    public static int Method{i}(int left, int right)\n    {{\n        return left * right > {i} ? left + right : left - right;\n    }}\n")) + "}\n";

    private readonly MemoryFile[] files;
    private GeneratorDriver driver;
    private CSharpCompilation code = Edits[0].ReplaceSyntaxTree(Edits[0].SyntaxTrees[0], CSharpSyntaxTree.ParseText(UserCode, ParseOptions, "User.cs"));
    private int edits;

    /// <summary>A host over the files.</summary>
    /// <param name="generator">The generator.</param>
    /// <param name="files">The additional files.</param>
    /// <param name="tracking">Whether the driver records why each step ran.</param>
    public CompilerHost(IIncrementalGenerator generator, IEnumerable<MemoryFile> files, bool tracking = false)
    {
        this.files = [.. files];
        driver = CSharpGeneratorDriver.Create(
            [generator.AsSourceGenerator()],
            this.files,
            ParseOptions,
            new Options(),
            new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, tracking));
    }

    /// <summary>What the last run gave.</summary>
    public GeneratorRunResult Result => driver.GetRunResult().Results[0];

    /// <summary>A host with the project's own generator.</summary>
    public static CompilerHost OfSpecs(IEnumerable<MemoryFile> files, bool tracking = false) => new(new SpecGenerator(), files, tracking);

    /// <summary>Runs the generator over another state of the user's code.</summary>
    public void EditCode() => driver = driver.RunGeneratorsAndUpdateCompilation(Edits[edits++ % Edits.Length], out _, out _);

    /// <summary>Types a digit into the user's code, as a keystroke in an editor does: the compiler parses what changed, makes a new compilation and runs the generator.</summary>
    public void TypeCode()
    {
        SyntaxTree tree = code.SyntaxTrees[0];
        SourceText text = tree.GetText();
        int place = text.ToString().IndexOf("number", StringComparison.Ordinal) + "number".Length;
        SyntaxTree typed = tree.WithChangedText(text.WithChanges(new TextChange(new TextSpan(place, 1), (edits++ % 10).ToString(System.Globalization.CultureInfo.InvariantCulture))));
        code = code.ReplaceSyntaxTree(tree, typed);
        driver = driver.RunGeneratorsAndUpdateCompilation(code, out _, out _);
    }

    /// <summary>Replaces a file and runs the generator.</summary>
    public void EditFile(int index, string content)
    {
        MemoryFile edited = new(files[index].Path, content);
        driver = driver.ReplaceAdditionalText(files[index], edited);
        files[index] = edited;
        driver = driver.RunGeneratorsAndUpdateCompilation(Edits[0], out _, out _);
    }

    /// <summary>The milliseconds that the generator itself took in the last run, without the parsing of what it added.</summary>
    public double GeneratorMilliseconds() => driver.GetTimingInfo().GeneratorTimes[0].ElapsedTime.TotalMilliseconds;

    /// <summary>The generated files by hint name.</summary>
    public IReadOnlyDictionary<string, string> Sources() => Result.GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText.ToString(), StringComparer.Ordinal);

    private static CSharpCompilation[] CreateEdits(int count)
    {
        ImmutableArray<MetadataReference> references = [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)];
        var first = CSharpCompilation.Create("Measured", [CSharpSyntaxTree.ParseText("class User;", ParseOptions, "User.cs")], references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        SyntaxTree tree = first.SyntaxTrees[0];
        return [.. Enumerable.Range(0, count).Select(i => first.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText($"class User {{ int Edit() => {i}; }}", ParseOptions, "User.cs")))];
    }

    private sealed class Options : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values();

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

        private sealed class Values : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
            {
                value = key switch { "build_property.RootNamespace" => "Measured", "build_property.ProjectDir" => "/project/", _ => null };
                return value is not null;
            }
        }
    }
}
