using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SiameseDsl.Heads;

/// <summary>The bilinear form (W a) b of a learned W, in its symmetric form the mean of both orders.</summary>
internal sealed class BilinearSimilarity(Linear form, bool symmetric) : Similarity
{
    public override Tensor OfRows(Tensor left, Tensor right)
    {
        using var scope = NewDisposeScope();
        Tensor similarity = (form.call(left) * right).sum(-1);
        if (symmetric)
        {
            similarity = (similarity + (form.call(right) * left).sum(-1)) / 2;
        }

        return similarity.MoveToOuterDisposeScope();
    }

    public override Tensor Similarities(Tensor left, Tensor right)
    {
        using var scope = NewDisposeScope();
        Tensor similarity = form.call(left).matmul(right.t());
        if (symmetric)
        {
            similarity = (similarity + left.matmul(form.call(right).t())) / 2;
        }

        return similarity.MoveToOuterDisposeScope();
    }
}
