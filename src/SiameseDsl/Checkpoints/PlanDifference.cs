namespace SiameseDsl.Checkpoints;

/// <summary>Says where two resolved plans differ.</summary>
internal static class PlanDifference
{
    /// <summary>One phrase for each key that differs, in the order of the present plan, then the keys that only the other has.</summary>
    public static List<string> Describe(IReadOnlyDictionary<string, string> there, IEnumerable<KeyValuePair<string, string>> here)
    {
        List<string> differences = [];
        HashSet<string> known = [];
        foreach ((string key, string value) in here)
        {
            known.Add(key);
            if (!there.TryGetValue(key, out string? other))
            {
                differences.Add($"{key} is {value} here and not set there");
            }
            else if (other != value)
            {
                differences.Add($"{key} is {value} here and {other} there");
            }
        }

        differences.AddRange(there.Where(entry => !known.Contains(entry.Key)).Select(entry => $"{entry.Key} is {entry.Value} there and not set here"));
        return differences;
    }
}
