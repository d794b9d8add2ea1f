using static TorchSharp.torch;

namespace SiameseDsl.Losses;

/// <summary>Cross-entropy over the cosines between an embedding and all class vectors, times a scale, where the own class's cosine is made smaller by a margin.</summary>
public abstract class MarginSoftmaxLoss : ClassLoss
{
    /// <summary>A loss whose classes are still to be declared.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive.</exception>
    protected MarginSoftmaxLoss(int embeddingSize, double margin, double scale, double learningRateFactor)
        : base(embeddingSize, learningRateFactor)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(margin);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(scale);
        Margin = margin;
        Scale = scale;
    }

    /// <summary>The margin m.</summary>
    public double Margin { get; }

    /// <summary>The scale s.</summary>
    public double Scale { get; }

    /// <summary>The part of 1 by which the margin lowers the own cosine where it costs least: what a model that gives every image the same embedding, and class vectors to suit, cannot avoid.</summary>
    private protected abstract double SmallestPenalty { get; }

    /// <summary>ln(1 + (C - 1) e^(s x smallest penalty)) for the C declared classes; not a number before they are declared.</summary>
    public override double UninformativeValue(int classes, int samples) => Labels.Count == 0 ? double.NaN : Math.Log(1 + ((Labels.Count - 1) * Math.Exp(Scale * SmallestPenalty)));

    /// <summary>The own cosine with the margin: (N, 1) -> (N, 1).</summary>
    private protected abstract Tensor Penalise(Tensor cosine);

    private protected override Tensor Of(Tensor cosines, Tensor classes)
    {
        Tensor own = classes.unsqueeze(1);
        Tensor logits = cosines.scatter(1, own, Penalise(cosines.gather(1, own))) * Scale;
        return nn.functional.cross_entropy(logits, classes);
    }
}
