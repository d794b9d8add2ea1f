using SiameseDsl.Evaluation;

namespace SiameseDsl.Tests.Evaluation;

public class PairSetTests
{
    [Theory]
    [InlineData(10, 100, 10_000)]
    [InlineData(423, 20, 10_000)]
    [InlineData(2, 2, 100)]
    [InlineData(10, 10, 2_000)]
    public void Pairs_are_exactly_balanced_without_self_pairs_and_each_class_comes_up_equally_often(int classes, int each, int count)
    {
        int[] labels = FakeScorer.Labels(classes, each);
        PairSet pairs = PairSet.Balanced(labels, count, seed: 3);

        Assert.InRange(pairs.Count, count * 0.9, count * 1.1);
        Assert.Equal(pairs.Count / 2, pairs.Same.ToArray().Count(s => s));
        var sameOf = new int[classes];
        var leftOf = new int[classes];
        var rightOf = new int[classes];
        for (int i = 0; i < pairs.Count; i++)
        {
            Assert.NotEqual(pairs.Left[i], pairs.Right[i]);
            Assert.Equal(pairs.Same[i], labels[pairs.Left[i]] == labels[pairs.Right[i]]);
            Assert.Equal(labels[pairs.Left[i]], pairs.LeftClass[i]);
            Assert.Equal(labels[pairs.Right[i]], pairs.RightClass[i]);
            if (pairs.Same[i])
            {
                sameOf[pairs.LeftClass[i]]++;
            }
            else
            {
                leftOf[pairs.LeftClass[i]]++;
                rightOf[pairs.RightClass[i]]++;
            }
        }

        Assert.Single(sameOf.Concat(leftOf).Concat(rightOf).Distinct());
    }

    [Fact]
    public void Different_classes_meet_with_equal_chance()
    {
        PairSet pairs = PairSet.Balanced(FakeScorer.Labels(6, 30), 60_000, seed: 1);
        var met = new int[6, 6];
        for (int i = 0; i < pairs.Count; i++)
        {
            met[pairs.LeftClass[i], pairs.RightClass[i]]++;
        }

        // 1,000 expected in each of the 30 cells: five standard deviations.
        for (int a = 0; a < 6; a++)
        {
            for (int b = 0; b < 6; b++)
            {
                if (a != b)
                {
                    Assert.InRange(met[a, b], 850, 1150);
                }
            }
        }
    }

    [Fact]
    public void A_small_class_gives_each_of_its_pairs_equally_often()
    {
        PairSet pairs = PairSet.Balanced(FakeScorer.Labels(4, 5), 4 * 2 * 40, seed: 1);
        var counts = Enumerable.Range(0, pairs.Count).Where(i => pairs.Same[i]).GroupBy(i => (pairs.Left[i], pairs.Right[i])).Select(g => g.Count()).ToArray();
        Assert.Equal(4 * 20, counts.Length);
        Assert.All(counts, c => Assert.Equal(2, c));
    }

    [Fact]
    public void The_seed_decides_the_pairs()
    {
        int[] labels = FakeScorer.Labels(10, 100);
        Assert.Equal(PairSet.Balanced(labels, 1000, 5).Left.ToArray(), PairSet.Balanced(labels, 1000, 5).Left.ToArray());
        Assert.NotEqual(PairSet.Balanced(labels, 1000, 5).Left.ToArray(), PairSet.Balanced(labels, 1000, 6).Left.ToArray());

        // Recorded: the tasks are the same on every machine and framework version.
        PairSet recorded = PairSet.Balanced(labels, 20, 1);
        Assert.Equal(RecordedLeft, string.Join(' ', recorded.Left.ToArray()));
    }

    [Fact]
    public void Classes_with_one_sample_are_left_out_and_fewer_than_two_classes_are_refused()
    {
        PairSet pairs = PairSet.Balanced([0, 0, 1, 1, 2], 40, 1);
        Assert.DoesNotContain(4, pairs.Left.ToArray().Concat(pairs.Right.ToArray()));

        var error = Assert.Throws<SiameseException>(() => PairSet.Balanced([0, 0, 1, 2], 40, 1));
        Assert.Contains("at least 2 classes with 2 samples", error.Message);
        Assert.Throws<SiameseException>(() => PairSet.Balanced([0, 0, 0], 40, 1));
    }

    private const string RecordedLeft =
        "700 20 41 581 732 472 963 543 294 394 155 725 626 466 837 397 708 948 969 779 0 121 771 884 772 490 793 276 854 187 125 233 606 599 577 535 528 752 339 598";
}
