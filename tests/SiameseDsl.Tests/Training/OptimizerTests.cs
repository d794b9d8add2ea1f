using SiameseDsl.Training;
using SiameseDsl.Training.Optimizers;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace SiameseDsl.Tests.Training;

public sealed class OptimizerTests
{
    private static readonly string[] InTorchSharp = ["adam", "adam-decay", "adamw", "sgd", "sgd-momentum", "sgd-nesterov", "rmsprop", "rmsprop-momentum"];

    // TorchSharp lacks Lion, and its RAdam multiplies by the learning rate twice.
    private static readonly string[] InPlainArithmetic = ["nadam", "nadam-decay", "radam", "radam-short", "adamax", "adagrad", "adagrad-initial", "lion", "lion-decay"];

    public static TheoryData<string> Kinds => [.. InTorchSharp];

    public static TheoryData<string> PlainKinds => [.. InPlainArithmetic];

    public static TheoryData<string> AllKinds => [.. InTorchSharp, .. InPlainArithmetic];

    [Theory]
    [MemberData(nameof(PlainKinds))]
    public void FusedAndManagedRulesEqualPlainArithmetic(string kind)
    {
        using var scope = NewDisposeScope();
        OptimizerOptions options = Options(kind);
        double[][] fused = Run(parameters => Wrap(options, parameters, static settings => new ScriptRule(settings)));
        double[][] managed = Run(parameters => Wrap(options, parameters, static settings => new ManagedRule(settings)));
        double[][] expected = Run(parameters =>
        {
            PlainOptimizer[] plain = [.. parameters.Select(parameter => new PlainOptimizer(options, (int)parameter.numel()))];
            return () =>
            {
                for (int i = 0; i < parameters.Length; i++)
                {
                    double[] values = parameters[i].data<double>().ToArray();
                    plain[i].Step(values, parameters[i].grad!.data<double>().ToArray());
                    using var guard = no_grad();
                    parameters[i].copy_(tensor(values).reshape(parameters[i].shape));
                }
            };
        });
        AssertNear(expected, fused);
        AssertNear(expected, managed);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void FusedAndManagedRulesEqualTorchSharpsOptimizers(string kind)
    {
        using var scope = NewDisposeScope();
        OptimizerOptions options = Options(kind);
        double[][] fused = Run(parameters => Wrap(options, parameters, static settings => new ScriptRule(settings)));
        double[][] managed = Run(parameters => Wrap(options, parameters, static settings => new ManagedRule(settings)));
        double[][] expected = Run(parameters =>
        {
            optim.Optimizer optimizer = Official(options, parameters);
            return () => optimizer.step();
        });
        AssertNear(expected, fused);
        AssertNear(expected, managed);
    }

    [Theory]
    [MemberData(nameof(AllKinds))]
    public void StateIsTakenUpExactly(string kind)
    {
        using var scope = NewDisposeScope();
        OptimizerOptions options = Options(kind);
        Parameter[] first = Start(), second = Start();
        using var one = new ParameterOptimizer(options, [Group(first)]);
        Descend(first, one, 5);
        using (no_grad())
        {
            for (int i = 0; i < first.Length; i++)
            {
                second[i].copy_(first[i]);
            }
        }

        using var two = new ParameterOptimizer(options, [Group(second)]);
        two.RestoreState(one.CaptureState());
        Descend(first, one, 5);
        Descend(second, two, 5);
        Assert.All(first.Zip(second), pair => Assert.True(pair.First.bytes.SequenceEqual(pair.Second.bytes)));
    }

    [Fact]
    public void StateOfAnotherOptimizerIsRefused()
    {
        using var scope = NewDisposeScope();
        using var adam = new ParameterOptimizer(new AdamOptions(), [Group(Start())]);
        using var sgd = new ParameterOptimizer(new SgdOptions { Momentum = 0.9 }, [Group(Start())]);
        Assert.Contains("does not fit", Assert.Throws<SiameseException>(() => sgd.RestoreState(adam.CaptureState())).Message);
        Assert.Contains("does not fit", Assert.Throws<SiameseException>(() => adam.RestoreState(sgd.CaptureState())).Message);
    }

    [Fact]
    public void GroupsHaveTheirOwnRateAndParametersWithoutGradientStay()
    {
        using var scope = NewDisposeScope();
        Parameter[] parameters = [new Parameter(ones(2)), new Parameter(ones(2)), new Parameter(ones(2))];
        using var optimizer = new ParameterOptimizer(
            new SgdOptions { LearningRate = 0.1 },
            [new ParameterGroup(["a", "c"], [parameters[0], parameters[2]], 1), new ParameterGroup(["b"], [parameters[1]], 5)]);
        (parameters[0].sum() + parameters[1].sum()).backward();
        optimizer.Step();
        Assert.Equal([0.9f, 0.9f], parameters[0].data<float>().ToArray());
        Assert.Equal([0.5f, 0.5f], parameters[1].data<float>().ToArray());
        Assert.Equal([1f, 1f], parameters[2].data<float>().ToArray());
        optimizer.ZeroGrad();
        Assert.Null(parameters[0].grad);
        Assert.True(optimizer.IsFused);
    }

    [Fact]
    public void ClippingScalesAllGradientsTogether()
    {
        using var scope = NewDisposeScope();
        Parameter[] parameters = [new Parameter(ones(1)), new Parameter(ones(1))];
        using var optimizer = new ParameterOptimizer(new SgdOptions(), [new ParameterGroup(["a", "b"], parameters, 1)]);
        ((3 * parameters[0]) + (4 * parameters[1])).sum().backward();
        Assert.Equal(5, optimizer.ClipGradients(1), 1e-5);
        Assert.Equal(0.6f, parameters[0].grad!.item<float>(), 1e-5f);
        Assert.Equal(0.8f, parameters[1].grad!.item<float>(), 1e-5f);
    }

    [Fact]
    public void WeightDecayCanLeaveBiasesAlone()
    {
        using var scope = NewDisposeScope();
        Parameter[] parameters = [new Parameter(ones(2)), new Parameter(ones(2))];
        using var optimizer = new ParameterOptimizer(
            new SgdOptions { LearningRate = 0.1, WeightDecay = 0.5 },
            [new ParameterGroup(["weight"], [parameters[0]], 1), new ParameterGroup(["bias"], [parameters[1]], 1) { Decays = false }]);
        (parameters[0].sum() + parameters[1].sum()).backward();
        optimizer.Step();
        Assert.Equal([0.85f, 0.85f], parameters[0].data<float>().ToArray());
        Assert.Equal([0.9f, 0.9f], parameters[1].data<float>().ToArray());
    }

    private static void AssertNear(double[][] expected, double[][] actual)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            for (int k = 0; k < expected[i].Length; k++)
            {
                Assert.Equal(expected[i][k], actual[i][k], 1e-7);
            }
        }
    }

    private static OptimizerOptions Options(string kind) => kind switch
    {
        "nadam" => new NAdamOptions { LearningRate = 0.02 },
        "nadam-decay" => new NAdamOptions { LearningRate = 0.02, WeightDecay = 0.1, Beta1 = 0.8, Beta2 = 0.95, Epsilon = 1e-6, MomentumDecay = 0.1 },
        "radam" => new RAdamOptions { LearningRate = 0.02, WeightDecay = 0.1 },
        "radam-short" => new RAdamOptions { LearningRate = 0.02, Beta1 = 0.8, Beta2 = 0.7, Epsilon = 1e-6 },
        "adamax" => new AdamaxOptions { LearningRate = 0.02, WeightDecay = 0.1, Beta2 = 0.9 },
        "adagrad" => new AdagradOptions { LearningRate = 0.05, WeightDecay = 0.1 },
        "adagrad-initial" => new AdagradOptions { LearningRate = 0.05, InitialSum = 0.3, Epsilon = 1e-6 },
        "lion" => new LionOptions { LearningRate = 0.01 },
        "lion-decay" => new LionOptions { LearningRate = 0.01, WeightDecay = 0.3, Beta1 = 0.7, Beta2 = 0.8 },
        "adam" => new AdamOptions { LearningRate = 0.02 },
        "adam-decay" => new AdamOptions { LearningRate = 0.02, WeightDecay = 0.1, Beta1 = 0.8, Beta2 = 0.95, Epsilon = 1e-6 },
        "adamw" => new AdamWOptions { LearningRate = 0.02, WeightDecay = 0.1 },
        "sgd" => new SgdOptions { LearningRate = 0.05, WeightDecay = 0.01 },
        "sgd-momentum" => new SgdOptions { LearningRate = 0.05, Momentum = 0.9 },
        "sgd-nesterov" => new SgdOptions { LearningRate = 0.05, Momentum = 0.9, Nesterov = true, WeightDecay = 0.01 },
        "rmsprop" => new RmsPropOptions { LearningRate = 0.01, WeightDecay = 0.01 },
        _ => new RmsPropOptions { LearningRate = 0.01, Alpha = 0.9, Momentum = 0.5 },
    };

    private static optim.Optimizer Official(OptimizerOptions options, Parameter[] parameters) => options switch
    {
        AdamOptions o => optim.Adam(parameters, o.LearningRate, o.Beta1, o.Beta2, o.Epsilon, o.WeightDecay),
        AdamWOptions o => optim.AdamW(parameters, o.LearningRate, o.Beta1, o.Beta2, o.Epsilon, o.WeightDecay),
        SgdOptions o => optim.SGD(parameters, o.LearningRate, o.Momentum, 0, o.WeightDecay, o.Nesterov),
        RmsPropOptions o => optim.RMSProp(parameters, o.LearningRate, o.Alpha, o.Epsilon, o.WeightDecay, o.Momentum),
        _ => throw new ArgumentException("unknown"),
    };

    private static Action Wrap(OptimizerOptions options, Parameter[] parameters, Func<OptimizerOptions, IUpdateRule> create) =>
        new ParameterOptimizer(options, [Group(parameters)], create).Step;

    private static ParameterGroup Group(Parameter[] parameters) => new([.. parameters.Select((_, i) => $"p{i}")], parameters, 1);

    private static Parameter[] Start()
    {
        manual_seed(4);
        return [new Parameter(randn([3, 4], ScalarType.Float64)), new Parameter(randn([5], ScalarType.Float64))];
    }

    private static double[][] Run(Func<Parameter[], Action> create)
    {
        Parameter[] parameters = Start();
        Action step = create(parameters);
        for (int i = 0; i < 12; i++)
        {
            Backward(parameters, i);
            step();
        }

        return [.. parameters.Select(parameter => parameter.data<double>().ToArray())];
    }

    private static void Descend(Parameter[] parameters, ParameterOptimizer optimizer, int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            Backward(parameters, i);
            optimizer.Step();
        }
    }

    private static void Backward(Parameter[] parameters, int step)
    {
        foreach (Parameter parameter in parameters)
        {
            parameter.grad = null;
        }

        ((parameters[0] - 0.5).square().sum() + ((parameters[1] * (1 + (0.1 * step))).sin().sum() * parameters[0].sum())).backward();
    }
}
