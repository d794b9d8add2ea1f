using SiameseDsl.Training;

namespace SiameseDsl.Sampling;

/// <summary>P classes x K samples. Classes with a single image are left out where K asks for positives: an image would meet only itself.</summary>
internal sealed class PkSampler : PassSampler
{
    private readonly PkBatch batch;

    // The group of each class, from 0; null where classes are drawn one by one.
    private readonly int[]? groups;

    private PkSampler(PkBatch effective, ClassIndex classes, RandomSource random, int[]? groups)
        : base(effective, classes, random)
    {
        batch = effective;
        this.groups = groups;
    }

    /// <summary>A sampler for <paramref name="batch"/>; classes of one group follow each other where names are given.</summary>
    public static PkSampler For(PkBatch batch, ClassIndex classes, RandomSource random, IReadOnlyList<string>? classNames = null)
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
        return new PkSampler(batch with { Classes = p, Samples = batch.Samples == 1 ? 1 : k }, usable, random, classNames is null ? null : ClassGroups.Of([.. usable.Labels.Select(label => classNames[label])]));
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

    /// <summary>Groups in random order, and the classes of each in random order.</summary>
    protected override void Shuffle(int[] classes)
    {
        base.Shuffle(classes);
        if (groups is not null)
        {
            int[] places = [.. Enumerable.Range(0, groups.Max() + 1)];
            Random.Shuffle(places.AsSpan());
            int[] grouped = [.. classes.OrderBy(k => places[groups[k]])];
            grouped.CopyTo(classes, 0);
        }
    }
}
