using static TorchSharp.torch;

namespace SiameseDsl.Layers;

/// <summary>Pools that TorchSharp lacks.</summary>
public static class Pooling
{
    /// <summary>
    /// Adaptive max pooling of volumes, (N, C, D, H, W) -> (N, C, d, h, w). TorchSharp 0.107's own function of this name calls the one for sequences and fails.
    /// A window is a box, whose largest value is the largest over D of the largest over H and W; so the pool of images does it in two steps.
    /// </summary>
    /// <param name="input">The volumes.</param>
    /// <param name="size">d, h and w.</param>
    public static Tensor AdaptiveMaxPool3d(Tensor input, long[] size)
    {
        using var scope = NewDisposeScope();
        long[] shape = input.shape;
        Tensor slices = nn.functional.adaptive_max_pool2d(input.reshape(shape[0], shape[1] * shape[2], shape[3], shape[4]), [size[1], size[2]]);
        Tensor stacked = slices.reshape(shape[0], shape[1], shape[2], size[1] * size[2]);
        return nn.functional.adaptive_max_pool2d(stacked, [size[0], size[1] * size[2]]).reshape([shape[0], shape[1], .. size]).MoveToOuterDisposeScope();
    }
}
