using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SiameseDsl.Layers;

/// <summary>A convolution of each channel by itself, then one of kernel 1 that mixes the channels (Chollet, "Xception", 2017).</summary>
public abstract class SeparableConvolution : Module<Tensor, Tensor>
{
    private readonly Convolution depthwise;
    private readonly Convolution pointwise;

    private protected SeparableConvolution(string name, Convolution depthwise, Convolution pointwise)
        : base(name)
    {
        this.depthwise = depthwise;
        this.pointwise = pointwise;
        register_module("depthwise", depthwise);
        register_module("pointwise", pointwise);
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
