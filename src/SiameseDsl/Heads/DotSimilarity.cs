using static TorchSharp.torch;

namespace SiameseDsl.Heads;

/// <summary>The dot product.</summary>
internal sealed class DotSimilarity : Similarity
{
    public override Tensor OfRows(Tensor left, Tensor right)
    {
        using var scope = NewDisposeScope();
        return (left * right).sum(-1).MoveToOuterDisposeScope();
    }

    public override Tensor Similarities(Tensor left, Tensor right)
    {
        using var scope = NewDisposeScope();
        return left.matmul(right.t()).MoveToOuterDisposeScope();
    }
}
