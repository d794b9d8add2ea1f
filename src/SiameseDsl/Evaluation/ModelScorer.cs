using SiameseDsl.Data;
using SiameseDsl.Graphs;
using SiameseDsl.Heads;
using SiameseDsl.Modules;
using static TorchSharp.torch;

namespace SiameseDsl.Evaluation;

/// <summary>
/// Scores pairs by a model: each sample that a task needs goes through a tower once, and the head compares rows of the embedding table.
/// Left samples go through the left tower, right samples through the right one: those of the plan's first comparison where no others are named. The model is in evaluation mode meanwhile and gets its own mode back.
/// </summary>
public sealed class ModelScorer : IPairScorer
{
    private const int HeadBlock = 8192;

    private readonly SiameseModule module;
    private readonly SampleSet samples;
    private readonly Metric? metric;
    private readonly int batchSize;
    private readonly Device device;
    private readonly TowerPair towers;
    private readonly EmbeddingTable leftTable;
    private readonly EmbeddingTable rightTable;

    /// <summary>Scores pairs of <paramref name="samples"/> by <paramref name="module"/>; both stay the caller's.</summary>
    /// <param name="module">The model; an untrained one is the second baseline.</param>
    /// <param name="samples">The set that indices point into.</param>
    /// <param name="metric">Ranks by the negative distance of the embeddings instead of by the head, where given.</param>
    /// <param name="batchSize">Samples in one pass through a tower.</param>
    /// <param name="towers">The towers to compare; the plan's first comparison where none are given.</param>
    public ModelScorer(SiameseModule module, SampleSet samples, Metric? metric = null, int batchSize = 256, TowerPair? towers = null)
    {
        this.module = module;
        this.samples = samples;
        this.metric = metric;
        this.batchSize = batchSize;
        device = module.parameters().FirstOrDefault()?.device ?? CPU;
        this.towers = towers ?? module.Plan.Comparisons[0];
        leftTable = new EmbeddingTable(samples.Count);
        rightTable = this.towers.Left == this.towers.Right ? leftTable : new EmbeddingTable(samples.Count);
    }

    /// <inheritdoc/>
    public float[] Score(ReadOnlySpan<int> left, ReadOnlySpan<int> right)
    {
        var scores = new float[left.Length];
        using var inference = new InferenceMode(module);
        Embed(leftTable, left, towers.Left);
        Embed(rightTable, right, towers.Right);
        for (int start = 0; start < left.Length; start += HeadBlock)
        {
            int count = Math.Min(HeadBlock, left.Length - start);
            using var scope = NewDisposeScope();
            Tensor a = leftTable.Rows(left.Slice(start, count));
            Tensor b = rightTable.Rows(right.Slice(start, count));
            Tensor compared = metric is null ? module.Compare(a, b) : metric.Distance(a.flatten(1), b.flatten(1)).neg();
            compared.reshape(count).to(ScalarType.Float32).cpu().contiguous().data<float>().CopyTo(scores, start);
        }

        return scores;
    }

    /// <summary>Frees the embeddings, not the model.</summary>
    public void Dispose()
    {
        leftTable.Dispose();
        rightTable.Dispose();
    }

    private void Embed(EmbeddingTable table, ReadOnlySpan<int> indices, int tower)
    {
        int[] missing = table.Missing(indices);
        for (int start = 0; start < missing.Length; start += batchSize)
        {
            ReadOnlySpan<int> batch = missing.AsSpan(start, Math.Min(batchSize, missing.Length - start));
            using var scope = NewDisposeScope();
            Tensor images = samples.Gather(Indices.ToTensor(batch)).to(device);
            table.Put(batch, module.Encode(images, tower));
        }
    }
}
