using TorchSharp.Modules;

namespace SiameseDsl.Layers;

/// <summary>A depthwise-separable convolution, (N, C, H, W) -> (N, filters, H', W'): each channel by itself, then one of kernel 1 that mixes the channels (Chollet, "Xception", 2017).</summary>
public sealed class SeparableConv2d : SeparableConvolution
{
    /// <summary>Takes both convolutions over.</summary>
    /// <param name="depthwise">As many groups as channels, without a bias.</param>
    /// <param name="pointwise">Kernel 1.</param>
    public SeparableConv2d(Conv2d depthwise, Conv2d pointwise)
        : base(nameof(SeparableConv2d), depthwise, pointwise)
    {
    }
}
