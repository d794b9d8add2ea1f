using System.Runtime.InteropServices;
using System.Security.Cryptography;
using SiameseDsl.Data;
using SiameseDsl.Evaluation;
using SiameseDsl.Sampling;

namespace SiameseDsl.Tests.Data;

public sealed class TypoTests
{
    private static readonly DataRequest Request = new() { Name = "typos", InputShape = [TypoGenerator.Length], Vocabulary = TypoGenerator.Vocabulary };

    [Fact]
    public void Words_are_typed_alike_on_every_machine()
    {
        TypoGenerator generator = new(1);
        long[] typed = [.. Enumerable.Range(0, 100).SelectMany(k => generator.Type(k, 5))];

        Assert.Equal("32b0ded1d52c0f20a454e2d5056315740ff9bfa60643c71b3fd3e275456f902c", Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(typed.AsSpan()))));
    }

    [Fact]
    public void The_split_is_the_recorded_one()
    {
        using DataSplit split = DataSets.Load(Request);

        Assert.Equal("35771cc853dd070f695e1150fbfe78144f738279a43d78fb958362f8af9c540f", split.Sha256);
        Assert.Equal((8000, 1000, 1000), (split.Train.Count, split.Validation.Count, split.Test.Count));
        Assert.Equal((400, 50, 50), (split.Train.ClassNames.Count, split.Validation.ClassNames.Count, split.Test.ClassNames.Count));
        Assert.Equal(500, split.Train.ClassNames.Concat(split.Validation.ClassNames).Concat(split.Test.ClassNames).Distinct().Count());
        Assert.True(split.Disjoint);
        Assert.Equal(TorchSharp.torch.ScalarType.Int64, split.Test.Samples.dtype);
        Assert.Equal([TypoGenerator.Length], split.Test.SampleShape);
    }

    [Fact]
    public void A_word_does_not_depend_on_those_before_it()
    {
        TypoGenerator one = new(1);
        one.Type(3, 2);

        long[] few = one.Type(7, 3);

        Assert.Equal(few, new TypoGenerator(1).Type(7, 9)[..few.Length]);
        Assert.NotEqual(few, new TypoGenerator(2).Type(7, 3));
        Assert.NotEqual(few, one.Type(8, 3));
        Assert.NotEmpty(one.Type(1_000_000, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => one.Type(-1, 1));
    }

    [Fact]
    public void Letters_stand_together_in_the_field_and_are_few_errors_from_the_word()
    {
        TypoGenerator generator = new(1);
        int[] distances = new int[7];
        for (int word = 0; word < 200; word++)
        {
            string right = generator.Word(word);
            Assert.Matches("^[a-z]{5,9}$", right);
            foreach (long[] attempt in generator.Type(word, 20).Chunk(TypoGenerator.Length))
            {
                string typed = new([.. attempt.Select(token => token == TypoGenerator.Padding ? ' ' : (char)('a' + token - 1))]);
                Assert.DoesNotContain(' ', typed.Trim());
                Assert.InRange(typed.Trim().Length, 2, 12);
                distances[Edits(right, typed.Trim())]++;
            }
        }

        // One to three errors; two may undo each other, and one amid two exchanged letters counts twice.
        Assert.All(distances[1..4], count => Assert.InRange(count, 800, 2000));
        Assert.InRange(distances[0] + distances[4..].Sum(), 1, 200);
    }

    [Fact]
    public void Each_miss_is_one_error_on_a_neighbouring_key()
    {
        RandomSource hand = new(5);
        for (int i = 0; i < 2000; i++)
        {
            List<char> typed = [.. "keyboard"];
            Keyboard.Miss(typed, hand);

            Assert.InRange(Edits("keyboard", new string([.. typed])), 0, 1);
            Assert.DoesNotContain(typed, letter => !"keyboard".Contains(letter, StringComparison.Ordinal) && !"jilumwsrdtghvnxzqpcfe".Contains(letter, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Counting_equal_places_fails_more_often_than_not_but_sees_more_than_chance()
    {
        using DataSplit split = DataSets.Load(Request);
        using var scorer = new PixelScorer(split.Test);

        double accuracy = EpisodeOutcomes.Of(EpisodeSet.Random(split.Test.Labels, 20, 1, 1000, 1), scorer).Accuracy;

        Assert.InRange(accuracy, 0.1, 0.5);
        Assert.Equal("tokens", PixelScorer.NameOf(split.Test));
    }

    [Theory]
    [InlineData(12, 27L, "12 tokens of 27")]
    [InlineData(16, 26L, "16 tokens of 26")]
    [InlineData(16, null, "(16)")]
    public void Another_input_is_refused(int length, long? vocabulary, string said)
    {
        string message = Assert.Throws<SiameseException>(() => DataSets.Load(Request with { InputShape = [length], Vocabulary = vocabulary })).Message;

        Assert.Contains($"The model's input, {said}, does not fit the data set 'typos', whose words are 16 tokens of 27", message, StringComparison.Ordinal);
        Assert.Contains("(16)", Assert.Throws<SiameseException>(() => DataSets.Load(Request with { Name = "glyphs" })).Message, StringComparison.Ordinal);
    }

    // Damerau's distance, where two letters exchanged are one error (restricted to letters beside each other).
    private static int Edits(string from, string to)
    {
        int[,] cost = new int[from.Length + 1, to.Length + 1];
        for (int i = 0; i <= from.Length; i++)
        {
            for (int j = 0; j <= to.Length; j++)
            {
                cost[i, j] = i == 0 || j == 0 ? i + j : Math.Min(Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1, cost[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                {
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
                }
            }
        }

        return cost[from.Length, to.Length];
    }
}
