using SiameseDsl.Evaluation;

namespace SiameseDsl.Statistics;

/// <summary>
/// The spread of a mean over episodes, over other classes and images. A class stands in an episode as the one asked for or as one of the N - 1 others, and is easy or hard in either part: the
/// mean's first-order projection on classes (Hájek, 1968) adds both. As one of the others it matters by the credit that is missing because of it alone. What chance adds to that part, of which
/// each class has many noisy values, is taken off again; what remains is never less than what chance gives to the first.
/// </summary>
internal static class EpisodeSpread
{
    /// <summary>The spread. With too few classes, or where those of the candidates are not known, over what the episodes ask for alone.</summary>
    /// <param name="episodes">The episodes.</param>
    /// <param name="credit">The value of an episode.</param>
    /// <param name="gain">How much more it would be without one of the candidates.</param>
    public static Spread Of(EpisodeSet episodes, Func<int, double> credit, Func<int, int, double> gain)
    {
        bool byClass = episodes.QueryClasses.ToArray().Distinct().Count() >= ClassJackknife.FewestClasses;
        return byClass && !episodes.CandidateClasses.IsEmpty ? OverClasses(episodes, credit, gain) : OverQueries(episodes, credit);
    }

    private static Spread OverQueries(EpisodeSet episodes, Func<int, double> credit)
    {
        double[] credits = [.. Enumerable.Range(0, episodes.Count).Select(credit)];
        double mean = credits.Average();
        return TestUnits.Of(episodes).Of(Array.ConvertAll(credits, value => (value - mean) / credits.Length));
    }

    private static Spread OverClasses(EpisodeSet episodes, Func<int, double> credit, Func<int, int, double> gain)
    {
        var asked = new Dictionary<int, Moments>();
        var other = new Dictionary<int, Moments>();
        var all = new Moments();
        for (int e = 0; e < episodes.Count; e++)
        {
            At(asked, episodes.QueryClasses[e]).Add(credit(e));
            for (int w = 0; w < episodes.Ways; w++)
            {
                if (w != episodes.Answers[e])
                {
                    double value = gain(e, w);
                    At(other, episodes.CandidateClasses[(e * episodes.Ways) + w]).Add(value);
                    all.Add(value);
                }
            }
        }

        double mean = asked.Values.Average(moments => moments.Mean);
        double between = 0;
        double noise = 0;
        int others = episodes.Ways - 1;
        foreach ((int number, Moments moments) in asked)
        {
            double own = moments.Mean - mean;
            double shown = 0;
            if (other.TryGetValue(number, out Moments? rival))
            {
                shown = others * (all.Mean - rival.Mean);
                noise += (double)others * others * rival.VarianceOfMean;
            }

            between += (own + shown) * (own + shown);
        }

        double classes = asked.Count;
        double variance = ((classes / (classes - 1) * between) - noise) / (classes * classes);
        double chance = asked.Values.Sum(moments => moments.VarianceOfMean) / (classes * classes);
        double error = Math.Sqrt(Math.Max(variance, chance));

        // Sums of equal numbers differ in the last digits: that is no spread.
        return new Spread(error < 1e-12 ? 0 : error, classes - 1);
    }

    private static Moments At(Dictionary<int, Moments> map, int number)
    {
        if (!map.TryGetValue(number, out Moments? moments))
        {
            map.Add(number, moments = new Moments());
        }

        return moments;
    }

    /// <summary>Count, mean and spread of values, summed up one by one.</summary>
    private sealed class Moments
    {
        private long count;
        private double sum;
        private double squares;

        public double Mean => sum / count;

        public double VarianceOfMean => count < 2 ? 0 : Math.Max(0, squares - (sum * sum / count)) / (count - 1) / count;

        public void Add(double value)
        {
            count++;
            sum += value;
            squares += value * value;
        }
    }
}
