using SiameseDsl.Checkpoints;
using SiameseDsl.Graphs;
using SiameseDsl.Heads;
using static TorchSharp.torch;

namespace SiameseDsl.Modules;

/// <summary>The base of a generated model: it knows its own type, so that embeddings of two models are two types. Generated members hand over to the protected ones here.</summary>
public abstract class SiameseModule<TSelf> : SiameseModule
    where TSelf : SiameseModule<TSelf>
{
    /// <summary>Called by generated constructors.</summary>
    protected SiameseModule(string name, ModelGraph graph)
        : base(name, graph)
    {
    }

    /// <summary>Embeds samples in evaluation mode without gradients: (N, ...) -> (N, D). Bytes are scaled to 0..1; tokens are whole numbers (N, L).</summary>
    /// <exception cref="ArgumentException">The samples do not have the tower's shape or type, or a token is not in its vocabulary.</exception>
    protected EmbeddingBatch<TSelf> EmbedBatch(Tensor samples, int tower)
    {
        using var scope = NewDisposeScope();
        return new EmbeddingBatch<TSelf>(EmbedSamples(samples, tower), Fingerprint);
    }

    /// <summary>Embeds one sample in evaluation mode without gradients: of the tower's shape, or with a batch dimension of 1 in front, -> D values.</summary>
    /// <exception cref="ArgumentException">The sample does not have the tower's shape or type, or a token is not in its vocabulary.</exception>
    protected Embedding<TSelf> EmbedSingle(Tensor sample, int tower)
    {
        IReadOnlyList<long> expected = Plan.Towers[tower].InputShape;
        bool single = ShapeText.Matches(sample.shape, expected, leading: 0);
        if (!single && !(ShapeText.Matches(sample.shape, expected, leading: 1) && sample.shape[0] == 1))
        {
            throw new ArgumentException($"{Plan.Name} embeds one sample of shape ({ShapeText.Of(expected)}), but this one has the shape ({ShapeText.Of(sample.shape)}).", nameof(sample));
        }

        RequireType(sample, tower);
        using var scope = NewDisposeScope();
        using var mode = new InferenceMode(this);
        Tensor row = Encode(Accept(single ? sample.unsqueeze(0) : sample, tower), tower).cpu().contiguous();
        return new Embedding<TSelf>(row.data<float>().ToArray(), Fingerprint);
    }

    /// <summary>The head's distance between two embeddings.</summary>
    /// <exception cref="SiameseException">An embedding was made by other weights.</exception>
    /// <exception cref="InvalidOperationException">The head is not a distance.</exception>
    protected float MetricDistance(Embedding<TSelf> a, Embedding<TSelf> b)
    {
        Metric metric = HeadMetric ?? throw new InvalidOperationException($"The head of {Plan.Name} is no distance: compare by Score.");
        return OfPair(a, b, metric.Distance);
    }

    /// <summary>The head's score of two embeddings; larger means more alike.</summary>
    /// <exception cref="SiameseException">An embedding was made by other weights.</exception>
    protected float PairScore(Embedding<TSelf> a, Embedding<TSelf> b) => OfPair(a, b, Compare);

    /// <summary>Whether the score reaches the fitted threshold.</summary>
    /// <exception cref="SiameseException">An embedding was made by other weights, or there is no threshold yet.</exception>
    protected bool PairIsSame(Embedding<TSelf> a, Embedding<TSelf> b)
    {
        double threshold = Threshold ?? throw new SiameseException(
            $"{Plan.Name} has no threshold yet: train it with validation data, load a finished run, or compare Score with a cut of your own.");
        return PairScore(a, b) >= threshold;
    }

    /// <summary>Makes the model of <paramref name="entry"/> with the weights and the threshold of a run, in evaluation mode.</summary>
    /// <exception cref="SiameseException">The directory holds no finished run, or a run of another plan.</exception>
    protected static TSelf LoadRun(string runDirectory, ModelEntry entry, Device? device)
    {
        var model = (TSelf)entry.Create(seed: 1, device);
        try
        {
            RunLoader.LoadInto(model, runDirectory);
            model.eval();
            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    private float OfPair(Embedding<TSelf> a, Embedding<TSelf> b, Func<Tensor, Tensor, Tensor> compare)
    {
        WeightFingerprint own = Fingerprint;
        if (a.Fingerprint != own || b.Fingerprint != own)
        {
            throw new SiameseException(
                $"These embeddings of {Plan.Name} were made by the weights {a.Fingerprint} and {b.Fingerprint}, but the model has the weights {own}: embed both samples again with this model.");
        }

        using var scope = NewDisposeScope();
        using var mode = new InferenceMode(this);
        long[] shape = EmbeddingRows(1);
        Tensor left = OnDevice(tensor(a.ToArray()).reshape(shape));
        Tensor right = OnDevice(tensor(b.ToArray()).reshape(shape));
        return compare(left, right).item<float>();
    }
}
