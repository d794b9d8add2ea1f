using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SiameseDsl.Benchmarks.Training;

/// <summary>The tower of <c>DigitsConv/contrastive</c> as a TorchSharp user writes it: convolution, norm, activation and pool in the papers' order, biases as they come.</summary>
internal sealed class HandConv4 : Module<Tensor, Tensor>
{
    private const int Filters = 32;

    private readonly Sequential blocks = Sequential(
        Block(1),
        Block(Filters),
        Block(Filters),
        Block(Filters));

    private readonly Linear fc = Linear(Filters, 64);

    public HandConv4()
        : base(nameof(HandConv4)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        return fc.call(blocks.call(x).flatten(1)).MoveToOuterDisposeScope();
    }

    private static Sequential Block(long channels) => Sequential(Conv2d(channels, Filters, kernel_size: 3, padding: 1), BatchNorm2d(Filters), ReLU(), MaxPool2d(2));
}
