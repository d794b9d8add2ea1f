using SiameseDsl.Spec.Editing;
using SiameseDsl.Spec.Rules;

namespace SiameseDsl.Spec.Tests.Editing;

/// <summary>Golden files: a spec as it was written, and as it is repaired. And what holds for every repair of every file.</summary>
public sealed class SpecFixerTests
{
    private const string SpecSuffix = ".siamese.yaml";

    public static TheoryData<string> Golden => Names("fixes");

    public static TheoryData<string> Bad => Names("bad");

    public static TheoryData<string> Rules => [.. RuleTable.All.Where(rule => rule.Bad.Length > 0).Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Golden))]
    public void A_file_is_repaired_as_its_author_would(string name)
    {
        string text = Read("fixes", name);
        string expected = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "fixes", name + ".fixed.yaml"));

        FixedSpec result = AssertSound(text);

        Assert.Equal(expected, result.After.Text);
        Assert.Equal(text != expected, result.IsChanged);
    }

    [Theory]
    [MemberData(nameof(Golden))]
    public void Line_breaks_stay_what_they_are(string name)
    {
        string expected = SpecFixer.Fix(Spec(Read("fixes", name))).After.Text;

        string windows = SpecFixer.Fix(Spec(Read("fixes", name).Replace("\n", "\r\n", StringComparison.Ordinal))).After.Text;

        Assert.Equal(expected.Replace("\n", "\r\n", StringComparison.Ordinal), windows);
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void No_repair_makes_a_bad_spec_worse(string name) => AssertSound(Read("bad", name));

    [Theory]
    [MemberData(nameof(Rules))]
    public void No_repair_makes_an_example_worse(string id) => AssertSound(RuleTable.Find(id)!.Bad);

    [Theory]
    [MemberData(nameof(Golden))]
    public void Each_edit_lies_in_the_file_and_removes_its_finding(string name)
    {
        SpecFile file = Spec(Read("fixes", name));
        var edits = new FindingEdits(file);
        CompiledSpec before = SpecCompiler.Compile(file);
        foreach (Finding finding in before.Findings)
        {
            IReadOnlyList<TextEdit> repair = edits.Of(finding);
            Assert.All(repair, edit => Assert.InRange(edit.Span.End, edit.Span.Start, file.Text.Length));
            if (repair.Count > 0 && name != "nothing-obvious")
            {
                CompiledSpec after = SpecCompiler.Compile(Spec(TextEdit.Apply(file.Text, repair)));
                Assert.True(Count(after, finding) < Count(before, finding), $"The edit of '{finding.Message}' does not remove it.");
            }
        }
    }

    /// <summary>Slips of the finger at random places of the project's own models: what the compiler offers a repair for is repaired, and what it then says is no more than before.</summary>
    [Fact]
    public void Random_slips_are_repaired_soundly()
    {
        var random = new Random(20261125);
        string[] models = [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "models"), "*" + SpecSuffix).Order(StringComparer.Ordinal).Select(File.ReadAllText)];
        int repaired = 0;
        for (int i = 0; i < 300; i++)
        {
            string text = Slip(Slip(models[random.Next(models.Length)], random), random);
            repaired += AssertSound(text).Applied.Count > 0 ? 1 : 0;
        }

        Assert.InRange(repaired, 60, 300);
    }

    [Fact]
    public void Edits_at_one_place_overlap_and_edits_side_by_side_do_not()
    {
        TextEdit first = Edit(3, 5), inside = Edit(4, 4), beside = Edit(5, 7), same = Edit(3, 3);

        Assert.True(first.Overlaps(inside));
        Assert.True(inside.Overlaps(first));
        Assert.False(beside.Overlaps(first));
        Assert.False(first.Overlaps(beside));
        Assert.True(first.Overlaps(same));
        Assert.False(first.Overlaps(first));
        Assert.Throws<ArgumentException>(() => TextEdit.Apply("0123456789", [Edit(3, 6), Edit(5, 7)]));
    }

    // Whatever the file: errors do not grow, what was repaired is gone, comments stay, and a second run finds nothing to do.
    private static FixedSpec AssertSound(string text)
    {
        CompiledSpec before = SpecCompiler.Compile(Spec(text));
        FixedSpec result = SpecFixer.Fix(Spec(text));
        CompiledSpec after = SpecCompiler.Compile(result.After);

        Assert.Equal(after.Findings, result.Findings);
        Assert.True(before.Family is null || Errors(after) <= Errors(before), $"Errors grew from {Errors(before)} to {Errors(after)}:\n{result.After.Text}");
        Assert.False(before.Family is not null && after.Family is null);
        foreach (Finding finding in result.Applied)
        {
            Assert.True(Count(after, finding) <= Count(before, finding), finding.Message);
        }

        Assert.Equal(result.IsChanged, result.Applied.Count > 0);
        Assert.False(SpecFixer.Fix(result.After).IsChanged, "A second run repairs something that the first one left.");
        return result;
    }

    private static string Slip(string text, Random random)
    {
        int at = random.Next(text.Length);
        return random.Next(4) switch
        {
            0 => text.Remove(at, 1),
            1 => text.Insert(at, ((char)('a' + random.Next(26))).ToString()),
            2 when at + 1 < text.Length => text[..at] + text[at + 1] + text[at] + text[(at + 2)..],
            _ => text.Remove(at, 1).Insert(at, "x"),
        };
    }

    private static int Count(CompiledSpec compiled, Finding like) => compiled.Findings.Count(finding => finding.Id == like.Id && finding.Message == like.Message);

    private static int Errors(CompiledSpec compiled) => compiled.Findings.Count(finding => finding.Severity == Severity.Error);

    private static TextEdit Edit(int start, int end) => new(new SourceSpan(start, end, 0, start, 0, end), "x");

    private static SpecFile Spec(string text) => new("test.siamese.yaml", text);

    private static string Read(string folder, string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, folder, name + SpecSuffix));

    private static TheoryData<string> Names(string folder) =>
        [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, folder), "*" + SpecSuffix).Select(path => Path.GetFileName(path)[..^SpecSuffix.Length]).Order(StringComparer.Ordinal)];
}
