namespace SiameseDsl.Tests.Losses;

/// <summary>The losses over labelled batches once more, from their formulas, as plain loops in double precision.</summary>
internal static class RankingReference
{
    public static (double Loss, double Active) Triplet(double[][] d, int[] labels, double margin, string miner, bool nonZero = true)
    {
        var (mined, possible) = MiningReference.Triplets(d, labels, miner, margin);
        double[] terms = [.. mined.Select(t => Math.Max(0, d[t.A][t.P] - d[t.A][t.N] + margin))];
        int active = terms.Count(term => term > 0);
        return (terms.Sum() / Math.Max(1, nonZero ? active : terms.Length), (double)active / possible);
    }

    public static (double Loss, double Active) SoftMarginTriplet(double[][] d, int[] labels, string miner)
    {
        var (mined, possible) = MiningReference.Triplets(d, labels, miner, 0.2);
        double[] gaps = [.. mined.Select(t => d[t.A][t.P] - d[t.A][t.N])];
        return (gaps.Average(gap => Math.Log(1 + Math.Exp(gap))), (double)gaps.Count(gap => gap >= 0) / possible);
    }

    public static double NtXent(double[][] s, int[] labels, double temperature) => OverPositives(labels, (a, p) =>
    {
        double rest = MiningReference.Negatives(labels, a).Sum(n => Math.Exp(s[a][n] / temperature));
        return -Math.Log(Math.Exp(s[a][p] / temperature) / (Math.Exp(s[a][p] / temperature) + rest));
    });

    public static double SupCon(double[][] s, int[] labels, double temperature) => OverPositives(labels, (a, p) =>
    {
        double all = Enumerable.Range(0, labels.Length).Where(o => o != a).Sum(o => Math.Exp(s[a][o] / temperature));
        return -Math.Log(Math.Exp(s[a][p] / temperature) / all);
    });

    public static double NPair(double[][] s, int[] labels, double[][] anchors, double[][] candidates, double l2)
    {
        int SetOf(int i) => Enumerable.Range(0, i).Count(j => labels[j] == labels[i]);
        double ranking = OverPositives(labels, (a, p) => Math.Log(1 + MiningReference.Negatives(labels, a).Where(n => SetOf(n) == SetOf(p)).Sum(n => Math.Exp(s[a][n] - s[a][p]))));
        double length = anchors.Concat(candidates).Average(row => row.Sum(x => x * x));
        return ranking + (l2 * length);
    }

    public static (double Loss, double Active) MultiSimilarity(double[][] s, int[] labels, double alpha, double beta, double @base, string miner)
    {
        double[][] d = [.. s.Select(row => row.Select(x => -x).ToArray())];
        var (positives, negatives) = MiningReference.Pairs(d, labels, miner, 0.2);
        double loss = Enumerable.Range(0, labels.Length).Average(a =>
        {
            double pull = Chosen(positives[a]).Sum(p => Math.Exp(-alpha * (s[a][p] - @base)));
            double push = Chosen(negatives[a]).Sum(n => Math.Exp(beta * (s[a][n] - @base)));
            return (Math.Log(1 + pull) / alpha) + (Math.Log(1 + push) / beta);
        });
        return (loss, Part(negatives, labels));
    }

    /// <param name="s">The similarities.</param>
    /// <param name="frozen">Those that the weights without a gradient are made of.</param>
    /// <param name="labels">The labels.</param>
    /// <param name="margin">m.</param>
    /// <param name="scale">g.</param>
    /// <param name="miner">The miner.</param>
    public static (double Loss, double Active) Circle(double[][] s, double[][] frozen, int[] labels, double margin, double scale, string miner)
    {
        double[][] d = [.. s.Select(row => row.Select(x => -x).ToArray())];
        var (positives, negatives) = MiningReference.Pairs(d, labels, miner, 0.2);
        List<double> losses = [];
        for (int a = 0; a < labels.Length; a++)
        {
            int[] own = Chosen(positives[a]), others = Chosen(negatives[a]);
            if (own.Length > 0 && others.Length > 0)
            {
                double pull = own.Sum(p => Math.Exp(-scale * Math.Max(0, 1 + margin - frozen[a][p]) * (s[a][p] - (1 - margin))));
                double push = others.Sum(n => Math.Exp(scale * Math.Max(0, frozen[a][n] + margin) * (s[a][n] - margin)));
                losses.Add(Math.Log(1 + (pull * push)));
            }
        }

        return (losses.Average(), Part(negatives, labels));
    }

    /// <summary>The images of each class take turns as the support.</summary>
    public static double Prototypical(string metric, double[][] anchors, double[][] candidates, int[] labels, int shots) =>
        Enumerable.Range(0, labels.GroupBy(label => label).Min(group => group.Count()) / shots)
            .Average(turn => Prototypical(metric, anchors, candidates, labels, turn * shots, shots));

    /// <summary>A pair loss over all pairs of the batch: half of it of the same, half of the different ones.</summary>
    public static (double Loss, double Active) AllPairs(double[][] outputs, double[][] d, int[] labels, string miner, double margin, Func<IReadOnlyList<double>, IReadOnlyList<bool>, double> loss)
    {
        var (positives, negatives) = MiningReference.Pairs(d, labels, miner, margin);
        double Side(bool[][] kept, bool same)
        {
            double[] chosen = [.. kept.SelectMany((row, a) => Chosen(row).Select(c => outputs[a][c]))];
            return chosen.Length == 0 ? 0 : loss(chosen, [.. chosen.Select(_ => same)]);
        }

        return ((Side(positives, true) + Side(negatives, false)) / 2, Part(negatives, labels));
    }

    private static double Prototypical(string metric, double[][] anchors, double[][] candidates, int[] labels, int first, int shots)
    {
        int[] classes = [.. labels.Distinct()];
        double[][] prototypes =
        [
            .. classes.Select(c =>
            {
                double[][] support = [.. Enumerable.Range(0, labels.Length).Where(i => labels[i] == c).Skip(first).Take(shots).Select(i => candidates[i])];
                return Enumerable.Range(0, support[0].Length).Select(k => support.Average(row => row[k])).ToArray();
            }),
        ];
        List<double> losses = [];
        foreach (int c in classes)
        {
            int[] own = [.. Enumerable.Range(0, labels.Length).Where(i => labels[i] == c)];
            foreach (int i in own.Where((_, position) => position < first || position >= first + shots))
            {
                double[] logits = [.. prototypes.Select(p => -Reference.Distance(metric, anchors[i], p))];
                double shift = logits.Max();
                losses.Add(-(logits[Array.IndexOf(classes, c)] - shift - Math.Log(logits.Sum(l => Math.Exp(l - shift)))));
            }
        }

        return losses.Average();
    }

    private static double OverPositives(int[] labels, Func<int, int, double> term) => Enumerable.Range(0, labels.Length)
        .Select(a => MiningReference.Positives(labels, a).Select(p => term(a, p)).ToArray())
        .Where(terms => terms.Length > 0)
        .Average(terms => terms.Average());

    private static int[] Chosen(bool[] row) => [.. Enumerable.Range(0, row.Length).Where(i => row[i])];

    private static double Part(bool[][] negatives, int[] labels) =>
        (double)negatives.Sum(row => row.Count(kept => kept)) / Enumerable.Range(0, labels.Length).Sum(a => MiningReference.Negatives(labels, a).Length);
}
