using System.Diagnostics;
using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Yaml;

namespace SiameseDsl.Spec.Tests.Yaml;

public sealed class YamlReaderTests
{
    [Fact]
    public void SpansCountFromZeroWithExclusiveEnds()
    {
        YamlMapping root = Read("a: 1\nlonger: [x, yy]\n");

        Assert.Equal(new SourceSpan(0, 1, 0, 0, 0, 1), root.Entries[0].KeySpan);
        Assert.Equal(new SourceSpan(3, 4, 0, 3, 0, 4), root.Entries[0].Value.Span);
        Assert.Equal(new SourceSpan(13, 20, 1, 8, 1, 15), root.Entries[1].Value.Span);
    }

    [Theory]
    [InlineData('\u0000')]
    [InlineData('\u0007')]
    [InlineData('\u001f')]
    [InlineData('\u007f')]
    [InlineData('\ufffe')]
    [InlineData('\uffff')]
    public void Control_characters_are_shown_at_their_place(char control)
    {
        var findings = new FindingBag("test");

        Assert.Null(EventYamlReader.Instance.Read($"a: 1\nb: x{control}y\n", findings, CancellationToken.None));
        Finding finding = Assert.Single(findings.All);
        Assert.Equal(("SDSL0001", 9, 1), (finding.Id, finding.Span.Start, finding.Span.StartLine));
        Assert.Contains($"U+{(int)control:X4}", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\n", 1)]
    [InlineData("\r", 1)]
    [InlineData("\r\n", 1)]
    [InlineData("\u0085", 1)]
    [InlineData("\u2028", 1)]
    [InlineData("\u2029", 1)]
    [InlineData("\t", 0)]
    [InlineData("\u2027", 0)]
    [InlineData("\u202a", 0)]
    [InlineData("\r\r", 2)]
    public void Lines_end_where_editors_end_them(string between, int line)
    {
        string text = "a" + between + "b";
        SourceSpan span = new LineMap(text).Span(text.Length - 1, text.Length);

        Assert.Equal((line, line > 0 ? 0 : 1 + between.Length), (span.StartLine, span.StartColumn));
    }

    [Fact]
    public void The_place_of_a_text_that_ends_in_a_carriage_return_is_its_last_line() =>
        Assert.Equal(1, new LineMap("a\r").Span(2, 2).StartLine);

    [Fact]
    public void FlowSinglePairBeginsAtItsKey()
    {
        var list = (YamlSequence)Read("layers: [dense: 1, relu]\n").Entries[0].Value;

        Assert.Equal(new SourceSpan(9, 17, 0, 9, 0, 17), list.Items[0].Span);
        Assert.Equal("dense", ((YamlMapping)list.Items[0]).Entries[0].Key);
    }

    [Fact]
    public void BlockMappingEndsWithItsLastValue()
    {
        YamlMapping root = Read("a:\n  b: 1\n  c: two   # a comment\n\nd: 3\n");

        Assert.Equal(new SourceSpan(5, 18, 1, 2, 2, 8), root.Entries[0].Value.Span);
    }

    [Fact]
    public void LiteralBlockEndsWithItsText()
    {
        const string Text = "a: |\n  one\n  two\n\nb: 1\n";
        YamlNode value = Read(Text).Entries[0].Value;

        Assert.Equal(3, value.Span.Start);
        Assert.Equal(Text.IndexOf("two", StringComparison.Ordinal) + 3, value.Span.End);
    }

    [Theory]
    [InlineData("a: 1\r\nbb: 2\r\n", 1, 4)]
    [InlineData("a: 1\nbb: 2\n", 1, 4)]
    [InlineData("\ufeffa: 1\nbb: 2\n", 1, 4)]
    [InlineData("\ufeffa: 1\r\nbb: 2", 1, 4)]
    [InlineData("# \ud83d\ude00\nbb: 2\n", 1, 4)]
    public void LinesAndColumnsSurviveLineEndsAndByteOrderMarks(string text, int line, int column)
    {
        YamlEntry entry = Read(text).Find("bb")!;

        Assert.Equal((line, column), (entry.Value.Span.StartLine, entry.Value.Span.StartColumn));
        Assert.Equal("2", text[entry.Value.Span.Start..entry.Value.Span.End]);
    }

    [Fact]
    public void ByteOrderMarkShiftsTheFirstLineOnly()
    {
        YamlMapping root = Read("\ufeffa: 1");

        Assert.Equal("a", root.Entries[0].Key);
        Assert.Equal(new SourceSpan(1, 2, 0, 1, 0, 2), root.Entries[0].KeySpan);
    }

    [Fact]
    public void SurrogatePairsCountAsTwoColumns()
    {
        var list = (YamlSequence)Read("a: [\"\ud83d\ude00\", b]").Entries[0].Value;

        Assert.Equal(10, list.Items[1].Span.StartColumn);
    }

    [Fact]
    public void EveryPlainScalarMarksItsOwnText()
    {
        var random = new Random(7);
        for (int round = 0; round < 300; round++)
        {
            string newline = random.Next(2) == 0 ? "\n" : "\r\n";
            string text = (random.Next(3) == 0 ? "\ufeff" : "") + RandomMapping(random, 0, newline, depth: 0);
            YamlNode root = Read(text);
            int count = 0;
            Visit(root, text, ref count);
            Assert.True(count > 0);
        }
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{")]
    [InlineData("- ")]
    [InlineData("? ")]
    [InlineData("{a: ")]
    [InlineData("[a: ")]
    public void TenThousandLevelsAreRefusedWithinASecond(string level)
    {
        var watch = Stopwatch.StartNew();
        IReadOnlyList<Finding> findings = FindingsOf("tower: \n  " + string.Concat(Enumerable.Repeat(level, 10_000)));

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(1), $"took {watch.Elapsed}");
        Finding finding = Assert.Single(findings);
        Assert.Equal("SDSL0004", finding.Id);
    }

    [Fact]
    public void TooManyValuesAreRefused()
    {
        IReadOnlyList<Finding> findings = FindingsOf(string.Concat(Enumerable.Range(0, 15_000).Select(i => $"k{i}: 1\n")));

        Assert.Equal("SDSL0004", Assert.Single(findings).Id);
    }

    [Fact]
    public void TooManyCharactersAreRefused()
    {
        IReadOnlyList<Finding> findings = FindingsOf("# " + new string('x', 1_000_001));

        Assert.Equal("SDSL0004", Assert.Single(findings).Id);
    }

    [Fact]
    public void ControlCharactersAreRefusedWhereTheyStand()
    {
        Finding finding = Assert.Single(FindingsOf("a: 1\nb: \0 2\n"));

        Assert.Equal(("SDSL0001", 1, 3), (finding.Id, finding.Span.StartLine, finding.Span.StartColumn));
    }

    [Theory]
    [InlineData("a:\n\tb: 1\n", 3)]
    [InlineData("\ta: 1\n", 0)]
    [InlineData("a: 1\n\tb: 2\n", 5)]
    [InlineData("a:\n  b: 1\n \tc: 2\n", 11)]
    [InlineData("- a\n-\tb: 1\n", 5)]
    public void TabsInIndentationAreShownWhereTheyStand(string text, int offset)
    {
        Finding finding = Assert.Single(FindingsOf(text));

        Assert.Equal(("SDSL0007", offset, offset + 1), (finding.Id, finding.Span.Start, finding.Span.End));
    }

    [Fact]
    public void TabsBehindValuesAreAllowed() => Assert.Empty(FindingsOf("a:\t1\t# a comment\nb: [1,\t2]\n"));

    [Fact]
    public void CancellationLeavesTheReader()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.Throws<OperationCanceledException>(() => EventYamlReader.Instance.Read("a: 1", new FindingBag("x"), source.Token));
    }

    [Theory]
    [InlineData("a: 'x\n")]
    [InlineData("a: {b: c\nd: e\n")]
    [InlineData("a: @b\n")]
    [InlineData("]")]
    [InlineData("a: \"\\xZZ\"")]
    [InlineData("a: [1,\n2]\n")]
    [InlineData("%YAML 9.9\n---\na: 1\n")]
    [InlineData("%TAG ! !\n%TAG ! !\n---\na: 1\n")]
    [InlineData("&a")]
    [InlineData("a: |99\n  x\n")]
    public void BrokenTextGivesOneFindingAndNoException(string text) => Assert.Single(FindingsOf(text));

    private static void Visit(YamlNode node, string text, ref int count)
    {
        switch (node)
        {
            case YamlScalar scalar:
                Assert.Equal(scalar.Value, text[node.Span.Start..node.Span.End]);
                CheckLine(node.Span, text);
                count++;
                break;
            case YamlMapping mapping:
                foreach (YamlEntry entry in mapping.Entries)
                {
                    Assert.Equal(entry.Key, text[entry.KeySpan.Start..entry.KeySpan.End]);
                    Visit(entry.Value, text, ref count);
                }

                Assert.Equal(mapping.Entries[0].KeySpan.Start, node.Span.Start);
                Assert.Equal(mapping.Entries[^1].Value.Span.End, node.Span.End);
                break;
            case YamlSequence sequence:
                foreach (YamlNode item in sequence.Items)
                {
                    Visit(item, text, ref count);
                }

                break;
            default:
                Assert.Fail("An unknown kind of node.");
                break;
        }
    }

    // Lines and columns must say the same as the offset.
    private static void CheckLine(SourceSpan span, string text)
    {
        string[] lines = text.Replace("\r\n", "\r\0", StringComparison.Ordinal).Split('\0', '\n');
        int offset = lines.Take(span.StartLine).Sum(line => line.Length + 1) + span.StartColumn;
        Assert.Equal(span.Start, offset);
    }

    private static string RandomMapping(Random random, int indent, string newline, int depth)
    {
        string text = "";
        for (int i = 0; i < random.Next(1, 4); i++)
        {
            text += $"{new string(' ', indent)}key{i}:";
            text += random.Next(depth > 3 ? 3 : 5) switch
            {
                0 => $" value{random.Next(100)}{new string(' ', random.Next(3))}{newline}",
                1 => $" [one: 1, two,  {{ three: 3 }} ]{newline}",
                2 => $" word # a comment{newline}{newline}",
                3 => newline + RandomMapping(random, indent + 2, newline, depth + 1),
                _ => $"{newline}{new string(' ', indent)}  - item{newline}{new string(' ', indent)}  - a: 1{newline}{new string(' ', indent)}    b: [2]{newline}",
            };
        }

        return text;
    }

    private static YamlMapping Read(string text)
    {
        var findings = new FindingBag("test.siamese.yaml");
        YamlNode? root = EventYamlReader.Instance.Read(text, findings, CancellationToken.None);
        Assert.Empty(findings.All);
        return Assert.IsType<YamlMapping>(root);
    }

    private static IReadOnlyList<Finding> FindingsOf(string text)
    {
        var findings = new FindingBag("test.siamese.yaml");
        EventYamlReader.Instance.Read(text, findings, CancellationToken.None);
        return findings.All;
    }
}
