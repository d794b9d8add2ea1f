using SiameseDsl.Training;
using static TorchSharp.torch;
using static TorchSharp.torch.optim.lr_scheduler;
using LRScheduler = TorchSharp.torch.optim.lr_scheduler.LRScheduler;
using Parameter = TorchSharp.Modules.Parameter;

namespace SiameseDsl.Tests.Training;

/// <summary>Each schedule against values worked out by hand, over 8 epochs of 10 steps unless said.</summary>
public sealed class ScheduleTests
{
    public static TheoryData<ScheduleOptions, long, double> Values => new()
    {
        { new ConstantSchedule(), 0, 1 },
        { new ConstantSchedule(), 79, 1 },
        { new ConstantSchedule { Warmup = 0.1 }, 0, 1 / 8.0 },
        { new ConstantSchedule { Warmup = 0.1 }, 7, 1 },
        { new ConstantSchedule { WarmupEpochs = 1.5 }, 2, 3 / 15.0 },
        { new ConstantSchedule { WarmupEpochs = 1.5 }, 15, 1 },
        { new CosineSchedule(), 0, 1 },
        { new CosineSchedule(), 20, 0.5 + (0.25 * Math.Sqrt(2)) },
        { new CosineSchedule(), 40, 0.5 },
        { new CosineSchedule { Warmup = 0.25, Final = 0.1 }, 9, 0.5 },
        { new CosineSchedule { Warmup = 0.25, Final = 0.1 }, 50, 0.55 },
        { new CosineRestartsSchedule { Cycles = 2 }, 20, 0.5 },
        { new CosineRestartsSchedule { Cycles = 2 }, 40, 1 },
        { new CosineRestartsSchedule { Cycles = 2, Final = 0.2 }, 60, 0.6 },
        { new CosineRestartsSchedule { Cycles = 2, Growth = 3 }, 10, 0.5 },
        { new CosineRestartsSchedule { Cycles = 2, Growth = 3 }, 20, 1 },
        { new CosineRestartsSchedule { Cycles = 2, Growth = 3 }, 50, 0.5 },
        { new CosineRestartsSchedule { Cycles = 1 }, 40, 0.5 },
        { new LinearSchedule(), 60, 0.25 },
        { new LinearSchedule { Final = 0.2 }, 40, 0.6 },
        { new LinearSchedule { Warmup = 0.5 }, 60, 0.5 },
        { new PolynomialSchedule(), 40, 0.25 },
        { new PolynomialSchedule { Power = 3, Final = 0.2 }, 40, 0.3 },
        { new ExponentialSchedule { Gamma = 0.9 }, 9, 1 },
        { new ExponentialSchedule { Gamma = 0.9 }, 39, 0.729 },
        { new StepSchedule { Every = 3, Gamma = 0.5 }, 29, 1 },
        { new StepSchedule { Every = 3, Gamma = 0.5 }, 30, 0.5 },
        { new StepSchedule { Every = 3, Gamma = 0.5 }, 60, 0.25 },
        { new StepSchedule { Every = 1, Gamma = 0.5, WarmupEpochs = 2 }, 14, 0.5 * 15 / 20 },
        { new MultiStepSchedule { Milestones = [2, 7] }, 19, 1 },
        { new MultiStepSchedule { Milestones = [2, 7] }, 20, 0.1 },
        { new MultiStepSchedule { Milestones = [7, 2], Gamma = 0.2 }, 70, 0.04 },
        { new OneCycleSchedule { Rise = 0.5 }, 0, 0.04 },
        { new OneCycleSchedule { Rise = 0.5, Start = 0.2 }, 39, 1 },
        { new OneCycleSchedule { Rise = 0.25, Start = 0.2 }, 19, 1 },
        { new OneCycleSchedule { Rise = 0.25, Final = 0.1 }, 49, 0.55 },
        { new OneCycleSchedule { Rise = 0.25 }, 79, 4e-6 },
        { new OneCycleSchedule { Rise = 0 }, 0, 1 },
    };

    public static TheoryData<ScheduleOptions> Kinds =>
    [
        new ConstantSchedule { Warmup = 0.1 }, new CosineSchedule { WarmupEpochs = 1 }, new CosineRestartsSchedule(), new LinearSchedule(), new PolynomialSchedule { Power = 0.9 },
        new ExponentialSchedule(), new StepSchedule { Every = 2 }, new MultiStepSchedule { Milestones = [1, 3] }, new OneCycleSchedule(), new CosineSchedule { WarmupEpochs = 100 },
    ];

    [Theory]
    [MemberData(nameof(Values))]
    public void FactorsAreThoseOfTheClosedForm(ScheduleOptions schedule, long step, double expected) =>
        Assert.Equal(expected, schedule.Factor(new SchedulePosition(step, 80, (int)(step / 10), 8)), 1e-12);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void FactorsStayBetweenNothingAndTheWholeRateInRunsOfAnyLength(ScheduleOptions schedule)
    {
        foreach (int steps in (int[])[1, 2, 3, 10, 97])
        {
            for (int step = 0; step < steps; step++)
            {
                Assert.InRange(schedule.Factor(new SchedulePosition(step, steps, step * 5 / steps, 5)), 0, 1 + 1e-12);
            }
        }
    }

    [Fact]
    public void FactorsAreThoseOfTorchSharpsSchedulers()
    {
        using var scope = NewDisposeScope();
        AssertEqual(new CosineSchedule(), optimizer => CosineAnnealingLR(optimizer, 40), 40, perEpoch: false);
        AssertEqual(new PolynomialSchedule { Power = 1.5 }, optimizer => PolynomialLR(optimizer, 40, 1.5), 40, perEpoch: false);
        AssertEqual(new OneCycleSchedule(), optimizer => OneCycleLR(optimizer, 0.5, 40, cycle_momentum: false), 40, perEpoch: false);
        AssertEqual(new StepSchedule { Every = 3, Gamma = 0.5 }, optimizer => StepLR(optimizer, 3, 0.5), 10, perEpoch: true);
        AssertEqual(new MultiStepSchedule { Milestones = [2, 5], Gamma = 0.2 }, optimizer => MultiStepLR(optimizer, [2, 5], 0.2), 10, perEpoch: true);
        AssertEqual(new ExponentialSchedule { Gamma = 0.8 }, optimizer => ExponentialLR(optimizer, 0.8), 10, perEpoch: true);
    }

    private static void AssertEqual(ScheduleOptions schedule, Func<optim.Optimizer, LRScheduler> create, int count, bool perEpoch)
    {
        optim.Optimizer optimizer = optim.SGD([new Parameter(zeros(1))], 0.5);
        LRScheduler official = create(optimizer);
        for (int i = 0; i < count; i++)
        {
            SchedulePosition at = perEpoch ? new(7 * i, 7L * count, i, count) : new(i, count, 0, 1);
            Assert.Equal(optimizer.ParamGroups.Single().LearningRate, 0.5 * schedule.Factor(at), 1e-9);
            official.step();
        }
    }
}
