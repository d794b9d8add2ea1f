using SiameseDsl.Modules;
using SiameseDsl.Spec;
using SiameseDsl.Spec.Plans;
using TorchSharp;
using static TorchSharp.torch;

namespace SiameseDsl.Tests.Truth;

/// <summary>What the compiler derives about heads against what the generated models do.</summary>
public sealed class HeadFactsTests
{
    private const string Layers = "layers: [{ dense: { units: 6, activation: relu } }, dense: 1]";

    // The last layers of the tower, and what each says of the embedding.
    private static readonly string[] Ends = ["dense: 5", "dense: { units: 5, activation: sigmoid }", "dense: { units: 5, activation: tanh }", "dense: 5, l2_normalize", "dense: { units: 5, activation: relu }, l2_normalize", "dense: { units: 5, activation: relu }"];

    private static readonly string[] Heads =
    [
        $"{{ concat: {{ {Layers} }} }}", $"{{ l1: {{ {Layers} }} }}", $"{{ product: {{ {Layers} }} }}", $"{{ relation: {{ {Layers} }} }}", $"{{ relation: {{ {Layers}, symmetric: false }} }}",
        "{ euclidean: { calibrated: true } }", "{ squared_euclidean: { calibrated: true } }", "{ mahalanobis: { rank: 3, calibrated: true } }", "{ cosine: { calibrated: true } }", "{ dot: { calibrated: true } }",
        "{ bilinear: { calibrated: true } }", "{ bilinear: { symmetric: false, calibrated: true } }", "euclidean", "squared_euclidean", "cosine", "dot",
    ];

    [Fact]
    public void SymmetryAndRangeAreWhatTheModelsShow()
    {
        set_num_threads(1);
        string yaml = "siamese: 1\nmodel: Facts\ninput: { shape: [7] }\ntower: [dense: 4]\nhead: { l1: { layers: [dense: 1] } }\nloss: bce\nvariants:\n"
            + string.Concat(Heads.SelectMany((head, h) => Ends.Select((end, e) => $"  v{h}x{e}: {{ tower: [{{ dense: {{ units: 9, activation: relu }} }}, {end}], head: {head} }}\n")));
        CompiledSpec compiled = SpecCompiler.Compile(new SpecFile("Facts.siamese.yaml", yaml));
        Dictionary<string, ModelPlan> plans = compiled.Family!.Variants.ToDictionary(plan => plan.Variant);
        foreach (ModelEntry entry in CompiledSpecs.Load([("Facts.siamese.yaml", yaml)]))
        {
            using DisposeScope scope = NewDisposeScope();
            using SiameseModule model = entry.Create(3);
            using IDisposable noGrad = no_grad();
            Unsettle(model);
            Tensor a = model.Encode(randn(64, 7) * 20, 0), b = model.Encode(randn(64, 7) * 20, 0);
            bool symmetric = allclose(model.Compare(a, b), model.Compare(b, a), atol: 1e-4, rtol: 1e-4);
            ModelPlan plan = plans[entry.Variant];
            Assert.True(plan.Head.IsSymmetric == symmetric, $"{plan.Head.Kind}: symmetric by the plan {plan.Head.IsSymmetric}, by the model {symmetric}.");

            if (entry.Variant.Length > 1 && model.HeadSimilarity is { } similarity && !plan.Head.Calibrated && plan.Head.Layers.Count == 0)
            {
                int end = int.Parse(entry.Variant[(entry.Variant.IndexOf('x', StringComparison.Ordinal) + 1)..], System.Globalization.CultureInfo.InvariantCulture);
                Tensor d = similarity.Dissimilarities(a, b);
                double width = (plan.Head.IsMetric ? d.max() : d.max() - d.min()).item<float>();
                double supremum = DistanceRange.Supremum(plan.Head.Kind, 5, FactsOf(end), FactsOf(end));
                Assert.True(width <= supremum + 1e-4, $"{plan.Head.Kind} behind '{Ends[end]}' gives {width}, more than {supremum}.");
            }
        }
    }

    // Learned maps begin as the identity, which is symmetric whatever they may become.
    private static void Unsettle(SiameseModule model)
    {
        foreach ((string name, TorchSharp.Modules.Parameter parameter) in model.named_parameters())
        {
            if (name is "head_bilinear.weight" or "head_projection.weight")
            {
                parameter.add_(randn_like(parameter));
            }
        }
    }

    private static TensorFacts FactsOf(int end) => end switch
    {
        1 => TensorFacts.Unknown with { Minimum = 0, Maximum = 1 },
        2 => TensorFacts.Unknown with { Minimum = -1, Maximum = 1 },
        3 => TensorFacts.Unknown with { Minimum = -1, Maximum = 1, UnitLength = true },
        4 => TensorFacts.Unknown with { Minimum = 0, Maximum = 1, UnitLength = true },
        5 => TensorFacts.Unknown with { Minimum = 0 },
        _ => TensorFacts.Unknown,
    };
}
