using System.Text.RegularExpressions;
using SiameseDsl.Cli.App;
using SiameseDsl.Cli.Terminals;
using SiameseDsl.Models;
using SiameseDsl.Spec;

namespace SiameseDsl.Cli.Tests.Readme;

/// <summary>The README says what is so: its specs compile, its excerpts are excerpts, its commands exist, its tables are the catalog's.</summary>
public sealed partial class ReadmeTests
{
    private const string Begin = "<!-- language: written from the catalog by a test; SIAMESE_WRITE_README=1 writes it anew -->\n";
    private const string End = "<!-- /language -->";

    [Fact]
    public void Every_whole_spec_compiles_and_every_other_one_is_cut_from_a_model()
    {
        string models = string.Concat(Directory.GetFiles(Path.Combine(ReadmeFile.Root, "models"), "*.siamese.yaml").Select(File.ReadAllText));
        HashSet<string> known = [.. ReadmeFile.Lines(models)];
        Assert.NotEmpty(ReadmeFile.Blocks("yaml"));
        foreach (string block in ReadmeFile.Blocks("yaml"))
        {
            if (block.StartsWith("siamese:", StringComparison.Ordinal))
            {
                CompiledSpec compiled = SpecCompiler.Compile(new SpecFile("README.siamese.yaml", block));
                Assert.True(compiled.Findings.All(finding => finding.Severity == Severity.Info), string.Join("\n", compiled.Findings));
            }
            else
            {
                Assert.All(ReadmeFile.Lines(block), line => Assert.Contains(line, known));
            }
        }
    }

    [Fact]
    public void The_findings_are_the_compilers()
    {
        const string Spec = """
            siamese: 1
            model: Faces
            input: { shape: [1, 64, 64] }

            tower:
              - conv2d: { filter: 32, kernel: 3, activation: relu }
              - flatten
              - dense: { name: embedding, units: 64 }

            head: { concat: { layers: [dense: 1] } }
            loss: { contrastive: { margin: 1.0 } }
            """;
        CompiledSpec compiled = SpecCompiler.Compile(new SpecFile("Faces.siamese.yaml", Spec));
        string shown = string.Concat(compiled.Findings.Select(finding => $"{finding.File}({finding.Span.StartLine + 1},{finding.Span.StartColumn + 1}): error {finding.Id}: {finding.Message}\n"));
        Assert.Contains(shown, ReadmeFile.Blocks("text"));
    }

    [Fact]
    public void Every_line_of_C_sharp_is_generated_or_compiled()
    {
        string[] sources =
        [
            Path.Combine(ReadmeFile.Root, "models/obj/generated/SiameseDsl.Generator/SiameseDsl.Generator.SpecGenerator/Digits.g.cs"),
            Path.Combine(ReadmeFile.Root, "tests/SiameseDsl.Cli.Tests/Readme/OwnApplication.cs"),
            Path.Combine(ReadmeFile.Root, "src/SiameseDsl.Templates/content/siamese/Program.cs"),
            Path.Combine(ReadmeFile.Root, "src/SiameseDsl.Templates/content/siamese-file/SiameseScript1.cs"),
        ];
        HashSet<string> known = [.. sources.SelectMany(path => ReadmeFile.Lines(Templates.Fill(File.ReadAllText(path))))];
        Assert.NotEmpty(ReadmeFile.Blocks("csharp"));
        Assert.All(ReadmeFile.Blocks("csharp").SelectMany(ReadmeFile.Lines), line => Assert.Contains(line, known));
    }

    [Fact]
    public void The_readmes_of_the_packages_say_what_is_so()
    {
        string library = File.ReadAllText(Path.Combine(ReadmeFile.Root, "src/SiameseDsl/README.md"));
        string commands = File.ReadAllText(Path.Combine(ReadmeFile.Root, "src/SiameseDsl.Cli/README.md"));
        string targets = string.Concat(Templates.BuildAssets().Select(File.ReadAllText));

        CompiledSpec compiled = SpecCompiler.Compile(new SpecFile("README.siamese.yaml", Assert.Single(ReadmeFile.Blocks("yaml", library))));
        Assert.True(compiled.Findings.All(finding => finding.Severity == Severity.Info), string.Join("\n", compiled.Findings));
        Assert.All(Property().Matches(library), match => Assert.Contains($"'$({match.Groups["name"].Value})'", targets, StringComparison.Ordinal));
        Assert.Equal(ReadmeFile.Blocks("csharp").First(block => block.StartsWith("#:", StringComparison.Ordinal)), ReadmeFile.Blocks("csharp", commands)[1]);
        Assert.Equal(ReadmeFile.Blocks("csharp").First(block => block.StartsWith("using Faces", StringComparison.Ordinal)), ReadmeFile.Blocks("csharp", commands)[0]);
    }

    [Fact]
    public void Every_command_can_be_parsed()
    {
        string[] commands = [.. Command().Matches(ReadmeFile.Text).Select(match => match.Groups["arguments"].Value.Trim())];
        Assert.True(commands.Length > 8, "The README names no commands.");
        foreach (string command in commands)
        {
            var host = new AppHost(SiameseModels.All, new AppStreams(TextWriter.Null, TextWriter.Null, OutIsTerminal: false, ErrorIsTerminal: false, Color: false, Width: 200));
            Assert.True(host.Understands(command.Split(' ', StringSplitOptions.RemoveEmptyEntries)), $"'siamese {command}' is no command.");
        }
    }

    [Fact]
    public void The_figures_of_the_table_are_those_of_the_picture()
    {
        string picture = File.ReadAllText(Path.Combine(ReadmeFile.Root, "models/Digits.comparison.svg"));
        string table = Assert.Single(ReadmeFile.Blocks("text"), block => block.Contains("│ variant", StringComparison.Ordinal));
        string[] rows = [.. table.Split('\n').Where(line => line.StartsWith("│ ", StringComparison.Ordinal) && line.Contains('%', StringComparison.Ordinal))];
        Assert.Equal(SiameseModels.All.Count(entry => entry.Family == "Digits") + 2, rows.Length);
        foreach (string row in rows)
        {
            string[] cells = [.. row.Split('│', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
            Assert.Contains($"{cells[0]} {cells[^1]}", picture, StringComparison.Ordinal);
            Assert.Contains($"{cells[0]} {cells[^2]}", picture, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_tables_of_the_language_are_the_catalogs()
    {
        string tables = LanguageTables.Write();
        int begin = ReadmeFile.Text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int end = ReadmeFile.Text.IndexOf(End, StringComparison.Ordinal);
        Assert.True(begin >= Begin.Length && end >= begin, "The README has lost the marks around the tables of the language.");
        if (Environment.GetEnvironmentVariable("SIAMESE_WRITE_README") == "1")
        {
            File.WriteAllText(ReadmeFile.Location, ReadmeFile.Text[..begin] + tables + ReadmeFile.Text[end..]);
            return;
        }

        Assert.Equal(tables, ReadmeFile.Text[begin..end]);
    }

    [Fact]
    public void The_lines_that_add_a_layer_are_those_of_the_sources()
    {
        int begin = ReadmeFile.Text.IndexOf("## Adding a layer", StringComparison.Ordinal);
        string section = ReadmeFile.Text[begin..ReadmeFile.Text.IndexOf("\n## ", begin + 1, StringComparison.Ordinal)];
        string[] sources =
        [
            .. Directory.EnumerateFiles(Path.Combine(ReadmeFile.Root, "generators/SiameseDsl.Spec/Catalog/Layers"), "*.cs"),
            Path.Combine(ReadmeFile.Root, "generators/SiameseDsl.Generator/Emit/LayerEmitters.cs"),
            Path.Combine(ReadmeFile.Root, "tests/SiameseDsl.Tests/Truth/LayerCase.cs"),
        ];
        HashSet<string> known = [.. sources.SelectMany(path => File.ReadAllLines(path)).Select(line => line.Trim())];
        string[] lines = [.. Quoted().Matches(section).Select(match => match.Groups["code"].Value).Where(code => code.Contains("softsign", StringComparison.Ordinal) && code.Length > "softsign".Length)];

        Assert.Equal(3, lines.Length);
        Assert.All(lines, line => Assert.Contains(line, known));
    }

    [Fact]
    public void Every_file_that_is_linked_exists()
    {
        string[] links = [.. Link().Matches(ReadmeFile.Text).Select(match => match.Groups["path"].Value)];
        Assert.NotEmpty(links);
        Assert.All(links, path => Assert.True(Path.Exists(Path.Combine(ReadmeFile.Root, path)), path));
    }

    [GeneratedRegex(@"^\| `(?<name>Siamese\w+)`", RegexOptions.Multiline)]
    private static partial Regex Property();

    [GeneratedRegex(@"(?:^|`)(?:dotnet run -c Release --project src/SiameseDsl\.Runner --|siamese) (?<arguments>[a-z]+[^`\n#]*)", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex("`(?<code>[^`\n]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\]\((?<path>[^)#:]+)\)|src=""(?<path>[^"":]+)""")]
    private static partial Regex Link();
}
