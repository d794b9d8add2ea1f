using static TorchSharp.torch;

namespace SiameseDsl.Heads;

/// <summary>The Euclidean distance. The square root is taken of max(d², 1e-12), so that equal rows have a finite (zero) gradient.</summary>
internal sealed class EuclideanMetric : Metric
{
    public override Tensor Distance(Tensor left, Tensor right)
    {
        using var scope = NewDisposeScope();
        return SquaredEuclidean.Distance(left, right).clamp_min(1e-12).sqrt().MoveToOuterDisposeScope();
    }

    public override Tensor Distances(Tensor left, Tensor right)
    {
        using var scope = NewDisposeScope();
        return SquaredEuclidean.Distances(left, right).clamp_min(1e-12).sqrt().MoveToOuterDisposeScope();
    }
}
