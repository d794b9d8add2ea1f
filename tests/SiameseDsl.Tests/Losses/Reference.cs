namespace SiameseDsl.Tests.Losses;

/// <summary>The distances and the losses on pairs once more, as plain loops in double precision.</summary>
internal static class Reference
{
    /// <summary>The distance of two rows; for the dot product, which has none, the negative product.</summary>
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
            "dot" => -dot,
            _ => 1 - (dot / Math.Sqrt(aa * bb)),
        };
    }

    /// <summary>The similarity: the cosine for the cosine distance, else the negative distance.</summary>
    public static double Similarity(string metric, double[] a, double[] b) => (metric == "cosine" ? 1 : 0) - Distance(metric, a, b);

    /// <summary>The distance of every row to every row.</summary>
    public static double[][] Distances(string metric, double[][] anchors, double[][] candidates) => [.. anchors.Select(a => candidates.Select(c => Distance(metric, a, c)).ToArray())];

    /// <summary>The similarity of every row to every row.</summary>
    public static double[][] Similarities(string metric, double[][] anchors, double[][] candidates) => [.. anchors.Select(a => candidates.Select(c => Similarity(metric, a, c)).ToArray())];

    public static double Contrastive(IReadOnlyList<double> distances, IReadOnlyList<bool> same, double margin, bool nonZero = false) =>
        Mean([.. distances.Select((d, i) => same[i] ? d * d : Math.Pow(Math.Max(0, margin - d), 2))], nonZero);

    public static double DoubleMargin(IReadOnlyList<double> distances, IReadOnlyList<bool> same, double near, double far) =>
        distances.Select((d, i) => Math.Pow(Math.Max(0, same[i] ? d - near : far - d), 2)).Average();

    public static double Bce(IReadOnlyList<double> scores, IReadOnlyList<bool> same, double positiveWeight = 1) =>
        scores.Select((s, i) => same[i] ? positiveWeight * Math.Log(1 + Math.Exp(-s)) : Math.Log(1 + Math.Exp(s))).Average();

    private static double Mean(double[] terms, bool nonZero) => terms.Sum() / (nonZero ? Math.Max(1, terms.Count(term => term != 0)) : terms.Length);
}
