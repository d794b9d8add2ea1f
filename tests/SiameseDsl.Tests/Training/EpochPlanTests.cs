using SiameseDsl.Training;

namespace SiameseDsl.Tests.Training;

public sealed class EpochPlanTests
{
    [Theory]
    [InlineData(60_000, 256, 10)]
    [InlineData(1_000, 256, 7)]
    [InlineData(1_000, 300, 50)]
    public void EpochsPresentAsManyImagesAsTheDataHoldsToTheNearestBatch(int images, int batch, int epochs)
    {
        var plan = new EpochPlan(images, batch, epochs);
        for (int epoch = 1; epoch <= epochs; epoch++)
        {
            Assert.InRange((plan.StepsBefore(epoch) * batch) - ((long)epoch * images), -batch / 2.0, batch / 2.0);
            Assert.True(plan.StepsBefore(epoch) > plan.StepsBefore(epoch - 1));
        }
    }

    [Fact]
    public void ABatchLargerThanTheDataStillMakesOneStepAnEpoch()
    {
        var plan = new EpochPlan(10, 256, 5);
        Assert.Equal([0, 1, 2, 3, 4, 5], Enumerable.Range(0, 6).Select(plan.StepsBefore));
    }
}
