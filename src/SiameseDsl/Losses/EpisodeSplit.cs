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
    /// <summary>The first <paramref name="shots"/> images of each class are its support.</summary>
    /// <exception cref="ArgumentException">A class has too few images, or none is left for the queries.</exception>
    public static EpisodeSplit Of(Tensor labels, int shots)
    {
        using Tensor host = labels.cpu().to(ScalarType.Int64);
        Dictionary<long, int> classes = [];
        List<int> seen = [];
        List<long> support = [], supportClasses = [], query = [], queryClasses = [];
        long row = 0;
        foreach (long label in host.data<long>())
        {
            if (!classes.TryGetValue(label, out int number))
            {
                number = classes.Count;
                classes.Add(label, number);
                seen.Add(0);
            }

            bool shot = seen[number]++ < shots;
            (shot ? support : query).Add(row++);
            (shot ? supportClasses : queryClasses).Add(number);
        }

        if (query.Count == 0 || seen.Any(count => count < shots))
        {
            throw new ArgumentException($"A prototypical batch needs {shots} support image(s) of each class and at least one query beside them, but it has {row} images of {classes.Count} classes.", nameof(labels));
        }

        return new EpisodeSplit([.. support], [.. supportClasses], [.. query], [.. queryClasses], classes.Count);
    }
}
