using SiameseDsl.Data;
using SiameseDsl.Evaluation;
using SiameseDsl.Modules;
using SiameseDsl.Statistics;
using TorchSharp;
using static TorchSharp.torch;

namespace SiameseDsl.Training.Health;

/// <summary>A few hundred samples and pairs of a part of the data, the same each time. Looking at them draws no random number and changes no weight.</summary>
internal sealed class HealthProbe
{
    private const int MostClasses = 40;
    private const int SamplesOfClass = 6;
    private const int Pairs = 400;
    private const long Seed = 4711;

    private readonly SampleSet samples;
    private readonly int[] chosen;
    private readonly PairSet pairs;

    private HealthProbe(SampleSet samples, int[] chosen, PairSet pairs)
    {
        this.samples = samples;
        this.chosen = chosen;
        this.pairs = pairs;
    }

    /// <summary>A probe of a part; <see langword="null"/> where it has fewer than two classes with two samples.</summary>
    public static HealthProbe? Of(SampleSet samples)
    {
        int[][] classes = [.. samples.Labels.Index().GroupBy(sample => sample.Item, sample => sample.Index).Where(members => members.Count() >= 2).OrderBy(members => members.Key).Select(members => members.ToArray())];
        if (classes.Length < 2)
        {
            return null;
        }

        SplitMix64 random = SplitMix64.For(Seed, 1);
        random.Shuffle(classes.AsSpan());
        foreach (int[] members in classes)
        {
            random.Shuffle(members.AsSpan());
        }

        int[] chosen = [.. classes.Take(MostClasses).SelectMany(members => members.Take(SamplesOfClass))];
        return new HealthProbe(samples, chosen, PairSet.Balanced([.. chosen.Select(sample => samples.Labels[sample])], Pairs, Seed));
    }

    /// <summary>The area under the ROC curve of the model's score on the pairs; NaN where a score is no finite number.</summary>
    public double Auc(SiameseModule model)
    {
        using var inference = new InferenceMode(model);
        using DisposeScope scope = NewDisposeScope();
        (Tensor left, Tensor right) = Embed(model);
        return Auc(model, left, right);
    }

    /// <summary>All figures, those of validation samples by <paramref name="validation"/>; <see langword="null"/> where an embedding is no finite number.</summary>
    public HealthFigures? Measure(SiameseModule model, HealthProbe? validation)
    {
        using var inference = new InferenceMode(model);
        using DisposeScope scope = NewDisposeScope();
        (Tensor left, Tensor right) = Embed(model);
        Tensor embeddings = left.flatten(1).to(ScalarType.Float64);
        if (!embeddings.isfinite().all().item<bool>())
        {
            return null;
        }

        Tensor variances = embeddings.var(0, unbiased: false);
        double length = embeddings.square().sum(1).mean().item<double>();
        double variance = variances.sum().item<double>();
        double flat = variances.le(variances.max() * 1e-10).to(ScalarType.Float64).mean().item<double>();
        return new HealthFigures(
            Distance(model, left, right),
            length > 0 ? Math.Sqrt(variance / length) : 0,
            flat,
            EmbeddingActivation.Of(model.Plan)?.Saturated(embeddings),
            Auc(model, left, right),
            validation?.Auc(model));
    }

    private (Tensor Left, Tensor Right) Embed(SiameseModule model)
    {
        Device device = model.parameters().FirstOrDefault()?.device ?? CPU;
        Tensor images = samples.Gather(Indices.ToTensor(chosen)).to(device);
        Tensor left = model.Encode(images, 0);
        return (left, model.RightTower == 0 ? left : model.Encode(images, model.RightTower));
    }

    private double Auc(SiameseModule model, Tensor left, Tensor right)
    {
        float[] scores = model.Compare(Rows(left, pairs.Left), Rows(right, pairs.Right)).reshape(pairs.Count).to(ScalarType.Float32).cpu().contiguous().data<float>().ToArray();
        return Array.TrueForAll(scores, float.IsFinite) ? Verification.Auc(scores, pairs.Same) : double.NaN;
    }

    private double Distance(SiameseModule model, Tensor left, Tensor right)
    {
        Tensor a = Rows(left, pairs.Left).flatten(1);
        Tensor b = Rows(right, pairs.Right).flatten(1);
        Tensor distances = model.HeadMetric is { } metric ? metric.Distance(a, b) : (a - b).square().sum(1).sqrt();
        return distances.masked_select(tensor(pairs.Same.ToArray(), device: distances.device).logical_not()).mean().to(ScalarType.Float64).item<double>();
    }

    private static Tensor Rows(Tensor table, ReadOnlySpan<int> rows) => table.index_select(0, Indices.ToTensor(rows).to(table.device));
}
