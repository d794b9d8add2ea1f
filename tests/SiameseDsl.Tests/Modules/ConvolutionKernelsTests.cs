using SiameseDsl.Modules;
using SiameseDsl.Tests.Truth;
using static TorchSharp.torch;

namespace SiameseDsl.Tests.Modules;

/// <summary>Convolutions are right on whatever processor the tests run, by the kernels of the processor or by those that take their place.</summary>
public sealed class ConvolutionKernelsTests
{
    [Theory]
    [InlineData(20, 16, 6)]
    [InlineData(1, 8, 14)]
    [InlineData(3, 5, 7)]
    [InlineData(12, 20, 9)]
    [InlineData(64, 64, 14)]
    public void Convolutions_and_their_gradients_are_those_of_double_precision(long input, long output, long size)
    {
        ModelEntry entry = CompiledSpecs.Load([("Kernels.siamese.yaml", $"siamese: 1\nmodel: Kernels\ninput: {{ shape: [{input}, {size}, {size}] }}\ntower: [{{ conv2d: {input} }}, {{ conv2d: {output} }}, flatten]\nhead: euclidean\nloss: contrastive\n")])[0];
        using SiameseModule model = entry.Create(1);
        using var scope = NewDisposeScope();
        manual_seed(1);
        Tensor x = rand(8, input, size, size, ScalarType.Float64);
        Tensor w = randn(output, input, 3, 3, ScalarType.Float64) * 0.3;
        Tensor g = randn(8, output, size, size, ScalarType.Float64);

        Tensor[] exact = Compute(x, w, g, ScalarType.Float64);
        Tensor[] single = Compute(x, w, g, ScalarType.Float32);

        for (int i = 0; i < exact.Length; i++)
        {
            double difference = (exact[i] - single[i]).abs().max().item<double>();
            Assert.True(difference < 1e-3, $"{difference} in result {i}; {TorchBackend.Notice(entry.Plan)}");
        }
    }

    private static Tensor[] Compute(Tensor x, Tensor w, Tensor g, ScalarType type)
    {
        Tensor input = x.to(type).detach().requires_grad_();
        Tensor weight = w.to(type).detach().requires_grad_();
        Tensor value = nn.functional.conv2d(input, weight, padding: [1, 1]);
        (value * g.to(type)).sum().backward();
        return [value.detach().to(ScalarType.Float64), input.grad!.to(ScalarType.Float64), weight.grad!.to(ScalarType.Float64)];
    }
}
