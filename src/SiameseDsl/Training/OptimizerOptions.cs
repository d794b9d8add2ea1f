namespace SiameseDsl.Training;

/// <summary>An optimiser's settings.</summary>
public abstract record OptimizerOptions
{
    /// <summary>The learning rate before the schedule.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Weight decay.</summary>
    public double WeightDecay { get; init; }
}

/// <summary>Adam (Kingma and Ba, 2015).</summary>
public sealed record AdamOptions : OptimizerOptions
{
    /// <summary>Decay of the first moment.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the second moment.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the denominator.</summary>
    public double Epsilon { get; init; } = 1e-8;
}

/// <summary>Adam with decoupled weight decay (Loshchilov and Hutter, 2019).</summary>
public sealed record AdamWOptions : OptimizerOptions
{
    /// <summary>Decay of the first moment.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the second moment.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the denominator.</summary>
    public double Epsilon { get; init; } = 1e-8;
}

/// <summary>Stochastic gradient descent.</summary>
public sealed record SgdOptions : OptimizerOptions
{
    /// <summary>Momentum.</summary>
    public double Momentum { get; init; }

    /// <summary>Whether the momentum is Nesterov's.</summary>
    public bool Nesterov { get; init; }
}

/// <summary>RMSprop (Hinton's lecture 6e).</summary>
public sealed record RmsPropOptions : OptimizerOptions
{
    /// <summary>Decay of the squared gradient's mean.</summary>
    public double Alpha { get; init; } = 0.99;

    /// <summary>Added to the denominator.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Momentum.</summary>
    public double Momentum { get; init; }
}
