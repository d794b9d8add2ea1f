using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SiameseDsl.Layers;

/// <summary>One block of a transformer encoder: self-attention, then two dense layers at each step, each half with a shortcut around it. (N, L, D) -> (N, L, D).</summary>
public sealed class TransformerBlock : Module<Tensor, Tensor>
{
    private readonly SelfAttention self_attn;
    private readonly Linear linear1;
    private readonly Linear linear2;
    private readonly LayerNorm norm1;
    private readonly LayerNorm norm2;
    private readonly double dropout;
    private readonly bool relu;
    private readonly bool normFirst;

    /// <summary>A block with fresh weights; the parameters are those of <see cref="TransformerStack"/>.</summary>
    public TransformerBlock(long width, long heads, long feedForward, double dropout, bool relu, bool normFirst)
        : base(nameof(TransformerBlock))
    {
        this.dropout = dropout;
        this.relu = relu;
        this.normFirst = normFirst;
        self_attn = new SelfAttention(width, heads, dropout);
        linear1 = Linear(width, feedForward);
        linear2 = Linear(feedForward, width);
        norm1 = LayerNorm(width);
        norm2 = LayerNorm(width);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        Tensor x = input;
        if (normFirst)
        {
            x = x + Drop(self_attn.call(norm1.call(x)));
            return (x + FeedForward(norm2.call(x))).MoveToOuterDisposeScope();
        }

        x = norm1.call(x + Drop(self_attn.call(x)));
        return norm2.call(x + FeedForward(x)).MoveToOuterDisposeScope();
    }

    private Tensor FeedForward(Tensor x)
    {
        Tensor hidden = linear1.call(x);
        return Drop(linear2.call(Drop(relu ? functional.relu(hidden) : functional.gelu(hidden))));
    }

    private Tensor Drop(Tensor x) => dropout > 0 && training ? functional.dropout(x, dropout) : x;
}
