namespace SiameseDsl.Tests.Losses;

/// <summary>The losses with class vectors once more, from their formulas, as plain loops in double precision.</summary>
internal static class ClassReference
{
    public static double ArcFace(double[][] rows, double[][] vectors, int[] classes, double margin, double scale) => Softmax(rows, vectors, classes, scale, cosine =>
        cosine > Math.Cos(Math.PI - margin) ? Math.Cos(Math.Acos(cosine) + margin) : cosine - (margin * Math.Sin(margin)));

    public static double CosFace(double[][] rows, double[][] vectors, int[] classes, double margin, double scale) => Softmax(rows, vectors, classes, scale, cosine => cosine - margin);

    public static double ProxyAnchor(double[][] rows, double[][] vectors, int[] classes, double margin, double scale)
    {
        double[][] s = Reference.Similarities("cosine", rows, vectors);
        double pull = 0, push = 0;
        int[] present = [.. classes.Distinct()];
        for (int proxy = 0; proxy < vectors.Length; proxy++)
        {
            double own = 0, others = 0;
            for (int i = 0; i < rows.Length; i++)
            {
                own += classes[i] == proxy ? Math.Exp(-scale * (s[i][proxy] - margin)) : 0;
                others += classes[i] == proxy ? 0 : Math.Exp(scale * (s[i][proxy] + margin));
            }

            pull += present.Contains(proxy) ? Math.Log(1 + own) : 0;
            push += Math.Log(1 + others);
        }

        return (pull / present.Length) + (push / vectors.Length);
    }

    private static double Softmax(double[][] rows, double[][] vectors, int[] classes, double scale, Func<double, double> own)
    {
        double[][] s = Reference.Similarities("cosine", rows, vectors);
        return Enumerable.Range(0, rows.Length).Average(i =>
        {
            double[] logits = [.. s[i].Select((cosine, c) => scale * (c == classes[i] ? own(cosine) : cosine))];
            double shift = logits.Max();
            return shift + Math.Log(logits.Sum(l => Math.Exp(l - shift))) - logits[classes[i]];
        });
    }
}
