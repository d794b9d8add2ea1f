namespace SiameseDsl.Graphs;

/// <summary>Two towers that are compared, by their places in <see cref="ModelGraph.Towers"/>.</summary>
/// <param name="Left">The tower of the left side: queries and anchors.</param>
/// <param name="Right">The tower of the right side: supports and candidates.</param>
public readonly record struct TowerPair(int Left, int Right)
{
    /// <summary>Every pair of so many towers, in their order; of one tower the pair with itself.</summary>
    public static IReadOnlyList<TowerPair> All(int towers) => towers < 2
        ? [new TowerPair(0, 0)]
        : [.. Enumerable.Range(0, towers).SelectMany(left => Enumerable.Range(left + 1, towers - left - 1).Select(right => new TowerPair(left, right)))];
}
