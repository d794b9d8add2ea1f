using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SiameseDsl.Layers;

/// <summary>A depthwise-separable convolution, (N, C, H, W) -> (N, filters, H', W'): each channel by itself, then one of kernel 1 that mixes the channels (Chollet, "Xception", 2017).</summary>
public sealed class SeparableConv2d : Module<Tensor, Tensor>
{
    private readonly Conv2d depthwise;
    private readonly Conv2d pointwise;

    /// <summary>Takes both convolutions over.</summary>
    /// <param name="depthwise">As many groups as channels, without a bias.</param>
    /// <param name="pointwise">Kernel 1.</param>
    public SeparableConv2d(Conv2d depthwise, Conv2d pointwise)
        : base(nameof(SeparableConv2d))
    {
        this.depthwise = depthwise;
        this.pointwise = pointwise;
        RegisterComponents();
    }

    /// <summary>The kernels of the single channels.</summary>
    public Parameter DepthwiseWeight => depthwise.weight;

    /// <summary>What mixes the channels.</summary>
    public Parameter PointwiseWeight => pointwise.weight;

    /// <summary>The bias; <see langword="null"/> for none.</summary>
    public Parameter? Bias => pointwise.bias;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using Tensor each = depthwise.call(input);
        return pointwise.call(each);
    }
}
