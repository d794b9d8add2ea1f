using SiameseDsl.Modules;
using SiameseDsl.Tests.Truth;
using SiameseDsl.Training;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SiameseDsl.Tests.Modules;

/// <summary>Convolutions' weights lie in memory with their channels last, which nothing but the time of a step shows.</summary>
public sealed class ChannelsLastTests
{
    private const string Spec = """
        siamese: 1
        model: Layout
        input: { shape: [1, 12, 12] }
        tower: [{ conv2d: 16 }, { max_pool: 2 }, batch_norm, relu, { conv2d: 32 }, flatten]
        head: euclidean
        loss: contrastive

        """;

    private static readonly Lazy<ModelEntry> Entry = new(() => CompiledSpecs.Load([("Layout.siamese.yaml", Spec)])[0]);

    [Fact]
    public void Weights_and_what_convolutions_give_have_their_channels_last()
    {
        using SiameseModule model = Entry.Value.Create(1);
        using var scope = NewDisposeScope();
        Conv2d[] convolutions = [.. model.modules().OfType<Conv2d>()];

        Tensor first = convolutions[0].call(rand(4, 1, 12, 12));
        Tensor second = convolutions[1].call(first.relu());

        Assert.Equal([9, 1, 3, 1], convolutions[0].weight!.stride());
        Assert.Equal([144, 1, 48, 16], convolutions[1].weight!.stride());
        Assert.Equal([2304, 1, 192, 16], first.stride());
        Assert.Equal([4608, 1, 384, 32], second.stride());
    }

    [Fact]
    public void A_layout_changes_no_value()
    {
        using var scope = NewDisposeScope();
        Tensor plain = rand(3, 4, 5, 6);

        Tensor arranged = ChannelsLast.Of(plain);

        Assert.Equal([120, 1, 24, 4], arranged.stride());
        Assert.True(arranged.allclose(plain, 0, 0));
    }

    [Fact]
    public void Weights_keep_their_layout_through_training_and_loading()
    {
        using SiameseModule model = Entry.Value.Create(1);
        using SiameseModule other = Entry.Value.Create(2);
        using SiameseTrainer trainer = Entry.Value.CreateTrainer(model, Entry.Value.DefaultOptions);
        using var scope = NewDisposeScope();

        trainer.TrainStep(rand(8, 1, 12, 12), rand(8, 1, 12, 12), arange(8).remainder(2).to(ScalarType.Bool));
        other.load_state_dict(model.state_dict());

        foreach (Conv2d convolution in model.modules().Concat(other.modules()).OfType<Conv2d>())
        {
            Assert.Equal(1, convolution.weight!.stride(1));
        }

        Assert.All(model.modules().OfType<Conv2d>(), convolution => Assert.Equal(convolution.weight!.stride(), convolution.weight.grad!.stride()));
        Assert.Equal(model.Fingerprint, other.Fingerprint);
    }
}
