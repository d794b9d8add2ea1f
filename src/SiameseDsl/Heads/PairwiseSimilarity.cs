using static TorchSharp.torch;

namespace SiameseDsl.Heads;

/// <summary>All pairs through a head that takes pairs.</summary>
internal sealed class PairwiseSimilarity(Func<Tensor, Tensor, Tensor> compare) : Similarity
{
    public override Tensor OfRows(Tensor left, Tensor right) => compare(left, right);

    public override Tensor Similarities(Tensor left, Tensor right)
    {
        using var scope = NewDisposeScope();
        (long rows, long columns) = (left.shape[0], right.shape[0]);
        Tensor first = left.repeat_interleave(columns, 0);
        Tensor second = right.index_select(0, arange(columns, device: right.device).repeat(rows));
        return compare(first, second).reshape(rows, columns).MoveToOuterDisposeScope();
    }
}
