namespace SiameseDsl.Spec.Plans;

/// <summary>Two towers that are compared, by their places in <see cref="ModelPlan.Towers"/>: the same place twice where one tower serves both sides.</summary>
/// <param name="Left">The tower of the left side: queries and anchors.</param>
/// <param name="Right">The tower of the right side: supports and candidates.</param>
public sealed record TowerPair(int Left, int Right)
{
    /// <summary>Every pair of so many towers, in their order; of one tower the pair with itself.</summary>
    public static IReadOnlyList<TowerPair> All(int towers)
    {
        if (towers < 2)
        {
            return [new TowerPair(0, 0)];
        }

        var pairs = new List<TowerPair>(towers * (towers - 1) / 2);
        for (int left = 0; left < towers; left++)
        {
            for (int right = left + 1; right < towers; right++)
            {
                pairs.Add(new TowerPair(left, right));
            }
        }

        return pairs;
    }
}
