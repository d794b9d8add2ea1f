using SiameseDsl.Training;

namespace SiameseDsl.Tests.Training;

/// <summary>Update rules in plain double arithmetic, value by value, as the papers print them: what the tensors' rules are held against.</summary>
internal sealed class PlainOptimizer(OptimizerOptions options, int count)
{
    private readonly double[] first = new double[count];
    private readonly double[] second = new double[count];
    private double product = 1;
    private int steps;

    public void Step(double[] values, double[] gradients)
    {
        steps++;
        double mu = 0, ahead = 0, before = product;
        if (options is NAdamOptions nadam)
        {
            mu = nadam.Beta1 * (1 - (0.5 * Math.Pow(0.96, steps * nadam.MomentumDecay)));
            ahead = nadam.Beta1 * (1 - (0.5 * Math.Pow(0.96, (steps + 1) * nadam.MomentumDecay)));
            product = before * mu;
        }

        for (int i = 0; i < count; i++)
        {
            bool decoupled = options is LionOptions;
            double g = gradients[i] + (decoupled ? 0 : options.WeightDecay * values[i]);
            double weight = values[i] * (decoupled ? 1 - (options.LearningRate * options.WeightDecay) : 1);
            values[i] = weight - (options.LearningRate * Direction(i, g, mu, ahead));
        }
    }

    private double Direction(int i, double g, double mu, double ahead)
    {
        switch (options)
        {
            case NAdamOptions o:
                Moments(i, g, o.Beta1, o.Beta2);
                double root = Math.Sqrt(second[i] / (1 - Math.Pow(o.Beta2, steps))) + o.Epsilon;
                return ((g * (1 - mu) / (1 - product)) + (first[i] * ahead / (1 - (product * ahead)))) / root;
            case RAdamOptions o:
                Moments(i, g, o.Beta1, o.Beta2);
                double mean = first[i] / (1 - Math.Pow(o.Beta1, steps));
                double longest = (2 / (1 - o.Beta2)) - 1;
                double length = longest - (2 * steps * Math.Pow(o.Beta2, steps) / (1 - Math.Pow(o.Beta2, steps)));
                double rectifier = Math.Sqrt((length - 4) / (longest - 4) * (length - 2) / (longest - 2) * longest / length);
                return length > 5 ? mean * rectifier * Math.Sqrt(1 - Math.Pow(o.Beta2, steps)) / (Math.Sqrt(second[i]) + o.Epsilon) : mean;
            case AdamaxOptions o:
                first[i] = (o.Beta1 * first[i]) + ((1 - o.Beta1) * g);
                second[i] = Math.Max(o.Beta2 * second[i], Math.Abs(g) + o.Epsilon);
                return first[i] / (1 - Math.Pow(o.Beta1, steps)) / second[i];
            case AdagradOptions o:
                second[i] += (steps == 1 ? o.InitialSum : 0) + (g * g);
                return g / (Math.Sqrt(second[i]) + o.Epsilon);
            case LionOptions o:
                double direction = Math.Sign((o.Beta1 * first[i]) + ((1 - o.Beta1) * g));
                first[i] = (o.Beta2 * first[i]) + ((1 - o.Beta2) * g);
                return direction;
            default:
                throw new ArgumentException("unknown");
        }
    }

    private void Moments(int i, double g, double beta1, double beta2)
    {
        first[i] = (beta1 * first[i]) + ((1 - beta1) * g);
        second[i] = (beta2 * second[i]) + ((1 - beta2) * g * g);
    }
}
