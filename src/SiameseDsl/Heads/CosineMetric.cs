using static TorchSharp.torch;

namespace SiameseDsl.Heads;

/// <summary>The cosine distance. A row of zeros has distance 1 to everything, with a finite gradient.</summary>
internal sealed class CosineMetric : Metric
{
    public override Tensor Distance(Tensor left, Tensor right)
    {
        using var scope = NewDisposeScope();
        return (1 - nn.functional.cosine_similarity(left, right, 1)).MoveToOuterDisposeScope();
    }

    public override Tensor Distances(Tensor left, Tensor right)
    {
        using var scope = NewDisposeScope();
        return (1 - Similarities(left, right)).MoveToOuterDisposeScope();
    }

    public override Tensor OfRows(Tensor left, Tensor right) => nn.functional.cosine_similarity(left, right, 1);

    public override Tensor Similarities(Tensor left, Tensor right)
    {
        using var scope = NewDisposeScope();
        Tensor a = nn.functional.normalize(left, dim: 1);
        Tensor b = ReferenceEquals(left, right) ? a : nn.functional.normalize(right, dim: 1);
        return a.matmul(b.t()).MoveToOuterDisposeScope();
    }
}
