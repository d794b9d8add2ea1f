namespace SiameseDsl.Spec.Catalog;

/// <summary>Finds the known name that an unknown one was most likely meant to be.</summary>
public static class NearestName
{
    private const int LongestName = 64;

    /// <summary>The nearest of <paramref name="known"/>, or <see langword="null"/> where none is near: the optimal string alignment distance (insertions, deletions,
    /// substitutions and swaps of neighbours) must be at most a third of the length; case, <c>-</c> and <c>_</c> do not count, and a beginning of three letters is enough.</summary>
    public static string? Find(string name, IEnumerable<string> known)
    {
        if (name.Length is 0 or > LongestName)
        {
            return null;
        }

        string wanted = Fold(name);
        string? best = null;
        int limit = Math.Max(1, (wanted.Length + 1) / 3);
        int bestDistance = limit + 1;
        foreach (string candidate in known)
        {
            string folded = Fold(candidate);
            int distance = Distance(wanted, folded, Math.Min(limit, bestDistance - 1));
            if (distance < bestDistance)
            {
                best = candidate;
                bestDistance = distance;
            }
        }

        return best ?? FindByBeginning(wanted, known);
    }

    /// <summary>The names in the order in which they are likely meant by someone who has written <paramref name="beginning"/> so far: those that begin with it, those that hold it, then the nearest.
    /// Names equally near keep their order.</summary>
    public static IReadOnlyList<string> Order(string beginning, IEnumerable<string> known)
    {
        string wanted = Fold(beginning);
        return [.. known.OrderBy(candidate =>
        {
            string folded = Fold(candidate);
            return wanted.Length == 0 ? 0
                : folded.StartsWith(wanted, StringComparison.Ordinal) ? 0
                : folded.IndexOf(wanted, StringComparison.Ordinal) >= 0 ? 1
                : 2 + Distance(wanted.Length > LongestName ? wanted.Substring(0, LongestName) : wanted, folded, LongestName);
        })];
    }

    /// <summary>A clause for a message: <c>; did you mean 'units'?</c>, or a full stop after the list of what is known.</summary>
    public static string Clause(string? nearest, IEnumerable<string> known) =>
        nearest is not null ? $"; did you mean '{nearest}'?" : $"; known here: {string.Join(", ", known)}.";

    private static string? FindByBeginning(string wanted, IEnumerable<string> known)
    {
        if (wanted.Length < 3)
        {
            return null;
        }

        foreach (string candidate in known)
        {
            if (Fold(candidate).StartsWith(wanted, StringComparison.Ordinal))
            {
                return candidate;
            }
        }

        return null;
    }

    private static string Fold(string name)
    {
        var folded = new System.Text.StringBuilder(name.Length);
        foreach (char c in name)
        {
            if (c is not ('-' or '_'))
            {
                folded.Append(char.ToLowerInvariant(c));
            }
        }

        return folded.ToString();
    }

    // Three rows are enough: a swap looks two rows back. Beyond the limit the exact number does not matter.
    private static int Distance(string a, string b, int limit)
    {
        if (Math.Abs(a.Length - b.Length) > limit)
        {
            return limit + 1;
        }

        int[] before = new int[b.Length + 1];
        int[] previous = new int[b.Length + 1];
        int[] current = new int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++)
        {
            previous[j] = j;
        }

        for (int i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            int smallest = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int cost = a[i - 1] == b[j - 1] ? 0 : 1;
                int value = Math.Min(Math.Min(previous[j] + 1, current[j - 1] + 1), previous[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    value = Math.Min(value, before[j - 2] + 1);
                }

                current[j] = value;
                smallest = Math.Min(smallest, value);
            }

            if (smallest > limit)
            {
                return limit + 1;
            }

            (before, previous, current) = (previous, current, before);
        }

        return previous[b.Length];
    }
}
