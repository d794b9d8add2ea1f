using SiameseDsl.Training;

namespace SiameseDsl.Sampling;

/// <summary>P classes x K samples. Classes with a single image are left out where K asks for positives: an image would meet only itself.</summary>
internal sealed class PkSampler : PassSampler
{
    private readonly PkBatch batch;

    private PkSampler(PkBatch effective, ClassIndex classes, RandomSource random)
        : base(effective, classes, random)
    {
        batch = effective;
    }

    public static PkSampler For(PkBatch batch, ClassIndex classes, RandomSource random)
    {
        RequirePositive(batch.Classes, "number of classes");
        RequirePositive(batch.Samples, "number of samples of a class");
        classes.RequireTwo("Batches of P classes x K samples");
        ClassIndex usable = batch.Samples > 1 ? classes.WithAtLeast(2) : classes;
        if (usable.Count < 2)
        {
            throw new SiameseException(
                $"Batches of P classes x K samples need at least two classes with two samples or more, but of the {classes.Count} training classes {(usable.Count == 0 ? "none has" : "only one has")}.");
        }

        // With fewer classes than P, each gives more samples, so that a batch keeps its number of images; but no image twice for that.
        int p = Math.Min(batch.Classes, usable.Count);
        int k = Math.Max(batch.Samples, Math.Min(batch.Images / p, usable.Smallest));
        return new PkSampler(batch with { Classes = p, Samples = batch.Samples == 1 ? 1 : k }, usable, random);
    }

    public override TrainingBatch Next()
    {
        int[] drawn = DrawClasses(batch.Classes);
        long[] indices = new long[batch.Images];
        int[] labels = new int[batch.Images];
        for (int i = 0; i < drawn.Length; i++)
        {
            int start = i * batch.Samples;
            DrawSamples(Classes.Members[drawn[i]], indices.AsSpan(start, batch.Samples), reserved: 0);
            labels.AsSpan(start, batch.Samples).Fill(Classes.Labels[drawn[i]]);
        }

        return new ClassIndices(indices, labels, batch.Classes, batch.Samples);
    }
}
