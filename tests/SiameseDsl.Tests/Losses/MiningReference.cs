namespace SiameseDsl.Tests.Losses;

/// <summary>The miners once more, as plain loops.</summary>
internal static class MiningReference
{
    private const double Epsilon = 0.1;

    /// <summary>The chosen triplets, and how many there were to choose from (of hard mining: how many anchors).</summary>
    public static (List<(int A, int P, int N)> Mined, int Possible) Triplets(double[][] d, int[] labels, string miner, double margin)
    {
        List<(int, int, int)> mined = [];
        int possible = 0;
        (bool[][] keptPositives, bool[][] keptNegatives) = Pairs(d, labels, miner, margin);
        for (int a = 0; a < labels.Length; a++)
        {
            int[] positives = Positives(labels, a), negatives = Negatives(labels, a);
            if (miner == "hard")
            {
                if (positives.Length > 0 && negatives.Length > 0)
                {
                    possible++;
                    mined.Add((a, positives.MaxBy(p => d[a][p]), negatives.MinBy(n => d[a][n])));
                }

                continue;
            }

            foreach (int p in positives)
            {
                foreach (int n in negatives)
                {
                    possible++;
                    bool chosen = miner switch
                    {
                        "semi" => d[a][n] >= d[a][p] && d[a][n] < d[a][p] + margin,
                        "multi" => keptPositives[a][p] && keptNegatives[a][n],
                        _ => true,
                    };
                    if (chosen)
                    {
                        mined.Add((a, p, n));
                    }
                }
            }
        }

        return (mined, possible);
    }

    /// <summary>The chosen pairs.</summary>
    public static (bool[][] Positives, bool[][] Negatives) Pairs(double[][] d, int[] labels, string miner, double margin)
    {
        bool[][] keptPositives = [.. labels.Select(_ => new bool[labels.Length])], keptNegatives = [.. labels.Select(_ => new bool[labels.Length])];
        for (int a = 0; a < labels.Length; a++)
        {
            int[] positives = Positives(labels, a), negatives = Negatives(labels, a);
            double farthest = positives.Select(p => d[a][p]).DefaultIfEmpty(double.NegativeInfinity).Max();
            double nearest = negatives.Select(n => d[a][n]).DefaultIfEmpty(double.PositiveInfinity).Min();
            foreach (int p in positives)
            {
                keptPositives[a][p] = miner switch
                {
                    "semi" => negatives.Any(n => d[a][n] >= d[a][p] && d[a][n] < d[a][p] + margin),
                    "hard" => d[a][p] == farthest,
                    "multi" => d[a][p] + Epsilon > nearest,
                    _ => true,
                };
            }

            foreach (int n in negatives)
            {
                keptNegatives[a][n] = miner switch
                {
                    "semi" => positives.Any(p => d[a][n] >= d[a][p] && d[a][n] < d[a][p] + margin),
                    "hard" => d[a][n] == nearest,
                    "multi" => d[a][n] - Epsilon < farthest,
                    _ => true,
                };
            }
        }

        return (keptPositives, keptNegatives);
    }

    public static int[] Positives(int[] labels, int anchor) => [.. Enumerable.Range(0, labels.Length).Where(i => i != anchor && labels[i] == labels[anchor])];

    public static int[] Negatives(int[] labels, int anchor) => [.. Enumerable.Range(0, labels.Length).Where(i => labels[i] != labels[anchor])];
}
