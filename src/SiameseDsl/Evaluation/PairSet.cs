using SiameseDsl.Statistics;

namespace SiameseDsl.Evaluation;

/// <summary>Verification tasks over one set of samples: pairs, half of them of one class.</summary>
public sealed class PairSet
{
    private const int EnumerateUpTo = 64;

    private readonly int[] left;
    private readonly int[] right;
    private readonly int[] leftClass;
    private readonly int[] rightClass;
    private readonly bool[] same;

    /// <summary>Pairs that are given, such as those of a published protocol.</summary>
    /// <param name="left">Sample indices, one a pair.</param>
    /// <param name="right">Sample indices, as many.</param>
    /// <param name="labels">The class number of each sample of the set.</param>
    /// <exception cref="ArgumentException">The counts differ.</exception>
    public PairSet(ReadOnlySpan<int> left, ReadOnlySpan<int> right, IReadOnlyList<int> labels)
    {
        if (left.Length != right.Length)
        {
            throw new ArgumentException($"There are {left.Length} left and {right.Length} right samples.", nameof(right));
        }

        this.left = left.ToArray();
        this.right = right.ToArray();
        leftClass = Array.ConvertAll(this.left, i => labels[i]);
        rightClass = Array.ConvertAll(this.right, i => labels[i]);
        same = new bool[left.Length];
        for (int i = 0; i < same.Length; i++)
        {
            same[i] = leftClass[i] == rightClass[i];
        }
    }

    /// <summary>The number of pairs.</summary>
    public int Count => left.Length;

    /// <summary>The left sample of each pair.</summary>
    public ReadOnlySpan<int> Left => left;

    /// <summary>The right sample of each pair.</summary>
    public ReadOnlySpan<int> Right => right;

    /// <summary>The class of the left sample of each pair.</summary>
    public ReadOnlySpan<int> LeftClass => leftClass;

    /// <summary>The class of the right sample of each pair.</summary>
    public ReadOnlySpan<int> RightClass => rightClass;

    /// <summary>Whether the two samples of each pair are of one class.</summary>
    public ReadOnlySpan<bool> Same => same;

    /// <summary>
    /// Exactly balanced pairs: as many of one class as of two, never a sample with itself. Each class gives the same number of same pairs, and stands equally often left and
    /// right in different pairs, each other class opposite it with the same chance, and every two classes in both orders equally often: so no head that only adds up what it
    /// makes of either class can pass 75 %. Classes with one sample are left out.
    /// </summary>
    /// <param name="labels">The class number of each sample of the set.</param>
    /// <param name="count">About how many pairs: rounded so that each class comes up equally often, at least two pairs of each kind a class.</param>
    /// <param name="seed">The same seed gives the same pairs on every machine.</param>
    /// <exception cref="SiameseException">Fewer than two classes have two samples.</exception>
    public static PairSet Balanced(IReadOnlyList<int> labels, int count, long seed)
    {
        TaskClasses classes = TaskClasses.Of(labels);
        int perClass = 2 * Math.Max(1, (int)Math.Round(count / 4.0 / classes.Count));
        var left = new int[2 * perClass * classes.Count];
        var right = new int[left.Length];
        int at = 0;
        SplitMix64 random = SplitMix64.For(seed, 1);
        for (int c = 0; c < classes.Count; c++)
        {
            SamePairs(classes.Members[c], left.AsSpan(at, perClass), right.AsSpan(at, perClass), random);
            at += perClass;
        }

        random = SplitMix64.For(seed, 2);
        var opposite = new int[classes.Count];
        for (int round = 0; round < perClass / 2; round++)
        {
            Cycle(opposite, random);
            for (int c = 0; c < classes.Count; c++, at += 2)
            {
                int[] members = classes.Members[c];
                int[] others = classes.Members[opposite[c]];
                (left[at], right[at]) = (Draw(members, random), Draw(others, random));
                (left[at + 1], right[at + 1]) = (Draw(others, random), Draw(members, random));
            }
        }

        return new PairSet(left, right, labels);
    }

    private static int Draw(int[] members, SplitMix64 random) => members[random.Next(members.Length)];

    /// <summary>Ordered pairs of two different members. A small class gives each of its pairs equally often (up to one) instead of some by chance more often.</summary>
    private static void SamePairs(int[] members, Span<int> left, Span<int> right, SplitMix64 random)
    {
        int n = members.Length;
        if (n > EnumerateUpTo)
        {
            for (int i = 0; i < left.Length; i++)
            {
                int a = random.Next(n);
                int b = random.Next(n - 1);
                left[i] = members[a];
                right[i] = members[b < a ? b : b + 1];
            }

            return;
        }

        int[] order = [.. Enumerable.Range(0, n * (n - 1))];
        for (int i = 0; i < left.Length; i++)
        {
            if (i % order.Length == 0)
            {
                random.Shuffle(order);
            }

            (int a, int b) = Math.DivRem(order[i % order.Length], n - 1);
            left[i] = members[a];
            right[i] = members[b < a ? b : b + 1];
        }
    }

    /// <summary>A random permutation of one single cycle (Sattolo, 1986): no class stands opposite itself, every other one with the same chance.</summary>
    private static void Cycle(int[] opposite, SplitMix64 random)
    {
        for (int i = 0; i < opposite.Length; i++)
        {
            opposite[i] = i;
        }

        for (int i = opposite.Length - 1; i > 0; i--)
        {
            int j = random.Next(i);
            (opposite[i], opposite[j]) = (opposite[j], opposite[i]);
        }
    }
}
