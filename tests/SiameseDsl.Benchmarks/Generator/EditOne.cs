using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using SiameseDsl.Benchmarks.Measuring;
using SiameseDsl.Generator.Emit;
using SiameseDsl.Spec;
using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Plans;
using SiameseDsl.Spec.Yaml;

namespace SiameseDsl.Benchmarks.Generator;

/// <summary>What saving a spec costs: one of 100 is edited, and the edit reaches each of its variants.</summary>
internal static class EditOne
{
    private const int Others = 99;
    private const int Rounds = 300;

    /// <summary>Measures the whole and its steps.</summary>
    public static void Run(Report report, string[] arguments)
    {
        CompilerHost host = Host(tracking: false);
        CompilerHost tracked = Host(tracking: true);
        int edit = 0;
        Dictionary<string, List<double>> steps = new(StringComparer.Ordinal);
        List<double> sums = [];
        double whole = Stopwatches.Medians(
            Rounds,
            () => Edit(host, edit++),
            () =>
            {
                Edit(tracked, edit);
                sums.Add(AddSteps(tracked, steps));
            })[0];
        string spec = SpecFactory.Large("Edited", 16);
        report.Note($"One spec of 30 layers and 4 variants ({spec.Length:N0} characters, {host.Sources()["Edited.g.cs"].Length:N0} characters of C#) among {Others} others:");
        report.AtMost("the generator's steps", Stopwatches.Median([.. sums.Skip(Rounds)]), 1.5, "ms");
        foreach ((string name, List<double> times) in steps)
        {
            report.Figure("  " + name, Stopwatches.Median([.. times.Skip(Rounds)]), "ms");
        }

        report.Figure("with the driver, and the compiler's parsing of the code", whole, "ms");
        Parts(report, spec);
    }

    /// <summary>A warm host with the large spec in front of the others.</summary>
    public static CompilerHost Host(bool tracking)
    {
        CompilerHost host = CompilerHost.OfSpecs([new MemoryFile("/project/Edited.siamese.yaml", SpecFactory.Large("Edited", 16)), .. UnrelatedEdit.Files(Others)], tracking);
        host.EditCode();
        return host;
    }

    /// <summary>One edit, another one each time.</summary>
    public static void Edit(CompilerHost host, int number) => host.EditFile(0, SpecFactory.Large("Edited", 8 + (number % 40)));

    // The driver times each step that it runs; what is cached took no time.
    private static double AddSteps(CompilerHost host, Dictionary<string, List<double>> steps)
    {
        double sum = 0;
        foreach ((string name, ImmutableArray<IncrementalGeneratorRunStep> runs) in host.Result.TrackedSteps.OrderBy(step => step.Key, StringComparer.Ordinal))
        {
            double milliseconds = runs.Sum(run => run.ElapsedTime.TotalMilliseconds);
            sum += milliseconds;
            if (milliseconds > 0)
            {
                if (!steps.TryGetValue(name, out List<double>? times))
                {
                    steps.Add(name, times = []);
                }

                times.Add(milliseconds);
            }
        }

        return sum;
    }

    private static void Parts(Report report, string spec)
    {
        var file = new SpecFile("/project/Edited.siamese.yaml", spec);
        BoundSpec bound = SpecBinder.Bind(file, CancellationToken.None);
        CompiledSpec compiled = SpecCompiler.Compile(file);
        FamilyPlan family = compiled.Family!;
        EmitContext context = new(family, "Measured.Models", "Edited.siamese.yaml", "siamese/Edited.siamese.yaml", default);
        string source = FamilyEmitter.Emit(context, CancellationToken.None);
        (string Name, Action Work)[] parts =
        [
            ("Text: the content's hash", () => SourceText.From(spec, System.Text.Encoding.UTF8).GetContentHash()),
            ("Compile: reading YAML", () => EventYamlReader.Instance.Read(spec, new FindingBag(file.Path), CancellationToken.None)),
            ("Compile: reading and binding 4 variants", () => SpecBinder.Bind(file, CancellationToken.None)),
            ("Compile: planning them, rules and hashes", () => SpecCompiler.Finish(bound, file.Path, CancellationToken.None)),
            ("  of these the plans' hashes", () => Hash(family)),
            ("Emit: writing the C#", () => FamilyEmitter.Emit(context, CancellationToken.None)),
            ("the compiler: parsing the C#", () => CSharpSyntaxTree.ParseText(SourceText.From(source, System.Text.Encoding.UTF8), new CSharpParseOptions(LanguageVersion.Latest, DocumentationMode.Parse)).GetRoot()),
        ];
        Action[] works = [.. parts.Select(part => part.Work)];
        double[] medians = Stopwatches.Medians(Rounds, works);
        double[] kilobytes = Stopwatches.Kilobytes(works);
        report.Note("Their parts, each by itself, and what they allocate:");
        for (int i = 0; i < parts.Length; i++)
        {
            report.Figure("  " + parts[i].Name, medians[i], "ms", FormattableString.Invariant($"{kilobytes[i],8:F0} KB"));
        }
    }

    private static void Hash(FamilyPlan family)
    {
        foreach (ModelPlan variant in family.Variants)
        {
            ResolvedSettings.Hash(variant.Resolved);
        }
    }
}
