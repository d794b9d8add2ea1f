using static TorchSharp.torch;

namespace SiameseDsl.Modules;

/// <summary>
/// Embeddings made of several views of an image, for evaluation: what <c>views</c> in a spec stands for. Called by generated code. The views go through the tower one after the other, so that memory
/// holds one batch at a time.
/// </summary>
public static class EvaluationViews
{
    /// <summary>The mean of the embeddings of an image and of its mirror image, for things that are the same thing in a mirror: (N, C, H, W) -> (N, D).</summary>
    /// <param name="samples">The images.</param>
    /// <param name="tower">Embeds a batch: (N, C, H, W) -> (N, D).</param>
    public static Tensor Mirrored(Tensor samples, Func<Tensor, Tensor> tower)
    {
        using var scope = NewDisposeScope();
        return ((tower(samples) + tower(samples.flip(3))) / 2).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// The embeddings of an image turned by 0, 90, 180 and 270 degrees, one behind the other and each halved, so that the squared distance of two results is the mean of the four squared distances:
    /// (N, C, H, H) -> (N, 4 D). Each turn is compared with the same turn alone, and what differs by a turn stays different.
    /// </summary>
    /// <param name="samples">The images.</param>
    /// <param name="tower">Embeds a batch: (N, C, H, H) -> (N, D).</param>
    public static Tensor Turned(Tensor samples, Func<Tensor, Tensor> tower)
    {
        using var scope = NewDisposeScope();
        var parts = new Tensor[4];
        for (int turns = 0; turns < parts.Length; turns++)
        {
            using var view = NewDisposeScope();
            parts[turns] = tower(turns == 0 ? samples : samples.rot90(turns, (2, 3))).MoveToOuterDisposeScope();
        }

        return (cat(parts, dim: 1) / 2).MoveToOuterDisposeScope();
    }
}
