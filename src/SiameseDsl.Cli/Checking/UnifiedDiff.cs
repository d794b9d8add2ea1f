using System.Globalization;
using System.Text;

namespace SiameseDsl.Cli.Checking;

/// <summary>The difference of two texts in the form that patch programs read.</summary>
internal static class UnifiedDiff
{
    private const int Context = 3;

    /// <summary>The difference; an empty text where there is none.</summary>
    public static string Write(string path, string before, string after)
    {
        if (before == after)
        {
            return "";
        }

        string[] old = Lines(before);
        string[] @new = Lines(after);
        var text = new StringBuilder().Append("--- ").Append(path).Append('\n').Append("+++ ").Append(path).Append('\n');
        foreach (IReadOnlyList<Change> hunk in Hunks(Changes(old, @new)))
        {
            int oldCount = hunk.Count(change => change.Sign != '+');
            int newCount = hunk.Count(change => change.Sign != '-');
            text.Append(CultureInfo.InvariantCulture, $"@@ -{Range(hunk[0].Old, oldCount)} +{Range(hunk[0].New, newCount)} @@\n");
            foreach (Change change in hunk)
            {
                string line = change.Sign == '+' ? @new[change.New] : old[change.Old];
                text.Append(change.Sign).Append(line.TrimEnd('\n'));
                text.Append(line.EndsWith('\n') ? "\n" : "\n\\ No newline at end of file\n");
            }
        }

        return text.ToString();
    }

    private static string Range(int start, int count) => string.Create(CultureInfo.InvariantCulture, $"{(count == 0 ? start : start + 1)},{count}");

    // Each line with its line break, so that a missing last one shows.
    private static string[] Lines(string text)
    {
        var lines = new List<string>();
        int start = 0;
        while (start < text.Length)
        {
            int end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end + 1;
            lines.Add(text[start..end]);
            start = end;
        }

        return [.. lines];
    }

    // The longest common subsequence of what lies between the equal beginnings and ends.
    private static List<Change> Changes(string[] old, string[] @new)
    {
        int head = 0;
        while (head < old.Length && head < @new.Length && old[head] == @new[head])
        {
            head++;
        }

        int tail = 0;
        while (tail < old.Length - head && tail < @new.Length - head && old[^(tail + 1)] == @new[^(tail + 1)])
        {
            tail++;
        }

        int oldEnd = old.Length - tail;
        int newEnd = @new.Length - tail;
        int[,] longest = new int[oldEnd - head + 1, newEnd - head + 1];
        for (int i = oldEnd - 1; i >= head; i--)
        {
            for (int j = newEnd - 1; j >= head; j--)
            {
                longest[i - head, j - head] = old[i] == @new[j]
                    ? longest[i - head + 1, j - head + 1] + 1
                    : Math.Max(longest[i - head + 1, j - head], longest[i - head, j - head + 1]);
            }
        }

        var changes = new List<Change>(old.Length + @new.Length);
        int a = 0;
        int b = 0;
        while (a < old.Length || b < @new.Length)
        {
            bool between = a >= head && b >= head && a <= oldEnd && b <= newEnd && (a < oldEnd || b < newEnd);
            if (!between || (a < oldEnd && b < newEnd && old[a] == @new[b]))
            {
                changes.Add(new Change(' ', a++, b++));
            }
            else if (b >= newEnd || (a < oldEnd && longest[a - head + 1, b - head] >= longest[a - head, b - head + 1]))
            {
                changes.Add(new Change('-', a++, b));
            }
            else
            {
                changes.Add(new Change('+', a, b++));
            }
        }

        return changes;
    }

    private static IEnumerable<IReadOnlyList<Change>> Hunks(List<Change> changes)
    {
        int start = -1;
        int end = -1;
        for (int i = 0; i < changes.Count; i++)
        {
            if (changes[i].Sign == ' ')
            {
                continue;
            }

            if (start >= 0 && i - Context > end)
            {
                yield return changes[start..end];
                start = -1;
            }

            start = start < 0 ? Math.Max(0, i - Context) : start;
            end = Math.Min(changes.Count, i + 1 + Context);
        }

        if (start >= 0)
        {
            yield return changes[start..end];
        }
    }

    private readonly record struct Change(char Sign, int Old, int New);
}
