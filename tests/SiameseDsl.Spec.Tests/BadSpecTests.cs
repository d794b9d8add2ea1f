using System.Text;
using SiameseDsl.Spec.Catalog;

namespace SiameseDsl.Spec.Tests;

/// <summary>Golden files: each bad spec with the findings that it must give, one a line: <c>line:column id message</c>. <c>{layers}</c> stands for the names of all layers.</summary>
public sealed class BadSpecTests
{
    private const string SpecSuffix = ".siamese.yaml";
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "bad");

    public static TheoryData<string> Names()
    {
        var names = new TheoryData<string>();
        foreach (string path in Directory.EnumerateFiles(Folder, "*" + SpecSuffix).Order(StringComparer.Ordinal))
        {
            string file = Path.GetFileName(path);
            names.Add(file[..^SpecSuffix.Length]);
        }

        return names;
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EachBadSpecGivesExactlyItsFindings(string name)
    {
        string text = File.ReadAllText(Path.Combine(Folder, name + SpecSuffix));
        CompiledSpec compiled = SpecCompiler.Compile(new SpecFile(name + SpecSuffix, text), CancellationToken.None);
        string actual = Write(compiled);
        string expectedPath = Path.Combine(Folder, name + ".expected.txt");
        string expected = File.Exists(expectedPath) ? File.ReadAllText(expectedPath).Replace("{layers}", string.Join(", ", SpecCatalog.Kinds(Category.Layer)), StringComparison.Ordinal) : "(no file of expected findings)";
        if (actual != expected)
        {
            File.WriteAllText(Path.Combine(Folder, name + ".actual.txt"), actual);
        }

        Assert.Equal(expected, actual);
        Assert.NotEmpty(compiled.Findings);
    }

    [Fact]
    public void NoBadSpecIsAnInternalError()
    {
        foreach (string path in Directory.EnumerateFiles(Folder, "*" + SpecSuffix))
        {
            CompiledSpec compiled = SpecCompiler.Compile(new SpecFile(path, File.ReadAllText(path)), CancellationToken.None);
            Assert.DoesNotContain(compiled.Findings, finding => finding.Id == "SDSL9001");
        }
    }

    private static string Write(CompiledSpec compiled)
    {
        var lines = new StringBuilder();
        foreach (Finding finding in compiled.Findings)
        {
            lines.Append(finding.Span.StartLine + 1).Append(':').Append(finding.Span.StartColumn + 1).Append(' ').Append(finding.Id).Append(' ').Append(finding.Message).Append('\n');
        }

        return lines.ToString();
    }
}
