using SiameseDsl.Sampling;
using SiameseDsl.Training;

namespace SiameseDsl.Tests.Sampling;

public sealed class PairSamplerTests
{
    /// <summary>Class 5 has 90 images, class 7 ten, class 9 a single one.</summary>
    private static readonly int[] Labels = [.. Enumerable.Repeat(5, 90), .. Enumerable.Repeat(7, 10), 9];

    [Fact]
    public void Half_of_the_pairs_are_of_one_class_and_the_flags_say_which()
    {
        BatchSampler sampler = BatchSampler.Create(new PairBatch { Count = 64 }, Labels, new RandomSource(1));
        for (int i = 0; i < 50; i++)
        {
            PairIndices pairs = (PairIndices)sampler.Next();

            Assert.Equal(128, pairs.Images);
            Assert.Equal(32, pairs.IsSame.Count(same => same));
            Assert.All(Enumerable.Range(0, 64), row => Assert.Equal(Labels[pairs.Left[row]] == Labels[pairs.Right[row]], pairs.IsSame[row]));
        }
    }

    [Fact]
    public void No_image_meets_itself()
    {
        BatchSampler sampler = BatchSampler.Create(new PairBatch { Count = 100 }, [0, 0, 1, 1], new RandomSource(2));
        for (int i = 0; i < 50; i++)
        {
            PairIndices pairs = (PairIndices)sampler.Next();
            Assert.All(pairs.Left.Zip(pairs.Right), pair => Assert.NotEqual(pair.First, pair.Second));
        }
    }

    [Fact]
    public void Classes_come_equally_often_whatever_their_size()
    {
        PairIndices[] batches = Draw(new PairBatch { Count = 100 }, 100);
        int[] same = [.. batches.SelectMany(batch => batch.Left.Where((_, row) => batch.IsSame[row])).Select(i => Labels[i])];
        int[] different = [.. batches.SelectMany(batch => batch.Left.Where((_, row) => !batch.IsSame[row])).Select(i => Labels[i])];

        Assert.InRange(same.Count(label => label == 5), 2350, 2650);
        Assert.Equal(0, same.Count(label => label == 9));
        Assert.All([5, 7, 9], label => Assert.InRange(different.Count(found => found == label), 1520, 1820));
    }

    [Fact]
    public void Left_and_right_are_drawn_alike()
    {
        PairIndices[] batches = Draw(new PairBatch { Count = 100 }, 100);
        int smallerLeft = batches.Sum(batch => batch.Left.Zip(batch.Right).Count(pair => pair.First < pair.Second));

        Assert.InRange(smallerLeft, 4800, 5200);
    }

    [Fact]
    public void An_odd_count_is_balanced_over_the_batches()
    {
        int same = Draw(new PairBatch { Count = 1 }, 1000).Sum(batch => batch.IsSame.Count(flag => flag));

        Assert.InRange(same, 420, 580);
    }

    [Fact]
    public void A_restored_state_draws_the_same_pairs()
    {
        BatchSampler sampler = BatchSampler.Create(new PairBatch(), Labels, new RandomSource(3));
        sampler.Next();
        SamplerState state = sampler.Save();
        PairIndices expected = (PairIndices)sampler.Next();
        BatchSampler other = BatchSampler.Create(new PairBatch(), Labels, new RandomSource(99));
        other.Restore(state);

        PairIndices drawn = (PairIndices)other.Next();

        Assert.Equal(expected.Left, drawn.Left);
        Assert.Equal(expected.Right, drawn.Right);
    }

    [Fact]
    public void Data_without_both_kinds_of_pairs_is_refused()
    {
        Assert.Contains("one class only", Refusal(new PairBatch(), [3, 3, 3]));
        Assert.Contains("a single sample", Refusal(new PairBatch(), [0, 1, 2]));
        Assert.Contains("no sample", Refusal(new PairBatch(), []));
        Assert.Contains("at least 1", Refusal(new PairBatch { Count = 0 }, [0, 0, 1]));
    }

    private static PairIndices[] Draw(PairBatch batch, int count)
    {
        BatchSampler sampler = BatchSampler.Create(batch, Labels, new RandomSource(8));
        return [.. Enumerable.Range(0, count).Select(_ => (PairIndices)sampler.Next())];
    }

    private static string Refusal(BatchOptions batch, int[] labels) =>
        Assert.Throws<SiameseException>(() => BatchSampler.Create(batch, labels, new RandomSource(1))).Message;
}
