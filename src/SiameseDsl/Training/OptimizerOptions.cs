namespace SiameseDsl.Training;

/// <summary>An optimiser's settings.</summary>
public abstract record OptimizerOptions
{
    /// <summary>The learning rate before the schedule.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Weight decay.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Whether the weight decay pulls biases and the scales and shifts of norms too: every parameter of one dimension. Otherwise it leaves those alone.</summary>
    public bool DecayBiases { get; init; } = true;
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

/// <summary>Adam whose first moment looks ahead (Dozat, 2016).</summary>
public sealed record NAdamOptions : OptimizerOptions
{
    /// <summary>Decay of the first moment.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the second moment.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the denominator.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>How fast the momentum grows from half of <see cref="Beta1"/> to the whole.</summary>
    public double MomentumDecay { get; init; } = 4e-3;
}

/// <summary>Adam that makes plain momentum steps until its second moment can be trusted (Liu et al., 2020).</summary>
public sealed record RAdamOptions : OptimizerOptions
{
    /// <summary>Decay of the first moment.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the second moment.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the denominator.</summary>
    public double Epsilon { get; init; } = 1e-8;
}

/// <summary>Adam with the largest gradient in place of the second moment (Kingma and Ba, 2015, section 7).</summary>
public sealed record AdamaxOptions : OptimizerOptions
{
    /// <summary>Decay of the first moment.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the largest gradient.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to each gradient's size.</summary>
    public double Epsilon { get; init; } = 1e-8;
}

/// <summary>Adagrad: steps that shrink with the sum of the squared gradients (Duchi, Hazan and Singer, 2011).</summary>
public sealed record AdagradOptions : OptimizerOptions
{
    /// <summary>The sum that squared gradients are added to from the first step on.</summary>
    public double InitialSum { get; init; }

    /// <summary>Added to the denominator.</summary>
    public double Epsilon { get; init; } = 1e-10;
}

/// <summary>Lion: steps of one size in the direction of the momentum's sign, with decoupled weight decay (Chen et al., 2023).</summary>
public sealed record LionOptions : OptimizerOptions
{
    /// <summary>The momentum's part in the direction of a step.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the momentum.</summary>
    public double Beta2 { get; init; } = 0.99;
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
