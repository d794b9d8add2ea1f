using System.Globalization;

namespace SiameseDsl.Evaluation;

/// <summary>The classes of a set that a task can use: those with two samples or more, since a pair and an episode both need two different samples of a class.</summary>
internal sealed class TaskClasses
{
    private TaskClasses(int[] numbers, int[][] members)
    {
        Numbers = numbers;
        Members = members;
    }

    /// <summary>The class number of each usable class, ascending.</summary>
    public int[] Numbers { get; }

    /// <summary>The sample indices of each usable class, in the order of <see cref="Numbers"/>.</summary>
    public int[][] Members { get; }

    public int Count => Numbers.Length;

    /// <exception cref="SiameseException">Fewer than two classes have two samples.</exception>
    public static TaskClasses Of(IReadOnlyList<int> labels)
    {
        var members = new SortedDictionary<int, List<int>>();
        for (int i = 0; i < labels.Count; i++)
        {
            if (!members.TryGetValue(labels[i], out List<int>? list))
            {
                members.Add(labels[i], list = []);
            }

            list.Add(i);
        }

        KeyValuePair<int, List<int>>[] usable = [.. members.Where(c => c.Value.Count >= 2)];
        if (usable.Length < 2)
        {
            throw new SiameseException(string.Create(
                CultureInfo.InvariantCulture,
                $"Pairs and episodes need at least 2 classes with 2 samples each, but of the {members.Count} classes here {usable.Length} have 2 samples: add samples, or leave more classes to this part of the data."));
        }

        return new TaskClasses([.. usable.Select(c => c.Key)], [.. usable.Select(c => c.Value.ToArray())]);
    }
}
