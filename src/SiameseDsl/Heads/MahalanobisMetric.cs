using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SiameseDsl.Heads;

/// <summary>The Euclidean distance, plain or squared, behind a learned linear map W: sqrt((a - b) W W^T (a - b)), whose matrix cannot but be positive semi-definite.</summary>
internal sealed class MahalanobisMetric(Linear projection, bool squared) : Metric
{
    private Metric Behind => squared ? SquaredEuclidean : Euclidean;

    public override Tensor Distance(Tensor left, Tensor right)
    {
        using var scope = NewDisposeScope();
        return Behind.Distance(projection.call(left), projection.call(right)).MoveToOuterDisposeScope();
    }

    public override Tensor Distances(Tensor left, Tensor right)
    {
        using var scope = NewDisposeScope();
        Tensor a = projection.call(left);
        Tensor b = ReferenceEquals(left, right) ? a : projection.call(right);
        return Behind.Distances(a, b).MoveToOuterDisposeScope();
    }
}
