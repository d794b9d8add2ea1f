using TorchSharp.Modules;

namespace SiameseDsl.Layers;

/// <summary>A depthwise-separable convolution, (N, C, L) -> (N, filters, L'): each channel by itself, then one of kernel 1 that mixes the channels (Chollet, "Xception", 2017).</summary>
public sealed class SeparableConv1d : SeparableConvolution
{
    /// <summary>Takes both convolutions over.</summary>
    /// <param name="depthwise">As many groups as channels, without a bias.</param>
    /// <param name="pointwise">Kernel 1.</param>
    public SeparableConv1d(Conv1d depthwise, Conv1d pointwise)
        : base(nameof(SeparableConv1d), depthwise, pointwise)
    {
    }
}
