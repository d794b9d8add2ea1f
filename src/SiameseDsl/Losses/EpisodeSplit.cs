using static TorchSharp.torch;

namespace SiameseDsl.Losses;

/// <summary>A labelled batch cut into support and queries; classes are numbered from 0 in the order of their first image.</summary>
/// <param name="Support">The rows of the support.</param>
/// <param name="SupportClasses">The class of each.</param>
/// <param name="Query">The rows of the queries.</param>
/// <param name="QueryClasses">The class of each.</param>
/// <param name="Classes">The number of classes.</param>
internal sealed record EpisodeSplit(long[] Support, long[] SupportClasses, long[] Query, long[] QueryClasses, int Classes)
{
    /// <summary>The images of each class take turns: in turn t those from t x <paramref name="shots"/> on are its support, the others are queries. There are as many turns as the smallest class fills.</summary>
    /// <exception cref="ArgumentException">A class has too few images, or none is left for the queries.</exception>
    public static IReadOnlyList<EpisodeSplit> Turns(Tensor labels, int shots)
    {
        using Tensor host = labels.cpu().to(ScalarType.Int64);
        Dictionary<long, int> numbers = [];
        List<(int Class, int Position)> rows = [];
        List<int> counts = [];
        foreach (long label in host.data<long>())
        {
            if (!numbers.TryGetValue(label, out int number))
            {
                number = counts.Count;
                numbers.Add(label, number);
                counts.Add(0);
            }

            rows.Add((number, counts[number]++));
        }

        if (counts.Count == 0 || counts.Min() < shots || rows.Count == counts.Count * shots)
        {
            throw new ArgumentException($"A prototypical batch needs {shots} support sample(s) of each class and at least one query beside them, but it has {rows.Count} samples of {counts.Count} classes.", nameof(labels));
        }

        return [.. Enumerable.Range(0, counts.Min() / shots).Select(turn => Of(rows, counts.Count, turn * shots, (turn + 1) * shots))];
    }

    private static EpisodeSplit Of(List<(int Class, int Position)> rows, int classes, int from, int to)
    {
        List<long> support = [], supportClasses = [], query = [], queryClasses = [];
        for (int row = 0; row < rows.Count; row++)
        {
            bool shot = rows[row].Position >= from && rows[row].Position < to;
            (shot ? support : query).Add(row);
            (shot ? supportClasses : queryClasses).Add(rows[row].Class);
        }

        return new EpisodeSplit([.. support], [.. supportClasses], [.. query], [.. queryClasses], classes);
    }
}
