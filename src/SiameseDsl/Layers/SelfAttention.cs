using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SiameseDsl.Layers;

/// <summary>Multi-head self-attention: each step becomes a mixture of all steps, weighted by how well they match. (N, L, D) -> (N, L, D).</summary>
public sealed class SelfAttention : Module<Tensor, Tensor>
{
    private readonly Parameter in_proj_weight;
    private readonly Parameter in_proj_bias;
    private readonly Linear out_proj;
    private readonly long heads;
    private readonly double dropout;

    /// <summary>Attention with fresh weights, drawn as PyTorch's MultiheadAttention draws them.</summary>
    /// <param name="width">D, the features of each step; a multiple of <paramref name="heads"/>.</param>
    /// <param name="heads">The number of heads, each with D / heads features.</param>
    /// <param name="dropout">The rate of dropout on the attention weights.</param>
    public SelfAttention(long width, long heads, double dropout)
        : base(nameof(SelfAttention))
    {
        if (width % heads != 0)
        {
            throw new ArgumentException($"The width {width} is no multiple of the {heads} heads.", nameof(heads));
        }

        this.heads = heads;
        this.dropout = dropout;
        in_proj_weight = new Parameter(empty(3 * width, width));
        in_proj_bias = new Parameter(zeros(3 * width));
        out_proj = Linear(width, width);
        using (no_grad())
        {
            init.xavier_uniform_(in_proj_weight);
            init.zeros_(out_proj.bias!);
        }

        in_proj_weight.DetachFromDisposeScope();
        in_proj_bias.DetachFromDisposeScope();
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        long count = input.shape[0];
        long length = input.shape[1];
        long width = input.shape[2];
        Tensor[] parts = functional.linear(input, in_proj_weight, in_proj_bias)
            .reshape(count, length, 3, heads, width / heads)
            .permute(2, 0, 3, 1, 4)
            .unbind(0);
        Tensor mixed = functional.scaled_dot_product_attention(parts[0], parts[1], parts[2], p: training ? dropout : 0);
        return out_proj.call(mixed.transpose(1, 2).reshape(count, length, width)).MoveToOuterDisposeScope();
    }
}
