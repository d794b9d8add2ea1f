using static TorchSharp.torch;

namespace SiameseDsl.Heads;

/// <summary>The squared Euclidean distance.</summary>
internal sealed class SquaredEuclideanMetric : Metric
{
    public override Tensor Distance(Tensor left, Tensor right)
    {
        using var scope = NewDisposeScope();
        return (left - right).square().sum(-1).MoveToOuterDisposeScope();
    }

    // |a|² + |b|² - 2ab loses digits when rows are long but close, as a sigmoid's are. Distances do not change under a shift,
    // so both sides are moved to the right side's mean first; the shift is a constant for the gradient for the same reason.
    public override Tensor Distances(Tensor left, Tensor right)
    {
        using var scope = NewDisposeScope();
        Tensor centre = right.detach().mean([0], keepdim: true);
        Tensor a = left - centre;
        Tensor b = ReferenceEquals(left, right) ? a : right - centre;
        Tensor squares = a.square().sum(1, keepdim: true) + b.square().sum(1).unsqueeze(0);
        return squares.addmm(a, b.t(), alpha: -2).clamp_min(0).MoveToOuterDisposeScope();
    }
}
