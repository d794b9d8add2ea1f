using SiameseDsl.Training;

namespace SiameseDsl.Sampling;

/// <summary>Balanced pairs: classes uniformly, then samples of the class uniformly. Same and different pairs alternate; left and right are drawn alike.</summary>
internal sealed class PairSampler : BatchSampler
{
    private readonly ClassIndex classes;
    private readonly ClassIndex positives;
    private readonly int count;

    private PairSampler(PairBatch batch, ClassIndex classes, ClassIndex positives, RandomSource random)
        : base(batch, random)
    {
        this.classes = classes;
        this.positives = positives;
        count = batch.Count;
    }

    public static PairSampler For(PairBatch batch, ClassIndex classes, RandomSource random)
    {
        RequirePositive(batch.Count, "number of pairs");
        classes.RequireTwo("Pairs");
        ClassIndex positives = classes.WithAtLeast(2);
        if (positives.Count == 0)
        {
            throw new SiameseException($"Pairs of one class need a class with at least two samples, but each of the {classes.Count} training classes has a single sample.");
        }

        return new PairSampler(batch, classes, positives, random);
    }

    public override TrainingBatch Next()
    {
        long[] left = new long[count];
        long[] right = new long[count];
        bool[] isSame = new bool[count];

        // An odd count has one pair over: a coin decides whether it is a same or a different one.
        int first = count % 2 == 0 ? 0 : Random.Next(2);
        for (int i = 0; i < count; i++)
        {
            isSame[i] = (i + first) % 2 == 0;
            (left[i], right[i]) = isSame[i] ? DrawSame() : DrawDifferent();
        }

        return new PairIndices(left, right, isSame);
    }

    private (long Left, long Right) DrawSame()
    {
        long[] members = positives.Members[Random.Next(positives.Count)];
        (int a, int b) = DrawTwo(members.Length);
        return (members[a], members[b]);
    }

    private (long Left, long Right) DrawDifferent()
    {
        (int a, int b) = DrawTwo(classes.Count);
        return (Draw(classes.Members[a]), Draw(classes.Members[b]));
    }

    private long Draw(long[] members) => members[Random.Next(members.Length)];

    /// <summary>Two different numbers below <paramref name="bound"/>, each ordered pair equally likely.</summary>
    private (int A, int B) DrawTwo(int bound)
    {
        int a = Random.Next(bound);
        int b = Random.Next(bound - 1);
        return (a, b >= a ? b + 1 : b);
    }
}
