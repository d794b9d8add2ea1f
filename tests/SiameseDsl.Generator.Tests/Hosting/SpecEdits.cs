using SiameseDsl.Spec.Catalog;

namespace SiameseDsl.Generator.Tests.Hosting;

/// <summary>Edits a text as people and tools do: single characters, words of the language, whole lines, all of it.</summary>
internal sealed class SpecEdits(Random random)
{
    private const string Characters = "aZ09 -:,{}[]#'\"\n\t\r.$&*!|>%@`~_é\ud83d\ude00";

    private static readonly string[] Words =
    [
        .. SpecCatalog.All.Select(entry => entry.Kind).Concat(SpecCatalog.All.SelectMany(entry => entry.Keys).Select(key => key.Name)).Distinct(StringComparer.Ordinal),
        "null", "true", "0", "1", "-1", "1e9", "[]", "{}", "base", "left", "right", "embedding", "name", "shared",
    ];

    /// <summary>The text after one edit, and what was done.</summary>
    public (string Text, string What) Apply(string text) => random.Next(10) switch
    {
        0 => (text.Insert(random.Next(text.Length + 1), Characters[random.Next(Characters.Length)].ToString()), "insert a character"),
        1 when text.Length > 0 => (text.Remove(random.Next(text.Length), 1), "delete a character"),
        2 when text.Length > 0 => (ReplaceCharacter(text), "replace a character"),
        3 => (EditLines(text, (lines, i) => lines.Insert(i, lines[random.Next(lines.Count)])), "copy a line elsewhere"),
        4 => (EditLines(text, (lines, i) => lines.RemoveAt(i)), "delete a line"),
        5 => (EditLines(text, (lines, i) => (lines[i], lines[random.Next(lines.Count)]) = (lines[random.Next(lines.Count)], lines[i])), "move lines"),
        6 => (EditLines(text, (lines, i) => lines[i] = "# " + lines[i]), "comment a line out"),
        7 => (EditLines(text, (lines, i) => lines[i] = (random.Next(2) == 0 ? "  " : "") + lines[i].TrimStart()), "indent a line otherwise"),
        8 => (ReplaceWord(text), "replace a word"),
        _ => (EditLines(text, (lines, i) => lines.Insert(i, "# a comment")), "insert a comment"),
    };

    private string ReplaceCharacter(string text)
    {
        int at = random.Next(text.Length);
        return text.Remove(at, 1).Insert(at, Characters[random.Next(Characters.Length)].ToString());
    }

    private string ReplaceWord(string text)
    {
        int at = random.Next(text.Length + 1);
        int start = at;
        while (start > 0 && IsWord(text[start - 1]))
        {
            start--;
        }

        int end = at;
        while (end < text.Length && IsWord(text[end]))
        {
            end++;
        }

        return string.Concat(text.AsSpan(0, start), Words[random.Next(Words.Length)], text.AsSpan(end));
    }

    private string EditLines(string text, Action<List<string>, int> edit)
    {
        List<string> lines = [.. text.Split('\n')];
        edit(lines, random.Next(lines.Count));
        return string.Join('\n', lines);
    }

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.';
}
