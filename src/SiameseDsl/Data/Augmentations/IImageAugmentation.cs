using static TorchSharp.torch;

namespace SiameseDsl.Data.Augmentations;

/// <summary>
/// A random change of training images, each image on its own. It draws from the one source that it was made with and from nothing else, so that the source's state decides all that follows.
/// Values from 0 to 1 stay there.
/// </summary>
internal interface IImageAugmentation
{
    /// <summary>(N, C, H, W) float32 -> a new tensor of the same shape.</summary>
    Tensor Apply(Tensor images);
}
