using SiameseDsl.Training;

namespace SiameseDsl.Sampling;

/// <summary>Draws classes in passes: each pass takes every class once, in random order, so that all come equally often. No class comes twice in one batch.</summary>
internal abstract class PassSampler : BatchSampler
{
    private int[] order;
    private int position;

    protected PassSampler(BatchOptions effective, ClassIndex classes, RandomSource random)
        : base(effective, random)
    {
        Classes = classes;
        order = [.. Enumerable.Range(0, classes.Count)];
        position = order.Length;
    }

    protected ClassIndex Classes { get; }

    public override SamplerState Save() => new(Random.State, [.. order], position);

    public override void Restore(SamplerState state)
    {
        if (!state.Order.Order().SequenceEqual(Enumerable.Range(0, Classes.Count)) || state.Position < 0 || state.Position > state.Order.Length)
        {
            throw new SiameseException($"The saved sampler state counts {state.Order.Length} classes, but the training data gives {Classes.Count}: the run belongs to other data.");
        }

        Random.State = state.Random;
        order = [.. state.Order];
        position = state.Position;
    }

    /// <summary>Puts the classes into the order of a new pass.</summary>
    protected virtual void Shuffle(int[] classes) => Random.Shuffle(classes.AsSpan());

    /// <summary>The next <paramref name="count"/> classes, all different.</summary>
    protected int[] DrawClasses(int count)
    {
        int[] drawn = new int[count];
        int rest = Math.Min(count, order.Length - position);
        Array.Copy(order, position, drawn, 0, rest);
        position += rest;
        if (rest < count)
        {
            // The new pass starts with classes that the old one did not give to this batch; those keep their right to come later in the pass.
            int[] taken = drawn[..rest];
            Shuffle(order);
            int[] fresh = [.. order.Where(k => !taken.Contains(k)).Take(count - rest)];
            order = [.. fresh, .. order.Where(k => !fresh.Contains(k))];
            fresh.CopyTo(drawn, rest);
            position = fresh.Length;
        }

        return drawn;
    }

    /// <summary>
    /// Samples of a class without replacement; a class that has fewer is gone through again, in a new order,
    /// after the first <paramref name="reserved"/>, which never come back.
    /// </summary>
    protected void DrawSamples(long[] members, Span<long> drawn, int reserved)
    {
        long[] pool = [.. members];
        int available = pool.Length;
        int start = 0;
        for (int i = 0; i < drawn.Length; i++)
        {
            if (start == available)
            {
                start = reserved;
            }

            int j = start + Random.Next(available - start);
            (pool[start], pool[j]) = (pool[j], pool[start]);
            drawn[i] = pool[start++];
        }
    }
}
