using SiameseDsl.Modules;
using SiameseDsl.Tests.Truth;
using TorchSharp;
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
    public void A_models_embeddings_and_gradients_are_those_of_double_precision(long input, long filters, long size)
    {
        string tower = $"[{{ conv2d: {filters} }}, {{ conv2d: {{ filters: {filters}, kernel: 5, stride: 2 }} }}, {{ conv2d: {{ filters: {input}, kernel: 1 }} }}, flatten]";
        ModelEntry entry = CompiledSpecs.Load([("Kernels.siamese.yaml", $"siamese: 1\nmodel: Kernels\ninput: {{ shape: [{input}, {size}, {size}] }}\ntower: {tower}\nhead: euclidean\nloss: contrastive\n")])[0];
        using SiameseModule model = entry.Create(1);
        using SiameseModule reference = entry.Create(1);
        reference.to(ScalarType.Float64);
        using var scope = NewDisposeScope();
        manual_seed(1);
        Tensor images = rand(8, input, size, size, ScalarType.Float64);

        Tensor[] exact = Compute(reference, images);
        Tensor[] single = Compute(model, images.to(ScalarType.Float32));

        for (int i = 0; i < exact.Length; i++)
        {
            double difference = (exact[i] - single[i].to(ScalarType.Float64)).abs().max().item<double>() / (1 + exact[i].abs().max().item<double>());
            Assert.True(difference < 1e-4, $"{difference} in result {i}; {TorchBackend.Notice(entry.Plan)}");
        }
    }

    [Fact]
    public void The_numbers_that_kernels_are_held_against_lose_little_in_bfloat16()
    {
        using var scope = NewDisposeScope();
        Tensor images = ConvolutionKernels.Scattered([8, 64, 14, 14]);
        Tensor weight = ConvolutionKernels.Scattered([64, 64, 3, 3]);

        Tensor exact = nn.functional.conv2d(images, weight, padding: [1, 1]);
        Tensor rounded = nn.functional.conv2d(Rounded(images), Rounded(weight), padding: [1, 1]);

        // A right kernel must pass the check of one part in twenty by a wide margin.
        Assert.InRange((exact - rounded).abs().max().item<double>() / exact.abs().max().item<double>(), 1e-5, 0.01);

        static Tensor Rounded(Tensor value) => value.to(ScalarType.BFloat16).to(ScalarType.Float64);
    }

    private static Tensor[] Compute(SiameseModule model, Tensor images)
    {
        Tensor embeddings = model.Encode(images, 0);
        (embeddings * arange(embeddings.NumberOfElements).reshape(embeddings.shape).sin().to(embeddings.dtype)).sum().backward();
        return [embeddings.detach(), .. model.parameters().Select(parameter => parameter.grad!)];
    }
}
