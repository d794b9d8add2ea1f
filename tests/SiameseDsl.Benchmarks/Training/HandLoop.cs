using SiameseDsl.Data;
using SiameseDsl.Sampling;
using SiameseDsl.Training;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SiameseDsl.Benchmarks.Training;

/// <summary>A training step of pairs under the contrastive loss as a TorchSharp user writes it: images in memory as float32, each branch by itself, TorchSharp's own optimiser.</summary>
internal sealed class HandLoop : IDisposable
{
    private const double Margin = 1;

    private readonly Module<Tensor, Tensor> tower;
    private readonly optim.Optimizer optimizer;
    private readonly Tensor images;
    private readonly BatchSampler sampler;

    /// <summary>A loop over the same pairs that a trainer of the same seed would draw.</summary>
    public HandLoop(Module<Tensor, Tensor> tower, optim.Optimizer optimizer, SampleSet samples, int pairs)
    {
        (this.tower, this.optimizer) = (tower, optimizer);
        images = (samples.Samples.to(ScalarType.Float32) / 255f).DetachFromDisposeScope();
        sampler = BatchSampler.Create(new PairBatch { Count = pairs }, samples.Labels, new RandomSource(1));
        tower.train();
    }

    /// <summary>One step; returns the loss.</summary>
    public float Step()
    {
        using var scope = NewDisposeScope();
        var pairs = (PairIndices)sampler.Next();
        Tensor left = images.index_select(0, tensor(pairs.Left));
        Tensor right = images.index_select(0, tensor(pairs.Right));
        Tensor same = tensor(pairs.IsSame).to(ScalarType.Float32);
        optimizer.zero_grad();
        Tensor distance = functional.pairwise_distance(tower.call(left), tower.call(right));
        Tensor loss = ((same * distance.square()) + ((1 - same) * functional.relu(Margin - distance).square())).mean();
        loss.backward();
        optimizer.step();
        return loss.item<float>();
    }

    public void Dispose()
    {
        images.Dispose();
        optimizer.Dispose();
        tower.Dispose();
    }
}
