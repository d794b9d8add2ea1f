using static TorchSharp.torch;

namespace SiameseDsl.Heads;

/// <summary>The Euclidean distance. The square root is taken of max(d², 1e-12), so that equal rows have a finite (zero) gradient.</summary>
internal sealed class EuclideanMetric : Metric
{
    public override Tensor Distance(Tensor left, Tensor right) => SquaredEuclidean.Distance(left, right).clamp_min(1e-12).sqrt();

    public override Tensor Distances(Tensor left, Tensor right) => SquaredEuclidean.Distances(left, right).clamp_min(1e-12).sqrt();
}

/// <summary>The squared Euclidean distance.</summary>
internal sealed class SquaredEuclideanMetric : Metric
{
    public override Tensor Distance(Tensor left, Tensor right) => (left - right).square().sum(-1);

    public override Tensor Distances(Tensor left, Tensor right)
    {
        Tensor cross = left.matmul(right.t());
        Tensor squares = left.square().sum(1, keepdim: true) + right.square().sum(1).unsqueeze(0);
        return (squares - (2 * cross)).clamp_min(0);
    }
}

/// <summary>The cosine distance.</summary>
internal sealed class CosineMetric : Metric
{
    public override Tensor Distance(Tensor left, Tensor right) => 1 - nn.functional.cosine_similarity(left, right, 1);

    public override Tensor Distances(Tensor left, Tensor right) =>
        1 - nn.functional.normalize(left, dim: 1).matmul(nn.functional.normalize(right, dim: 1).t());
}
