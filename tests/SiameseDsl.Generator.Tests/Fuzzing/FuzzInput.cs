using System.Text;
using SiameseDsl.Generator.Tests.Hosting;
using SiameseDsl.Spec.Rules;

namespace SiameseDsl.Generator.Tests.Fuzzing;

/// <summary>The inputs of the fuzzer, each decided by its number alone: texts spoilt as bytes, as lines and words, as YAML, and specs made from the catalog.</summary>
internal static class FuzzInput
{
    private const int MostEdits = 4;

    // What readers of YAML stumble over.
    private static readonly string[] Snags =
    [
        "\0", "\ufeff", "\t", "\r", "\u0085", "\u2028", "\ud83d\ude00", "\ud800", "\"", "'", "---\n", "...\n", "%YAML 9\n", "? ", "<<: ", "!!binary ", "!x ", "&a ", "*a ", "&a [*a]", "| \n", ">-\n",
        "{", "}", "[", "]", ": ", ", ", "#", "@", "`", "$", ".nan", "-.inf", "0x", "1e999", "[[[[[[[[[[[[[[[[", "{a: {a: {a: {a: {a: {a: ", "    ", "\n- ", "\n\n",
    ];

    /// <summary>What is spoilt: every model of moderate size, every bad file, and the examples of every rule.</summary>
    private static readonly string[] Seeds =
    [
        .. SpecCorpus.Models.Concat(SpecCorpus.Bad).Select(file => file.Text).Where(text => text.Length < 3000),
        .. RuleTable.All.SelectMany(rule => new[] { rule.Bad, rule.Good }).Where(text => text.Length > 0).Distinct(StringComparer.Ordinal),
    ];

    /// <summary>The input of this number.</summary>
    public static string Of(int seed, int number)
    {
        Random random = new(unchecked((seed * 1_000_003) + number));
        string text = Seeds[random.Next(Seeds.Length)];
        return random.Next(5) switch
        {
            0 => Bytes(text, random),
            1 or 2 => Edited(text, random),
            3 => Nested(text, random),
            _ => random.Next(4) == 0 ? Edited(new CatalogSpecs(random).Next(), random) : new CatalogSpecs(random).Next(),
        };
    }

    /// <summary>The text's bytes changed, cut, doubled, spliced with another's, and read as UTF-8 again.</summary>
    private static string Bytes(string text, Random random)
    {
        List<byte> bytes = [.. Encoding.UTF8.GetBytes(text)];
        for (int i = random.Next(1, MostEdits + 1); i > 0 && bytes.Count > 0; i--)
        {
            int at = random.Next(bytes.Count);
            int length = Math.Min(random.Next(1, 40), bytes.Count - at);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, length);
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                case 3:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Snags[random.Next(Snags.Length)]));
                    break;
                default:
                    byte[] other = Encoding.UTF8.GetBytes(Seeds[random.Next(Seeds.Length)]);
                    bytes = [.. bytes.Take(at), .. other.Skip(random.Next(other.Length))];
                    break;
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    private static string Edited(string text, Random random)
    {
        SpecEdits edits = new(random);
        for (int i = random.Next(1, MostEdits + 1); i > 0; i--)
        {
            text = edits.Apply(text).Text;
        }

        return text;
    }

    /// <summary>A value of the text taken for a snag, a part of another text, itself many times over, or a deep nest.</summary>
    private static string Nested(string text, Random random)
    {
        string[] lines = text.Split('\n');
        int at = random.Next(lines.Length);
        int colon = lines[at].IndexOf(':', StringComparison.Ordinal);
        string before = colon < 0 ? lines[at] : lines[at][..(colon + 1)];
        string other = Seeds[random.Next(Seeds.Length)].Split('\n') is var candidates ? candidates[random.Next(candidates.Length)].Trim() : "";
        lines[at] = random.Next(6) switch
        {
            0 => $"{before} {Snags[random.Next(Snags.Length)]}",
            1 => $"{before} {{ {other} }}",
            2 => $"{before} [{string.Join(", ", Enumerable.Repeat(other.TrimStart('-', ' '), random.Next(2, 200)))}]",
            3 => before + " " + new string('[', random.Next(1, 300)) + new string(']', random.Next(1, 300)),
            4 => string.Join('\n', Enumerable.Repeat(lines[at], random.Next(2, 50))),
            _ => $"{before} {string.Concat(Enumerable.Repeat("{ a: ", random.Next(1, 100)))}1{new string('}', random.Next(1, 100))}",
        };
        return string.Join('\n', lines);
    }
}
