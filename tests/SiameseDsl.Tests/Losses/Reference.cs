namespace SiameseDsl.Tests.Losses;

/// <summary>The losses and distances once more, as plain loops in double precision.</summary>
internal static class Reference
{
    public static double Distance(string metric, double[] a, double[] b)
    {
        double squares = 0, dot = 0, aa = 0, bb = 0;
        for (int i = 0; i < a.Length; i++)
        {
            squares += (a[i] - b[i]) * (a[i] - b[i]);
            dot += a[i] * b[i];
            aa += a[i] * a[i];
            bb += b[i] * b[i];
        }

        return metric switch
        {
            "euclidean" => Math.Sqrt(squares),
            "squared_euclidean" => squares,
            _ => 1 - (dot / Math.Sqrt(aa * bb)),
        };
    }

    public static double Contrastive(double[] distances, bool[] same, double margin) =>
        distances.Select((d, i) => same[i] ? d * d : Math.Pow(Math.Max(0, margin - d), 2)).Average();

    public static double Bce(double[] scores, bool[] same) =>
        scores.Select((s, i) => Math.Log(1 + Math.Exp(same[i] ? -s : s))).Average();

    public static (double Loss, double Active) Triplet(string metric, double[][] anchors, double[][] candidates, int[] labels, double margin, string mining)
    {
        int n = labels.Length;
        double sum = 0;
        int active = 0, possible = 0;
        for (int a = 0; a < n; a++)
        {
            double[] d = [.. candidates.Select(c => Distance(metric, anchors[a], c))];
            int[] positives = [.. Enumerable.Range(0, n).Where(p => p != a && labels[p] == labels[a])];
            int[] negatives = [.. Enumerable.Range(0, n).Where(x => labels[x] != labels[a])];
            IEnumerable<(double P, double N)> triplets = positives.SelectMany(p => negatives.Select(x => (d[p], d[x])));
            if (mining == "hard")
            {
                triplets = positives.Length > 0 && negatives.Length > 0 ? [(positives.Max(p => d[p]), negatives.Min(x => d[x]))] : [];
            }

            foreach ((double p, double x) in triplets)
            {
                possible++;
                bool mined = mining != "semi" || (x >= p && x < p + margin);
                if (mined && p - x + margin > 0)
                {
                    sum += p - x + margin;
                    active++;
                }
            }
        }

        return (sum / Math.Max(1, active), (double)active / possible);
    }

    public static double NtXent(string metric, double[][] anchors, double[][] candidates, int[] labels, double temperature)
    {
        int n = labels.Length;
        List<double> means = [];
        for (int a = 0; a < n; a++)
        {
            double[] s = [.. candidates.Select(c => (metric == "cosine" ? 1 - Distance(metric, anchors[a], c) : -Distance(metric, anchors[a], c)) / temperature)];
            double[] positives = [.. Enumerable.Range(0, n).Where(p => p != a && labels[p] == labels[a]).Select(p => s[p])];
            double[] negatives = [.. Enumerable.Range(0, n).Where(x => labels[x] != labels[a]).Select(x => s[x])];
            if (positives.Length > 0)
            {
                double shift = s.Max();
                double rest = negatives.Sum(x => Math.Exp(x - shift));
                means.Add(positives.Average(p => -Math.Log(Math.Exp(p - shift) / (Math.Exp(p - shift) + rest))));
            }
        }

        return means.Average();
    }

    /// <summary>The images of each class take turns as the support.</summary>
    public static double Prototypical(string metric, double[][] anchors, double[][] candidates, int[] labels, int shots) =>
        Enumerable.Range(0, labels.GroupBy(label => label).Min(group => group.Count()) / shots)
            .Average(turn => Prototypical(metric, anchors, candidates, labels, turn * shots, shots));

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
                double[] logits = [.. prototypes.Select(p => -Distance(metric, anchors[i], p))];
                double shift = logits.Max();
                losses.Add(-(logits[Array.IndexOf(classes, c)] - shift - Math.Log(logits.Sum(l => Math.Exp(l - shift)))));
            }
        }

        return losses.Average();
    }
}
