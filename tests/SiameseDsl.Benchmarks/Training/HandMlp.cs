using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SiameseDsl.Benchmarks.Training;

/// <summary>The tower of <c>Digits/contrastive-linear</c> as a TorchSharp user writes it.</summary>
internal sealed class HandMlp : Module<Tensor, Tensor>
{
    private readonly Linear fc1 = Linear(784, 1000);
    private readonly Linear fc2 = Linear(1000, 100);

    public HandMlp()
        : base(nameof(HandMlp)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        x = functional.relu(fc1.call(x.flatten(1)));
        return fc2.call(x).MoveToOuterDisposeScope();
    }
}
