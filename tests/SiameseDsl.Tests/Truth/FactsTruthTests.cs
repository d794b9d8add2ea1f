using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using SiameseDsl.Modules;
using SiameseDsl.Spec;
using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Plans;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SiameseDsl.Tests.Truth;

/// <summary>
/// What the compiler claims to know of a tensor, against tensors that TorchSharp really gives, in training and in evaluation, with weights far from the initial ones:
/// bounds of the values, length 1, and that a layer which keeps a tensor additively separable is affine.
/// </summary>
public partial class FactsTruthTests
{
    private const int EachKind = 3;

    private static readonly string[] Before = ["", "hardtanh: { min: -1.5, max: 0.7 }", "sigmoid", "l2_normalize", "relu"];

    private static readonly string[] Affine = ["dense", "conv1d", "conv2d", "conv3d", "batch_norm", "dropout", "avg_pool", "adaptive_avg_pool", "transpose", "pad", "upsample", "positions", "flatten"];

    private static readonly int[][] Shapes = [[7], [6, 8], [4, 5], [2, 6, 6], [4, 7, 5], [2, 4, 5, 6]];

    [Fact]
    public void WhatTheCompilerKnowsOfATensorIsTrue()
    {
        set_num_threads(1);
        manual_seed(11);
        Random random = new(11);
        (string Kind, string Name, string Text)[] specs = [.. LayerCase.All.Keys.Append("embedding").SelectMany(kind => Enumerable.Range(0, EachKind).Select(i => Write(kind, i, random)))];
        IReadOnlyList<ModelEntry> models = CompiledSpecs.Load(specs.Select(spec => ($"{spec.Name}.siamese.yaml", spec.Text)));

        HashSet<string> affine = [];
        HashSet<string> bounded = [];
        foreach ((string kind, string name, string text) in specs)
        {
            TowerPlan plan = SpecCompiler.Compile(new SpecFile(name, text), CancellationToken.None).Family!.Variants[0].Towers[0];
            ModelEntry entry = models.Single(model => model.Family == name);
            TensorFacts facts = Facts(plan, Interaction.None);
            if (!double.IsInfinity(facts.Minimum) || !double.IsInfinity(facts.Maximum) || facts.UnitLength)
            {
                bounded.Add(kind);
            }

            AssertBounds(entry, plan, facts, text);
            if (plan.Vocabulary is null && Facts(plan, Interaction.Separable).Interaction == Interaction.Separable)
            {
                AssertAffine(entry, plan, text);
                affine.Add(kind);
            }
        }

        Assert.True(bounded.Count > 25, $"Only of {string.Join(", ", bounded)} anything was claimed.");
        Assert.Empty(Affine.Except(affine));
    }

    private static (string Kind, string Name, string Text) Write(string kind, int number, Random random)
    {
        StringBuilder yaml = new();
        RandomLayers layers = new(random, yaml, []);
        string name = $"Facts{string.Concat(kind.Split('_').Select(part => char.ToUpperInvariant(part[0]) + part[1..]))}{number}";
        string input = "tokens: { length: 5, vocabulary: 9 }";
        string tower;
        if (kind == "embedding")
        {
            layers.Embed("  ", 5);
            tower = yaml.ToString();
        }
        else
        {
            LayerCase one = LayerCase.All[kind];
            int[][] fitting = [.. Shapes.Where(one.Fits)];
            int[] shape = fitting[number % fitting.Length];
            string first = number == 0 ? "" : Before[random.Next(Before.Length)];
            string keys = one.Write(layers, random, shape).Keys;

            // The first of each kind is the layer by itself.
            keys = number == 0 ? ActivationKey().Replace(keys, "") : keys;
            input = $"shape: [{string.Join(", ", shape)}]";
            tower = $"{(first.Length > 0 ? $"  - {first}\n" : "")}  - {(keys.Length > 0 ? $"{kind}: {{ {keys} }}" : kind)}\n";
        }

        return (kind, name, string.Create(CultureInfo.InvariantCulture, $"siamese: 1\nmodel: {name}\ninput: {{ {input} }}\ntower:\n{tower}head: {{ l1: {{ layers: [flatten, dense: 1] }} }}\nloss: bce\n"));
    }

    [GeneratedRegex(@"(, )?activation: \w+")]
    private static partial Regex ActivationKey();

    private static TensorFacts Facts(TowerPlan plan, Interaction interaction)
    {
        TensorFacts facts = TensorFacts.ForInput(plan.InputShape, plan.Vocabulary) with { Interaction = interaction };
        foreach (LayerPlan layer in plan.Layers)
        {
            var entry = (LayerEntry)SpecCatalog.Find(Category.Layer, layer.Kind)!;
            facts = entry.Derive(facts, layer.Arguments, layer.Input, layer.Output);
        }

        return facts;
    }

    private static void AssertBounds(ModelEntry entry, TowerPlan plan, TensorFacts facts, string text)
    {
        using DisposeScope scope = NewDisposeScope();
        using SiameseModule model = Shaken(entry);
        using IDisposable noGrad = no_grad();
        foreach (bool training in (bool[])[true, false])
        {
            model.train(training);
            Tensor given = model.Encode(Samples(plan), 0);
            Assert.True(given.isfinite().all().item<bool>() || entry.Family.StartsWith("FactsLog", StringComparison.Ordinal), text);
            double smallest = given.min().item<float>();
            double largest = given.max().item<float>();
            Assert.True(smallest >= facts.Minimum - Slack(facts.Minimum) && largest <= facts.Maximum + Slack(facts.Maximum), $"Values from {smallest} to {largest}, but claimed are {facts.Minimum} to {facts.Maximum}:\n{text}");
            if (facts.UnitLength)
            {
                Tensor lengths = given.norm(-1);
                Assert.True(((lengths - 1).abs().lt(1e-3) | lengths.lt(1e-6)).all().item<bool>(), $"Not all rows have length 1:\n{text}");
            }
        }
    }

    private static void AssertAffine(ModelEntry entry, TowerPlan plan, string text)
    {
        using DisposeScope scope = NewDisposeScope();
        using SiameseModule model = Shaken(entry);
        using IDisposable noGrad = no_grad();
        model.eval();
        Tensor a = Samples(plan);
        Tensor b = Samples(plan);
        Tensor sum = model.Encode(a + b, 0) + model.Encode(zeros_like(a), 0);
        Tensor parts = model.Encode(a, 0) + model.Encode(b, 0);
        Assert.True(sum.allclose(parts, 1e-3, 1e-2), $"Claimed to be affine, but it is not:\n{text}");
    }

    private static double Slack(double bound) => double.IsInfinity(bound) ? 0 : 1e-5 + (1e-5 * Math.Abs(bound));

    private static SiameseModule Shaken(ModelEntry entry)
    {
        SiameseModule model = entry.Create(1);
        using IDisposable noGrad = no_grad();
        foreach (Parameter parameter in model.parameters())
        {
            parameter.add_(randn_like(parameter));
        }

        return model;
    }

    private static Tensor Samples(TowerPlan plan)
    {
        long[] shape = [8, .. plan.InputShape];
        return plan.Vocabulary is { } vocabulary ? randint(0, vocabulary, shape, dtype: ScalarType.Int64)
            : plan.InputShape.Count == 3 ? rand(shape)
            : randn(shape) * 4;
    }
}
