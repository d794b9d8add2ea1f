using System.Globalization;
using SiameseDsl.Generator.Tests.Hosting;
using SiameseDsl.Spec;
using SiameseDsl.Spec.Rules;

namespace SiameseDsl.Generator.Tests.Fuzzing;

/// <summary>The compiler over inputs that nobody wrote: nothing leaves it but findings inside the file, soon and within bounds, and what it accepts is C# without a warning.</summary>
/// <remarks>The short form runs always. The full form: SIAMESE_FUZZ=1000000 dotnet test tests/SiameseDsl.Generator.Tests -c Release --filter Fuzz. Another seed: SIAMESE_SEED=7.</remarks>
public class FuzzTests
{
    private const int Short = 20_000;

    private static readonly int Seed = Setting("SIAMESE_SEED", 1);
    private static readonly int Inputs = Setting("SIAMESE_FUZZ", Short);

    // All but those about what surrounds a text: the other files of a project, the folder, the compiler itself.
    private static IEnumerable<string> RulesOfOneText => RuleTable.All
        .Where(rule => SpecCompiler.Compile(new SpecFile("Bad.siamese.yaml", rule.Bad)).Findings.Any(finding => finding.Id == rule.Id))
        .Select(rule => rule.Id);

    [Fact]
    public void Nothing_but_findings_leaves_the_compiler_and_what_it_accepts_is_clean_code()
    {
        // 200 of the short form, 2,000 of the full one.
        int compile = Inputs <= Short ? 200 : 2_000;
        FuzzReport report = new(Seed, compile);
        Parallel.For(0, Inputs, report.Judge);
        report.MeasureSlowOnes();

        Assert.True(report.Failures.Count == 0, $"seed {Seed}, {report.Failures.Count} of {Inputs}:\n{string.Join('\n', report.Failures.Take(20))}");
        string[] missed = [.. RulesOfOneText.Except(report.Rules.Keys)];
        Assert.True(missed.Length == 0, $"no input hit {string.Join(", ", missed)}");
        Assert.True(report.AcceptedCount >= compile, $"{report.AcceptedCount} of {Inputs} were accepted");
        foreach (var families in report.Accepted.Chunk(200))
        {
            GeneratedCode.AssertClean([.. families.Select((family, i) => Plans.Source(family, string.Create(CultureInfo.InvariantCulture, $"Fuzz{i}")))]);
        }
    }

    [Fact]
    public void An_input_is_decided_by_its_number()
    {
        for (int i = 0; i < 200; i++)
        {
            Assert.Equal(FuzzInput.Of(Seed, i), FuzzInput.Of(Seed, i));
        }

        Assert.True(Enumerable.Range(0, 200).Select(i => FuzzInput.Of(Seed, i)).Distinct(StringComparer.Ordinal).Count() > 190);
    }

    private static int Setting(string name, int value) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : value;
}
