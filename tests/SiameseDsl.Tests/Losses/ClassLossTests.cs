using SiameseDsl.Losses;
using SiameseDsl.Sampling;
using static TorchSharp.torch;

namespace SiameseDsl.Tests.Losses;

public sealed class ClassLossTests
{
    [Fact]
    public void ClassesAreDeclaredOnceAndInAscendingOrder()
    {
        using var loss = new ArcFaceLoss(6);
        Assert.Contains("DeclareClasses", Assert.Throws<InvalidOperationException>(() => loss.call(randn(2, 6), tensor(new long[] { 0, 1 }))).Message);
        Assert.True(loss.Declare([9, 2, 2, 40, 9], new RandomSource(1)));
        Assert.Equal([2L, 9L, 40L], loss.Labels);
        Assert.Equal([3L, 6L], loss.ClassVectors.shape);
        Assert.False(loss.Declare([40, 2, 9], new RandomSource(7)));
        Assert.Contains("3 classes", Assert.Throws<SiameseException>(() => loss.Declare([2, 9], new RandomSource(1))).Message);
        Assert.Contains("other ones", Assert.Throws<SiameseException>(() => loss.Declare([2, 9, 41], new RandomSource(1))).Message);
        Assert.Throws<ArgumentException>(() => new CosFaceLoss(4).Declare([], new RandomSource(1)));
        Assert.Equal("class_vectors", Assert.Single(loss.named_parameters()).name);
    }

    [Fact]
    public void VectorsHaveLengthOneAndFollowTheSeed()
    {
        using var scope = NewDisposeScope();
        float[] Draw(ulong seed)
        {
            using var loss = new CosFaceLoss(5);
            loss.Declare([0, 1, 2], new RandomSource(seed));
            Assert.All(loss.ClassVectors.norm(1).data<float>().ToArray(), length => Assert.Equal(1, length, 1e-5));
            return loss.ClassVectors.data<float>().ToArray();
        }

        Assert.Equal(Draw(4), Draw(4));
        Assert.NotEqual(Draw(4), Draw(5));
    }

    [Fact]
    public void AnUnknownLabelIsRefusedByName()
    {
        using var scope = NewDisposeScope();
        using var loss = new ProxyAnchorLoss(4);
        loss.Declare([2, 9, 40], new RandomSource(1));
        Assert.Contains("label 41 is none of the 3 classes", Assert.Throws<ArgumentException>(() => loss.call(randn(2, 4), tensor(new long[] { 9, 41 }))).Message);
        Assert.Contains("label 1 ", Assert.Throws<ArgumentException>(() => loss.call(randn(2, 4), tensor(new long[] { 1, 9 }))).Message);
    }

    [Fact]
    public void GaussiansHaveMeanZeroAndVarianceOne()
    {
        var random = new RandomSource(12);
        double[] values = [.. Enumerable.Range(0, 40_000).Select(_ => random.NextGaussian())];
        Assert.Equal(0, values.Average(), 0.02);
        Assert.Equal(1, values.Average(x => x * x), 0.02);
        Assert.Equal(3, values.Average(x => x * x * x * x), 0.12);
    }
}
