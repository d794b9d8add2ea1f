namespace SiameseDsl.Modules;

/// <summary>Shapes in messages and comparisons.</summary>
internal static class ShapeText
{
    /// <summary><c>1, 28, 28</c>.</summary>
    public static string Of(IEnumerable<long> shape) => string.Join(", ", shape);

    /// <summary><c>N, 1, 28, 28</c>.</summary>
    public static string OfBatch(IEnumerable<long> sample) => string.Join(", ", sample.Select(size => size.ToString(System.Globalization.CultureInfo.InvariantCulture)).Prepend("N"));

    /// <summary>Whether <paramref name="shape"/> is <paramref name="sample"/> behind <paramref name="leading"/> further dimensions.</summary>
    public static bool Matches(IReadOnlyList<long> shape, IReadOnlyList<long> sample, int leading) =>
        shape.Count == sample.Count + leading && shape.Skip(leading).SequenceEqual(sample);
}
