using static TorchSharp.torch;

namespace SiameseDsl.Losses;

/// <summary>
/// Proxy-anchor loss (Kim et al., 2020): each class's proxy is an anchor. The mean over the proxies that have images in the batch of log(1 + sum over their images of e^(-a (s - m))), plus the mean over
/// all proxies of log(1 + sum over the images of other classes of e^(a (s + m))), s being the cosine between image and proxy.
/// </summary>
public sealed class ProxyAnchorLoss : ClassLoss
{
    /// <summary>A proxy-anchor loss whose classes are still to be declared.</summary>
    /// <param name="embeddingSize">D, the values of one embedding.</param>
    /// <param name="margin">The margin m, a difference of cosines.</param>
    /// <param name="scale">The scale a.</param>
    /// <param name="learningRateFactor">The learning rate of the proxies is this times the model's.</param>
    /// <exception cref="ArgumentOutOfRangeException">The margin is negative, or another number is not positive.</exception>
    public ProxyAnchorLoss(int embeddingSize, double margin = 0.1, double scale = 32, double learningRateFactor = 10)
        : base(embeddingSize, learningRateFactor)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(margin);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(scale);
        Margin = margin;
        Scale = scale;
    }

    /// <summary>The margin m.</summary>
    public double Margin { get; }

    /// <summary>The scale a.</summary>
    public double Scale { get; }

    /// <inheritdoc/>
    public override string Name => "proxy_anchor";

    /// <summary>Equal embeddings have one cosine to each proxy, and by symmetry the same to all; the value at the best such cosine, for the declared classes. Not a number before they are declared.</summary>
    public override double UninformativeValue(int classes, int samples)
    {
        if (Labels.Count == 0)
        {
            return double.NaN;
        }

        // A log-sum-exp of straight lines has no bay to be caught in: halving the range finds its lowest point.
        (double low, double high) = (-1, 1);
        for (int i = 0; i < 200; i++)
        {
            double third = (high - low) / 3;
            (low, high) = Constant(low + third, classes, samples) < Constant(high - third, classes, samples) ? (low, high - third) : (low + third, high);
        }

        return Constant((low + high) / 2, classes, samples);
    }

    private protected override Tensor Of(Tensor cosines, Tensor classes)
    {
        Tensor own = nn.functional.one_hot(classes, Labels.Count).to(ScalarType.Bool);
        Tensor present = own.any(0);
        Tensor pull = Side(-Scale * (cosines - Margin), own).masked_fill(present.logical_not(), 0).sum() / present.sum();
        Tensor push = Side(Scale * (cosines + Margin), own.logical_not()).mean();
        return pull + push;
    }

    private static Tensor Side(Tensor exponents, Tensor kept) => nn.functional.softplus(exponents.masked_fill(kept.logical_not(), Nobody).logsumexp(0));

    private double Constant(double cosine, int classes, int samples)
    {
        double images = (double)classes * samples;
        double absent = Math.Max(0, Labels.Count - classes);
        double push = (classes * Log1(images - samples)) + (absent * Log1(images));
        return Math.Log(1 + (samples * Math.Exp(-Scale * (cosine - Margin)))) + (push / (classes + absent));

        double Log1(double count) => Math.Log(1 + (count * Math.Exp(Scale * (cosine + Margin))));
    }
}
