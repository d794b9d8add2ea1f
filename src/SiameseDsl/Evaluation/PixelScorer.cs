using SiameseDsl.Data;
using static TorchSharp.torch;

namespace SiameseDsl.Evaluation;

/// <summary>The baseline without learning: the negative Euclidean distance of the raw samples, flattened; of tokens, the negative number of places where they differ.</summary>
public sealed class PixelScorer : IPairScorer
{
    private const int Block = 2048;

    private readonly SampleSet samples;

    /// <summary>Scores pairs of <paramref name="samples"/>, which stays the caller's.</summary>
    public PixelScorer(SampleSet samples)
    {
        this.samples = samples;
    }

    /// <summary>The baseline's name in tables: <c>pixels</c>, <c>tokens</c>, or <c>values</c> for vectors and sequences.</summary>
    public static string NameOf(SampleSet samples) => samples.Samples.dtype == ScalarType.Int64 ? "tokens" : samples.SampleShape.Count == 3 ? "pixels" : "values";

    /// <inheritdoc/>
    public float[] Score(ReadOnlySpan<int> left, ReadOnlySpan<int> right)
    {
        var scores = new float[left.Length];
        using var noGrad = no_grad();
        for (int start = 0; start < left.Length; start += Block)
        {
            int count = Math.Min(Block, left.Length - start);
            using var scope = NewDisposeScope();
            Tensor a = samples.Gather(Indices.ToTensor(left.Slice(start, count))).flatten(1);
            Tensor b = samples.Gather(Indices.ToTensor(right.Slice(start, count))).flatten(1);
            Tensor distance = a.dtype == ScalarType.Int64 ? (a != b).sum(1) : (a - b).square().sum(1).sqrt();
            distance.neg().to(ScalarType.Float32).data<float>().CopyTo(scores, start);
        }

        return scores;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
