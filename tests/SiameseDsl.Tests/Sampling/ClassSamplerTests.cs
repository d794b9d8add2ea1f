using SiameseDsl.Sampling;
using SiameseDsl.Training;

namespace SiameseDsl.Tests.Sampling;

public sealed class ClassSamplerTests
{
    private static int[] Labels(int classes, int each) => [.. Enumerable.Range(0, classes * each).Select(i => 10 * (i % classes))];

    [Fact]
    public void Pk_is_ordered_by_class_with_different_classes_and_samples()
    {
        int[] labels = Labels(9, 6);
        BatchSampler sampler = BatchSampler.Create(new PkBatch { Classes = 4, Samples = 3 }, labels, new RandomSource(1));
        for (int i = 0; i < 30; i++)
        {
            ClassIndices batch = (ClassIndices)sampler.Next();

            Assert.Equal((4, 3, 12), (batch.Classes, batch.Samples, batch.Images));
            Assert.Equal(batch.Indices.Select(index => labels[index]), batch.Labels);
            Assert.Equal(12, batch.Indices.Distinct().Count());
            Assert.Equal(4, batch.Labels.Distinct().Count());
            Assert.All(batch.Labels.Chunk(3), chunk => Assert.Single(chunk.Distinct()));
        }
    }

    [Fact]
    public void Pk_takes_every_class_equally_often()
    {
        // 7 classes, 3 a batch: 7 batches are exactly 3 passes.
        BatchSampler sampler = BatchSampler.Create(new PkBatch { Classes = 3, Samples = 2 }, Labels(7, 4), new RandomSource(2));
        for (int round = 0; round < 10; round++)
        {
            int[] drawn = [.. Enumerable.Range(0, 7).SelectMany(_ => ((ClassIndices)sampler.Next()).Labels.Distinct())];

            Assert.All(drawn.GroupBy(label => label), group => Assert.Equal(3, group.Count()));
        }
    }

    [Fact]
    public void Pk_by_groups_takes_one_group_after_the_other_and_every_class_equally_often()
    {
        // Three alphabets of four classes, the last of them also turned: sixteen classes in four groups, of which a batch of eight holds two.
        string[] names = [.. "ABC".SelectMany(alphabet => Enumerable.Range(0, 4).Select(i => $"{alphabet}/{i}")), .. Enumerable.Range(0, 4).Select(i => $"C/{i}@90")];
        int[] labels = [.. Enumerable.Range(0, 16 * 3).Select(i => i % 16)];
        BatchSampler sampler = BatchSampler.Create(new PkBatch { Classes = 8, Samples = 2, Grouped = true }, labels, new RandomSource(5), names);
        HashSet<string> pairs = [], orders = [];
        for (int pass = 0; pass < 100; pass++)
        {
            int[][] batches = [.. Enumerable.Range(0, 2).Select(_ => ((ClassIndices)sampler.Next()).Labels.Distinct().ToArray())];

            Assert.Equal(Enumerable.Range(0, 16), batches.SelectMany(batch => batch).Order());
            foreach (int[] batch in batches)
            {
                int[] groups = [.. batch.Select(label => label / 4)];
                Assert.Single(groups[..4].Distinct());
                Assert.Single(groups[4..].Distinct());
                pairs.Add($"{groups[0]}{groups[^1]}");
                orders.Add(string.Join(' ', batch[..4].Select(label => label % 4)));
            }
        }

        // Groups meet in every constellation, and their classes in many orders.
        Assert.Equal(12, pairs.Count);
        Assert.True(orders.Count > 12, $"{orders.Count} orders");
    }

    [Fact]
    public void Pk_takes_no_notice_of_groups_that_are_not_asked_for()
    {
        int[] labels = [.. Enumerable.Range(0, 9 * 4).Select(i => i % 9)];
        string[] grouped = [.. Enumerable.Range(0, 9).Select(i => $"{(i < 5 ? "A" : "B")}/{i}")];
        BatchSampler named = BatchSampler.Create(new PkBatch { Classes = 3, Samples = 2 }, labels, new RandomSource(6), grouped);
        BatchSampler nameless = BatchSampler.Create(new PkBatch { Classes = 3, Samples = 2 }, labels, new RandomSource(6));

        Assert.All(Enumerable.Range(0, 12), _ => Assert.Equal(((ClassIndices)nameless.Next()).Indices, ((ClassIndices)named.Next()).Indices));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Pk_by_groups_takes_each_class_for_itself_where_names_tell_no_groups(bool named)
    {
        string[]? names = named ? [.. Enumerable.Range(0, 9).Select(i => $"class{i}")] : null;
        BatchSampler sampler = BatchSampler.Create(new PkBatch { Classes = 3, Samples = 2, Grouped = true }, [.. Enumerable.Range(0, 9 * 4).Select(i => i % 9)], new RandomSource(6), names);
        for (int pass = 0; pass < 5; pass++)
        {
            Assert.Equal(Enumerable.Range(0, 9), Enumerable.Range(0, 3).SelectMany(_ => ((ClassIndices)sampler.Next()).Labels.Distinct()).Order());
        }
    }

    [Fact]
    public void Pk_caps_the_classes_and_fills_up_the_samples_without_repeating()
    {
        BatchSampler sampler = BatchSampler.Create(new PkBatch { Classes = 32, Samples = 8 }, Labels(10, 40), new RandomSource(3));

        Assert.Equal(new PkBatch { Classes = 10, Samples = 25 }, sampler.Effective);
        Assert.Equal(250, ((ClassIndices)sampler.Next()).Indices.Distinct().Count());

        BatchSampler small = BatchSampler.Create(new PkBatch { Classes = 32, Samples = 8 }, Labels(10, 12), new RandomSource(3));
        Assert.Equal(new PkBatch { Classes = 10, Samples = 12 }, small.Effective);
    }

    [Fact]
    public void Pk_repeats_only_in_classes_that_are_too_small_and_leaves_single_images_out()
    {
        int[] labels = [0, 0, 0, 0, 1, 1, 2];
        BatchSampler sampler = BatchSampler.Create(new PkBatch { Classes = 3, Samples = 4 }, labels, new RandomSource(4));
        ClassIndices batch = (ClassIndices)sampler.Next();

        Assert.Equal(2, batch.Classes);
        Assert.DoesNotContain(6L, batch.Indices);
        Assert.Equal([0L, 1L, 2L, 3L], batch.Indices.Where(i => i < 4).Order());
        Assert.Equal([4L, 4L, 5L, 5L], batch.Indices.Where(i => i >= 4).Order());
    }

    [Fact]
    public void Pk_refuses_data_without_positives()
    {
        Assert.Contains("none has", Refusal(new PkBatch(), [0, 1, 2]));
        Assert.Contains("only one has", Refusal(new PkBatch(), [0, 0, 1, 2]));
        Assert.Contains("one class only", Refusal(new PkBatch(), [0, 0]));
    }

    [Fact]
    public void Episodes_keep_support_and_query_apart()
    {
        int[] labels = Labels(12, 8);
        BatchSampler sampler = BatchSampler.Create(new EpisodeBatch { Ways = 5, Shots = 2, Queries = 3 }, labels, new RandomSource(5));
        for (int i = 0; i < 30; i++)
        {
            EpisodeIndices episode = (EpisodeIndices)sampler.Next();

            Assert.Equal((5, 2, 10, 15), (episode.Ways, episode.Shots, episode.Support.Length, episode.Query.Length));
            Assert.Equal(25, episode.Support.Concat(episode.Query).Distinct().Count());
            Assert.Equal(Enumerable.Range(0, 10).Select(row => row / 2), episode.SupportLabels);
            Assert.Equal(Enumerable.Range(0, 15).Select(row => row / 3), episode.QueryLabels);
            int[] classes = [.. Enumerable.Range(0, 5).Select(way => labels[episode.Support[2 * way]])];
            Assert.Equal(5, classes.Distinct().Count());
            Assert.All(Enumerable.Range(0, 10), row => Assert.Equal(classes[episode.SupportLabels[row]], labels[episode.Support[row]]));
            Assert.All(Enumerable.Range(0, 15), row => Assert.Equal(classes[episode.QueryLabels[row]], labels[episode.Query[row]]));
        }
    }

    [Fact]
    public void Episodes_repeat_queries_but_never_support_where_a_class_is_small()
    {
        int[] labels = [0, 0, 0, 1, 1, 1, 2];
        BatchSampler sampler = BatchSampler.Create(new EpisodeBatch { Ways = 20, Shots = 1, Queries = 5 }, labels, new RandomSource(6));
        for (int i = 0; i < 20; i++)
        {
            EpisodeIndices episode = (EpisodeIndices)sampler.Next();

            Assert.Equal(2, episode.Ways);
            Assert.Equal(10, episode.Query.Length);
            Assert.Empty(episode.Support.Intersect(episode.Query));
            Assert.Equal(4, episode.Query.Distinct().Count());
        }
    }

    [Fact]
    public void Episodes_fill_up_queries_for_missing_ways()
    {
        BatchSampler sampler = BatchSampler.Create(new EpisodeBatch { Ways = 60, Shots = 1, Queries = 3 }, Labels(10, 100), new RandomSource(6));

        Assert.Equal(new EpisodeBatch { Ways = 10, Shots = 1, Queries = 23 }, sampler.Effective);
        Assert.Equal(240, sampler.Next().Images);
    }

    [Fact]
    public void Episodes_refuse_classes_that_cannot_give_a_query()
    {
        Assert.Contains("3 samples", Refusal(new EpisodeBatch { Shots = 2 }, [0, 0, 1, 1]));
    }

    [Fact]
    public void A_restored_state_continues_in_the_middle_of_a_pass()
    {
        int[] labels = Labels(11, 5);
        BatchSampler sampler = BatchSampler.Create(new PkBatch { Classes = 3, Samples = 2 }, labels, new RandomSource(7));
        sampler.Next();
        sampler.Next();
        SamplerState state = sampler.Save();
        long[][] expected = [.. Enumerable.Range(0, 9).Select(_ => ((ClassIndices)sampler.Next()).Indices)];
        BatchSampler other = BatchSampler.Create(new PkBatch { Classes = 3, Samples = 2 }, labels, new RandomSource(1));
        other.Restore(state);

        Assert.All(expected, indices => Assert.Equal(indices, ((ClassIndices)other.Next()).Indices));
    }

    [Fact]
    public void A_state_of_other_data_is_refused()
    {
        SamplerState state = BatchSampler.Create(new PkBatch(), Labels(5, 5), new RandomSource(1)).Save();

        Assert.Throws<SiameseException>(() => BatchSampler.Create(new PkBatch(), Labels(6, 5), new RandomSource(1)).Restore(state));
        Assert.Throws<SiameseException>(() => BatchSampler.Create(new PairBatch(), Labels(5, 5), new RandomSource(1)).Restore(state));
    }

    private static string Refusal(BatchOptions batch, int[] labels) =>
        Assert.Throws<SiameseException>(() => BatchSampler.Create(batch, labels, new RandomSource(1))).Message;
}
