using SiameseDsl.Training;

namespace SiameseDsl.Sampling;

/// <summary>Episodes (Vinyals et al., 2016; Snell et al., 2017): classes with too few images for the shots and one query are left out.</summary>
internal sealed class EpisodeSampler : PassSampler
{
    private readonly EpisodeBatch batch;

    private EpisodeSampler(EpisodeBatch effective, ClassIndex classes, RandomSource random)
        : base(effective, classes, random)
    {
        batch = effective;
    }

    public static EpisodeSampler For(EpisodeBatch batch, ClassIndex classes, RandomSource random)
    {
        RequirePositive(batch.Ways, "number of ways");
        RequirePositive(batch.Shots, "number of shots");
        RequirePositive(batch.Queries, "number of queries");
        classes.RequireTwo("Episodes");
        ClassIndex usable = classes.WithAtLeast(batch.Shots + 1);
        if (usable.Count < 2)
        {
            throw new SiameseException(
                $"Episodes of {batch.Shots} shot(s) need at least two classes with {batch.Shots + 1} samples or more, but of the {classes.Count} training classes {(usable.Count == 0 ? "none has" : "only one has")}.");
        }

        int ways = Math.Min(batch.Ways, usable.Count);
        int queries = Math.Max(batch.Queries, Math.Min(batch.Images / ways, usable.Smallest) - batch.Shots);
        return new EpisodeSampler(batch with { Ways = ways, Queries = queries }, usable, random);
    }

    public override TrainingBatch Next()
    {
        (int ways, int shots, int queries) = (batch.Ways, batch.Shots, batch.Queries);
        int[] drawn = DrawClasses(ways);
        long[] support = new long[ways * shots];
        long[] query = new long[ways * queries];
        int[] supportLabels = new int[support.Length];
        int[] queryLabels = new int[query.Length];
        long[] both = new long[shots + queries];
        for (int way = 0; way < ways; way++)
        {
            DrawSamples(Classes.Members[drawn[way]], both, reserved: shots);
            both.AsSpan(0, shots).CopyTo(support.AsSpan(way * shots));
            both.AsSpan(shots).CopyTo(query.AsSpan(way * queries));
            supportLabels.AsSpan(way * shots, shots).Fill(way);
            queryLabels.AsSpan(way * queries, queries).Fill(way);
        }

        return new EpisodeIndices(support, supportLabels, query, queryLabels, ways, shots);
    }
}
