namespace SiameseDsl.Spec.Catalog.Layers;

/// <summary>What is known about one activation.</summary>
/// <param name="Kind">Its name.</param>
/// <param name="Summary">One sentence with the formula.</param>
/// <param name="Apply">The function itself, for bounds; takes the slope where there is one.</param>
internal sealed record Activation(string Kind, string Summary, Func<double, double, double> Apply)
{
    /// <summary>Its value far to the left.</summary>
    public double AtMinusInfinity { get; init; } = double.NegativeInfinity;

    /// <summary>Its value far to the right.</summary>
    public double AtInfinity { get; init; } = double.PositiveInfinity;

    /// <summary>For a function that dips below zero before it rises: a bound of its lowest value. <see langword="null"/> for a monotone function.</summary>
    public double? Dip { get; init; }

    /// <summary>Whether it flattens at both ends, so that gradients vanish there.</summary>
    public bool Saturating { get; init; }

    /// <summary>The default of its key <c>slope</c>, or <see langword="null"/>.</summary>
    public string? Slope { get; init; }
}

/// <summary>The activations. A new one is a line here and its emission.</summary>
internal static class ActivationTable
{
    private const double SeluScale = 1.0507009873554804934193349852946;
    private const double SeluAlpha = 1.6732632423543772848170429916717;

    /// <summary>All activations in documented order.</summary>
    public static IReadOnlyList<Activation> All { get; } =
    [
        new("relu", "max(0, x).", (x, _) => Math.Max(0, x)) { AtMinusInfinity = 0 },
        new("leaky_relu", "x above zero, slope * x below.", (x, slope) => x >= 0 ? x : slope * x) { Slope = "0.01" },
        new("elu", "x above zero, exp(x) - 1 below.", (x, _) => x >= 0 ? x : Math.Exp(x) - 1) { AtMinusInfinity = -1 },
        new("gelu", "x times the normal distribution function of x.", (x, _) => x * NormalCdf(x)) { AtMinusInfinity = 0, Dip = -0.17 },
        new("silu", "x * sigmoid(x).", (x, _) => x * Sigmoid(x)) { AtMinusInfinity = 0, Dip = -0.2785 },
        new("mish", "x * tanh(softplus(x)).", (x, _) => x * Math.Tanh(Softplus(x))) { AtMinusInfinity = 0, Dip = -0.3089 },
        new("selu", "The self-normalising scaled elu.", (x, _) => SeluScale * (x >= 0 ? x : SeluAlpha * (Math.Exp(x) - 1))) { AtMinusInfinity = -SeluScale * SeluAlpha },
        new("sigmoid", "1 / (1 + exp(-x)), between 0 and 1.", (x, _) => Sigmoid(x)) { AtMinusInfinity = 0, AtInfinity = 1, Saturating = true },
        new("tanh", "The hyperbolic tangent, between -1 and 1.", (x, _) => Math.Tanh(x)) { AtMinusInfinity = -1, AtInfinity = 1, Saturating = true },
        new("softplus", "log(1 + exp(x)).", (x, _) => Softplus(x)) { AtMinusInfinity = 0 },
        new("hardswish", "x * min(max(x + 3, 0), 6) / 6.", (x, _) => x * Math.Min(Math.Max(x + 3, 0), 6) / 6) { AtMinusInfinity = 0, Dip = -0.375 },
    ];

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [.. All.Select(activation => activation.Kind)];

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
