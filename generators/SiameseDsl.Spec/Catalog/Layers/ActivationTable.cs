namespace SiameseDsl.Spec.Catalog.Layers;

/// <summary>What is known about one activation that is applied to each value by itself.</summary>
/// <param name="Kind">Its name.</param>
/// <param name="Summary">One sentence with the formula.</param>
/// <param name="Apply">The function itself, for bounds; takes the values of <see cref="Keys"/> in their order.</param>
internal sealed record Activation(string Kind, string Summary, Func<double, double[], double> Apply)
{
    /// <summary>Its keys, all of them numbers with a default.</summary>
    public IReadOnlyList<CatalogKey> Keys { get; init; } = [];

    /// <summary>Its value far to the left.</summary>
    public Func<double[], double> Left { get; init; } = _ => double.NegativeInfinity;

    /// <summary>Its value far to the right.</summary>
    public Func<double[], double> Right { get; init; } = _ => double.PositiveInfinity;

    /// <summary>For a function that dips below zero before it rises: a bound of its lowest value. <see langword="null"/> for a monotone function.</summary>
    public double? Dip { get; init; }

    /// <summary>For a function that is monotone for some values of its keys only: where it is not, the smallest and largest value over an interval. <see langword="null"/> otherwise.</summary>
    public Func<double, double, double[], (double Minimum, double Maximum)?>? Turns { get; init; }

    /// <summary>Whether it flattens at both ends, so that gradients vanish there.</summary>
    public bool Saturating { get; init; }
}

/// <summary>The activations that are applied to each value by itself. A new one is a line here and its emission.</summary>
internal static class ActivationTable
{
    private const double SeluScale = 1.0507009873554804934193349852946;
    private const double SeluAlpha = 1.6732632423543772848170429916717;

    /// <summary>All activations in documented order.</summary>
    public static IReadOnlyList<Activation> All { get; } =
    [
        new("relu", "max(0, x).", (x, _) => Math.Max(0, x)) { Left = _ => 0 },
        new("relu6", "min(max(0, x), 6).", (x, _) => Math.Min(Math.Max(0, x), 6)) { Left = _ => 0, Right = _ => 6, Saturating = true },
        new("leaky_relu", "x above zero, slope * x below.", (x, p) => x >= 0 ? x : p[0] * x)
        {
            Keys = [Number("slope", "The slope below zero.", "0.01", 0, 1)],
            Left = p => p[0] == 0 ? 0 : double.NegativeInfinity,
        },
        new("elu", "x above zero, alpha * (exp(x) - 1) below.", (x, p) => x >= 0 ? x : p[0] * (Math.Exp(x) - 1)) { Keys = [Number("alpha", "The bound below zero.", "1.0", 0, 1000)], Left = p => -p[0] },
        new("celu", "x above zero, alpha * (exp(x / alpha) - 1) below: smooth at zero for every alpha.", (x, p) => x >= 0 ? x : p[0] * (Math.Exp(x / p[0]) - 1))
        {
            Keys = [Number("alpha", "The bound below zero.", "1.0", 0.001, 1000)],
            Left = p => -p[0],
        },
        new("selu", "The self-normalising scaled elu.", (x, _) => SeluScale * (x >= 0 ? x : SeluAlpha * (Math.Exp(x) - 1))) { Left = _ => -SeluScale * SeluAlpha },
        new("gelu", "x times the normal distribution function of x.", (x, _) => x * NormalCdf(x)) { Left = _ => 0, Dip = -0.17 },
        new("silu", "x * sigmoid(x).", (x, _) => x * Sigmoid(x)) { Left = _ => 0, Dip = -0.2785 },
        new("mish", "x * tanh(softplus(x)).", (x, _) => x * Math.Tanh(Softplus(x))) { Left = _ => 0, Dip = -0.3089 },
        new("sigmoid", "1 / (1 + exp(-x)), between 0 and 1.", (x, _) => Sigmoid(x)) { Left = _ => 0, Right = _ => 1, Saturating = true },
        new("hardsigmoid", "min(max(x + 3, 0), 6) / 6, between 0 and 1.", (x, _) => Math.Min(Math.Max(x + 3, 0), 6) / 6) { Left = _ => 0, Right = _ => 1, Saturating = true },
        new("log_sigmoid", "log(sigmoid(x)), below zero.", (x, _) => -Softplus(-x)) { Right = _ => 0 },
        new("tanh", "The hyperbolic tangent, between -1 and 1.", (x, _) => Math.Tanh(x)) { Left = _ => -1, Right = _ => 1, Saturating = true },
        new("hardtanh", "min(max(x, min), max).", (x, p) => Math.Min(Math.Max(x, p[0]), p[1]))
        {
            Keys = [Number("min", "The smallest value.", "-1.0", -1e6, 1e6) with { NotAbove = "max" }, Number("max", "The largest value.", "1.0", -1e6, 1e6)],
            Left = p => p[0],
            Right = p => p[1],
            Saturating = true,
        },
        new("tanhshrink", "x - tanh(x).", (x, _) => x - Math.Tanh(x)),
        new("softplus", "log(1 + exp(x)).", (x, _) => Softplus(x)) { Left = _ => 0 },
        new("softsign", "x / (1 + |x|), between -1 and 1.", (x, _) => x / (1 + Math.Abs(x))) { Left = _ => -1, Right = _ => 1, Saturating = true },
        new("softshrink", "x drawn towards zero by lambda, zero between -lambda and lambda.", (x, p) => x > p[0] ? x - p[0] : x < -p[0] ? x + p[0] : 0) { Keys = [Number("lambda", "How far values are drawn.", "0.5", 0, 1e6)] },
        new("hardshrink", "x, but zero between -lambda and lambda.", (x, p) => Math.Abs(x) > p[0] ? x : 0) { Keys = [Number("lambda", "The largest size that becomes zero.", "0.5", 0, 1e6)] },
        new("hardswish", "x * min(max(x + 3, 0), 6) / 6.", (x, _) => x * Math.Min(Math.Max(x + 3, 0), 6) / 6) { Left = _ => 0, Dip = -0.375 },
        new("threshold", "x above the threshold, else the value.", (x, p) => x > p[0] ? x : p[1])
        {
            Keys = [Number("threshold", "The largest x that is replaced.", "0", -1e6, 1e6), Number("value", "What replaces it.", "0", -1e6, 1e6)],
            Left = p => p[1],
            Turns = (minimum, maximum, p) => p[1] <= p[0] ? null
                : maximum <= p[0] ? (p[1], p[1])
                : minimum > p[0] ? (minimum, maximum)
                : (p[0], Math.Max(maximum, p[1])),
        },
    ];

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [.. All.Select(activation => activation.Kind)];

    private static CatalogKey Number(string name, string summary, string value, double minimum, double maximum) =>
        new(name, KeyType.Number, summary) { Default = value, Minimum = minimum, Maximum = maximum };

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static double Softplus(double x) => x > 30 ? x : Math.Log(1 + Math.Exp(x));

    // Phi(x) = 1/2 + phi(x) (x + x^3/3 + x^5/(3*5) + ...); all terms have one sign, so that nothing cancels.
    private static double NormalCdf(double x)
    {
        if (x is > 8 or < -8)
        {
            return x > 0 ? 1 : 0;
        }

        double term = x;
        double sum = x;
        for (int i = 3; Math.Abs(term) > 1e-17 * Math.Abs(sum); i += 2)
        {
            term *= x * x / i;
            sum += term;
        }

        return 0.5 + (sum * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI));
    }
}
