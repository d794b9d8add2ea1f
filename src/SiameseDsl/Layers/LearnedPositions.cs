using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SiameseDsl.Layers;

/// <summary>Adds a learned vector to each step of a sequence, so that attention can tell the steps apart: (N, L, D) -> (N, L, D).</summary>
public sealed class LearnedPositions : Module<Tensor, Tensor>
{
    private readonly Parameter weight;

    /// <summary>Positions for sequences of this length, drawn from a normal distribution of deviation 0.02.</summary>
    public LearnedPositions(long length, long width)
        : base(nameof(LearnedPositions))
    {
        weight = new Parameter(empty(length, width));
        using (no_grad())
        {
            init.normal_(weight, 0, 0.02);
        }

        weight.DetachFromDisposeScope();
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => input + weight;
}
