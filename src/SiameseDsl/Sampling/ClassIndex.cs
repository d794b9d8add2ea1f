namespace SiameseDsl.Sampling;

/// <summary>The samples of each class that occurs, in ascending class number.</summary>
internal sealed class ClassIndex
{
    public ClassIndex(IReadOnlyList<int> labels)
    {
        SortedDictionary<int, List<long>> byLabel = [];
        for (int i = 0; i < labels.Count; i++)
        {
            if (!byLabel.TryGetValue(labels[i], out List<long>? members))
            {
                byLabel.Add(labels[i], members = []);
            }

            members.Add(i);
        }

        Labels = [.. byLabel.Keys];
        Members = [.. byLabel.Values.Select(members => members.ToArray())];
    }

    private ClassIndex(int[] labels, long[][] members)
    {
        Labels = labels;
        Members = members;
    }

    /// <summary>The class numbers.</summary>
    public int[] Labels { get; }

    /// <summary>The samples of each class, in the order of <see cref="Labels"/>.</summary>
    public long[][] Members { get; }

    public int Count => Labels.Length;

    /// <summary>The size of the smallest class.</summary>
    public int Smallest => Members.Min(members => members.Length);

    /// <summary>The classes with at least this many samples.</summary>
    public ClassIndex WithAtLeast(int samples)
    {
        int[] kept = [.. Enumerable.Range(0, Count).Where(k => Members[k].Length >= samples)];
        return new ClassIndex([.. kept.Select(k => Labels[k])], [.. kept.Select(k => Members[k])]);
    }

    /// <summary>Refuses data with fewer than two classes: without a second class there is nothing to tell apart.</summary>
    /// <exception cref="SiameseException">There are fewer than two classes.</exception>
    public void RequireTwo(string what)
    {
        if (Count < 2)
        {
            throw new SiameseException($"{what} need at least two classes to tell apart, but the training data has {(Count == 0 ? "no sample" : "one class only")}.");
        }
    }
}
