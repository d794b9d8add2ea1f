using SiameseDsl.Data;
using SiameseDsl.Evaluation;
using static TorchSharp.torch;

namespace SiameseDsl.Tests.Evaluation;

public class HausdorffScorerTests
{
    [Fact]
    public void The_distance_is_the_larger_mean_way_to_the_nearest_ink()
    {
        // Around its centre the first drawing has ink at x = -1 and 1, the second at -3, 0 and 3, all on one line.
        // From the first: 1 and 1, mean 1. From the second: 2, 1 and 2, mean 5/3.
        using SampleSet samples = Drawings(9, 5, [[(2, 1), (4, 1)], [(1, 3), (4, 3), (7, 3)]]);
        using var scorer = new HausdorffScorer(samples);
        Assert.Equal(-5f / 3, scorer.Score([0], [1])[0], 5);
        Assert.Equal(-5f / 3, scorer.Score([1], [0])[0], 5);
        Assert.Equal(0, scorer.Score([1], [1])[0]);
    }

    [Fact]
    public void A_moved_drawing_is_the_same_drawing()
    {
        (int X, int Y)[] stroke = [(1, 1), (2, 2), (3, 2), (4, 5)];
        using SampleSet samples = Drawings(12, 12, [stroke, [.. stroke.Select(point => (point.X + 5, point.Y + 4))], [(1, 1), (2, 2), (3, 2), (4, 8)]]);
        using var scorer = new HausdorffScorer(samples);
        float[] scores = scorer.Score([0, 0], [1, 2]);
        Assert.Equal(0, scores[0], 5);
        Assert.True(scores[1] < -0.3);
    }

    [Fact]
    public void An_empty_drawing_is_as_far_as_can_be_from_any_ink()
    {
        using SampleSet samples = Drawings(4, 3, [[], [(0, 0)], []]);
        using var scorer = new HausdorffScorer(samples);
        Assert.Equal([-5, 0], scorer.Score([0, 0], [1, 2]));
    }

    [Fact]
    public void Colour_and_vectors_are_refused()
    {
        using var colour = new SampleSet(zeros([2, 3, 4, 4], ScalarType.Byte), [0, 1], ["a", "b"]);
        using var vectors = new SampleSet(zeros([2, 16]), [0, 1], ["a", "b"]);
        Assert.Throws<ArgumentException>(() => new HausdorffScorer(colour));
        Assert.Throws<ArgumentException>(() => new HausdorffScorer(vectors));
    }

    private static SampleSet Drawings(int width, int height, (int X, int Y)[][] ink)
    {
        byte[] pixels = new byte[ink.Length * width * height];
        for (int i = 0; i < ink.Length; i++)
        {
            foreach ((int x, int y) in ink[i])
            {
                pixels[(i * width * height) + (y * width) + x] = 255;
            }
        }

        return new SampleSet(tensor(pixels, [ink.Length, 1, height, width]), new int[ink.Length], ["drawing"]);
    }
}
