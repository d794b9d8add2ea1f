using System.Security.Cryptography;
using SiameseDsl.Data;
using SiameseDsl.Sampling;

namespace SiameseDsl.Tests.Data;

public sealed class GlyphTests
{
    private static readonly DataRequest Request = new() { Name = "glyphs", InputShape = [1, 28, 28] };

    [Fact]
    public void Drawings_are_the_same_bytes_on_every_machine()
    {
        GlyphGenerator generator = new(1);
        byte[] drawings = [.. Enumerable.Range(0, 100).SelectMany(k => generator.Draw(k, 5))];

        Assert.Equal("0b421b50f314bf1e49e12dded666ae1d7a3d95cf7439d02ee4c948d0cb73fe81", Convert.ToHexStringLower(SHA256.HashData(drawings)));
    }

    [Fact]
    public void The_split_is_the_recorded_one()
    {
        using DataSplit split = DataSets.Load(Request);

        Assert.Equal("0f2e1dc9f583778531c793e117eb2bb0c127a006ffb396099727f7d7d5b06206", split.Sha256);
        Assert.Equal((8000, 1000, 1000), (split.Train.Count, split.Validation.Count, split.Test.Count));
        Assert.Equal((400, 50, 50), (split.Train.ClassNames.Count, split.Validation.ClassNames.Count, split.Test.ClassNames.Count));
        Assert.Equal(500, split.Train.ClassNames.Concat(split.Validation.ClassNames).Concat(split.Test.ClassNames).Distinct().Count());
        Assert.True(split.Disjoint);
        Assert.All(split.Test.Labels.GroupBy(label => label), group => Assert.Equal(20, group.Count()));
    }

    [Fact]
    public void A_character_does_not_depend_on_those_before_it()
    {
        GlyphGenerator one = new(1);
        one.Draw(3, 2);

        byte[] few = one.Draw(7, 3);
        byte[] many = new GlyphGenerator(1).Draw(7, 9);

        Assert.Equal(few, many[..few.Length]);
        Assert.NotEqual(few, new GlyphGenerator(2).Draw(7, 3));
        Assert.NotEqual(few, one.Draw(8, 3));
        Assert.NotEmpty(one.Draw(1_000_000, 1));
    }

    [Fact]
    public void Drawings_have_ink_in_the_middle_and_paper_at_the_rim()
    {
        GlyphGenerator generator = new(1);
        byte[] drawings = [.. Enumerable.Range(0, 100).SelectMany(k => generator.Draw(k, 10))];
        const int Size = GlyphGenerator.Size;

        int rim = 0;
        foreach (byte[] drawing in drawings.Chunk(Size * Size))
        {
            Assert.Equal(255, drawing.Max());
            Assert.InRange(drawing.Count(ink => ink > 127), 20, 300);
            rim += Enumerable.Range(0, Size).Any(i => drawing[i] > 127 || drawing[(Size * (Size - 1)) + i] > 127) ? 1 : 0;
        }

        Assert.InRange(rim, 0, 100);
    }

    [Fact]
    public void Raw_pixels_fail_more_often_than_not_but_see_more_than_chance()
    {
        using DataSplit split = DataSets.Load(Request);
        byte[] pixels = split.Test.Samples.data<byte>().ToArray();
        RandomSource random = new(1);
        int[] classes = [.. Enumerable.Range(0, 50)];
        int right = 0;
        const int Episodes = 1000;
        for (int i = 0; i < Episodes; i++)
        {
            // The first of the shuffled classes is the query's.
            random.Shuffle(classes.AsSpan());
            int query = random.Next(20);
            int other = (query + 1 + random.Next(19)) % 20;
            double[] distances = [.. classes.Take(20).Select((k, way) => Distance(pixels, (classes[0] * 20) + query, (k * 20) + (way == 0 ? other : random.Next(20))))];
            right += distances.Skip(1).All(distance => distance > distances[0]) ? 1 : 0;
        }

        Assert.InRange(right, Episodes / 4, Episodes * 47 / 100);
    }

    [Fact]
    public void Another_input_shape_is_refused()
    {
        string message = Assert.Throws<SiameseException>(() => DataSets.Load(Request with { InputShape = [3, 105, 105] })).Message;

        Assert.Contains("(3, 105, 105)", message);
        Assert.Contains("(1, 28, 28)", message);
    }

    [Fact]
    public void Classes_held_out_of_training_become_the_test()
    {
        using DataSplit split = DataSets.Load(Request with { HoldoutClasses = ["glyph003", "glyph460"] });

        Assert.Equal(["glyph003", "glyph460"], split.Test.ClassNames);
        Assert.Equal(40, split.Test.Count);
        Assert.Equal(399, split.Train.ClassNames.Count);
        Assert.DoesNotContain("glyph003", split.Train.ClassNames);
        Assert.Contains("glyph003", split.Description);
    }

    private static double Distance(byte[] pixels, int a, int b)
    {
        const int Size = GlyphGenerator.Size * GlyphGenerator.Size;
        double sum = 0;
        for (int i = 0; i < Size; i++)
        {
            double difference = pixels[(a * Size) + i] - pixels[(b * Size) + i];
            sum += difference * difference;
        }

        return sum;
    }
}
