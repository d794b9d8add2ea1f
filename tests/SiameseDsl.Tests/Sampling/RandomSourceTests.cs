using SiameseDsl.Sampling;

namespace SiameseDsl.Tests.Sampling;

public sealed class RandomSourceTests
{
    [Fact]
    public void Sequence_is_that_of_the_published_generator()
    {
        // The reference implementation's first numbers from the state 1, 2, 3, 4.
        RandomSource random = RandomSource.FromState([1, 2, 3, 4]);

        ulong[] drawn = [.. Enumerable.Range(0, 4).Select(_ => random.NextUInt64())];

        Assert.Equal([11520UL, 0UL, 1509978240UL, 1215971899390074240UL], drawn);
    }

    [Fact]
    public void Seed_is_spread_by_splitmix64()
    {
        ulong[] published = [0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F, 0xF88BB8A8724C81EC];

        Assert.Equal(published, new RandomSource(0).State);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(1000)]
    public void Next_is_in_range_and_uniform(int bound)
    {
        RandomSource random = new(11);
        int each = 200;
        int[] counts = new int[bound];
        for (int i = 0; i < bound * each; i++)
        {
            counts[random.Next(bound)]++;
        }

        double chiSquared = counts.Sum(count => (count - each) * (double)(count - each) / each);
        Assert.True(chiSquared <= bound - 1 + (5 * Math.Sqrt(2.0 * bound)), $"chi squared {chiSquared} for {bound} values");
    }

    [Fact]
    public void Next_is_uniform_where_a_remainder_would_favour_small_numbers()
    {
        // 2^32 modulo this bound leaves a third of it: a plain multiplication would be off by far more than the tolerance.
        const int Bound = 1 << 30 | 1 << 29;
        RandomSource random = new(5);
        int low = Enumerable.Range(0, 30_000).Count(_ => random.Next(Bound) % 3 == 0);

        Assert.InRange(low, 10_000 - 500, 10_000 + 500);
    }

    [Fact]
    public void Fractions_are_below_one_and_centred()
    {
        RandomSource random = new(2);
        double[] doubles = [.. Enumerable.Range(0, 20_000).Select(_ => random.NextDouble())];
        float[] singles = [.. Enumerable.Range(0, 20_000).Select(_ => random.NextSingle())];

        Assert.All(doubles, value => Assert.InRange(value, 0, 1 - 1e-16));
        Assert.All(singles, value => Assert.InRange(value, 0, 1 - 1e-8f));
        Assert.InRange(doubles.Average(), 0.49, 0.51);
        Assert.InRange(singles.Average(), 0.49, 0.51);
    }

    [Fact]
    public void Shuffle_gives_each_order_equally_often()
    {
        RandomSource random = new(3);
        Dictionary<string, int> orders = [];
        for (int i = 0; i < 6000; i++)
        {
            char[] letters = ['a', 'b', 'c'];
            random.Shuffle<char>(letters);
            string order = new(letters);
            orders[order] = orders.GetValueOrDefault(order) + 1;
        }

        Assert.Equal(6, orders.Count);
        Assert.All(orders.Values, count => Assert.InRange(count, 850, 1150));
    }

    [Fact]
    public void State_continues_the_sequence()
    {
        RandomSource random = new(4);
        random.NextUInt64();
        ulong[] state = random.State;
        ulong expected = random.NextUInt64();

        Assert.Equal(expected, RandomSource.FromState(state).NextUInt64());
    }

    [Fact]
    public void Fork_does_not_move_the_source_and_differs_by_stream()
    {
        RandomSource random = new(4);
        ulong[] before = random.State;

        ulong first = random.Fork(0).NextUInt64();
        ulong second = random.Fork(1).NextUInt64();

        Assert.Equal(before, random.State);
        Assert.Equal(first, random.Fork(0).NextUInt64());
        Assert.Equal(3, new HashSet<ulong> { first, second, random.NextUInt64() }.Count);
    }

    [Fact]
    public void Impossible_states_and_bounds_are_refused()
    {
        Assert.Throws<ArgumentException>(() => RandomSource.FromState([0, 0, 0, 0]));
        Assert.Throws<ArgumentException>(() => RandomSource.FromState([1, 2, 3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomSource(1).Next(0));
    }
}
