using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SiameseDsl.Layers;

/// <summary>
/// A transformer encoder over sequences, (N, L, D) -> (N, L, D) (Vaswani et al., "Attention is all you need", 2017). TorchSharp's own takes (L, N, D) and norms behind each half of a block only.
/// The weights have PyTorch's names and shapes: the state of <c>torch.nn.TransformerEncoder(..., batch_first=True)</c> loads as it is.
/// </summary>
public sealed class TransformerStack : Module<Tensor, Tensor>
{
    private readonly ModuleList<TransformerBlock> layers = [];
    private readonly LayerNorm? norm;

    /// <summary>An encoder with fresh weights.</summary>
    /// <param name="width">D, the features of each step; a multiple of <paramref name="heads"/>.</param>
    /// <param name="blocks">The number of blocks.</param>
    /// <param name="heads">The number of attention heads.</param>
    /// <param name="feedForward">The width inside the feed-forward half of a block.</param>
    /// <param name="dropout">The rate of dropout behind both halves, inside the feed-forward half and on the attention.</param>
    /// <param name="relu">Whether the feed-forward half uses relu, not gelu.</param>
    /// <param name="normFirst">Whether each half norms what it takes (and the stack what it gives), not the sum that it gives (Xiong et al. 2020).</param>
    public TransformerStack(long width, int blocks, long heads, long feedForward, double dropout = 0.1, bool relu = false, bool normFirst = true)
        : base(nameof(TransformerStack))
    {
        for (int i = 0; i < blocks; i++)
        {
            layers.Add(new TransformerBlock(width, heads, feedForward, dropout, relu, normFirst));
        }

        norm = normFirst ? LayerNorm(width) : null;
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        Tensor x = input;
        foreach (TransformerBlock layer in layers)
        {
            x = layer.call(x);
        }

        return (norm is null ? x : norm.call(x)).MoveToOuterDisposeScope();
    }
}
