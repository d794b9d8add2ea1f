using SiameseDsl.Checkpoints;
using SiameseDsl.Modules;
using SiameseDsl.Tests.Truth;

namespace SiameseDsl.Tests.Custom;

/// <summary>What classes of the user's compute is part of a run's identity.</summary>
public sealed class CustomCodeTests
{
    private const string Spec = "siamese: 1\nmodel: Own\ninput: { shape: [6] }\ntower:\n  - custom: App.Part\n  - dense: { name: embedding, units: 4 }\nhead: euclidean\nloss: contrastive\nvariants: { plain: { tower: [{ dense: { name: embedding, units: 4 } }] } }\n";

    private const string Code = """
        using System;
        using TorchSharp;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;
        namespace App;
        public sealed class Part : Module<Tensor, Tensor>
        {
            private static readonly double[] Factors = [0.5, 2];
            public Part() : base("Part") { }
            public override Tensor forward(Tensor x) { Func<Tensor, Tensor> last = y => y * Factors[1]; return last(Inner.Of(x)); }
        }
        internal static class Inner
        {
            public static Tensor Of(Tensor x) => x.relu() + Deeper<long>.Value;
        }
        internal static class Deeper<T>
        {
            public static double Value => 0.25;
        }
        public sealed class Bystander
        {
            public int Number => 1;
        }
        """;

    [Theory]
    [InlineData("", "")]
    [InlineData("public int Number => 1;", "public int Number => 2; public string More => \"x\";")]
    [InlineData("using System;", "using System;\n\n// a comment")]
    public void The_same_code_rebuilt_or_beside_other_code_is_the_same(string old, string replacement) =>
        Assert.Equal(Of(Code).CustomCode, Of(old.Length == 0 ? Code : Code.Replace(old, replacement, StringComparison.Ordinal)).CustomCode);

    [Theory]
    [InlineData("y * Factors[1]", "y * Factors[0]")]
    [InlineData("[0.5, 2]", "[0.5, 3]")]
    [InlineData("x.relu()", "x.sigmoid()")]
    [InlineData("Value => 0.25", "Value => 0.5")]
    [InlineData("base(\"Part\")", "base(\"Other\")")]
    public void Code_that_computes_something_else_is_another(string old, string replacement)
    {
        Assert.Contains(old, Code, StringComparison.Ordinal);
        Assert.NotEqual(Of(Code).CustomCode, Of(Code.Replace(old, replacement, StringComparison.Ordinal)).CustomCode);
    }

    [Fact]
    public void A_run_of_other_code_is_another_run_and_says_so()
    {
        RunIdentity there = Identity(Of(Code));
        RunIdentity here = Identity(Of(Code.Replace("x.relu()", "x.sigmoid()", StringComparison.Ordinal)));

        Assert.NotEqual(there.Hash, here.Hash);
        Assert.StartsWith("code of custom classes: ", there.Difference(here), StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_without_such_classes_has_no_such_code() => Assert.Equal("", CompiledSpecs.Load([("Own.siamese.yaml", Spec)], Code).Single(entry => entry.Variant == "plain").CustomCode);

    private static ModelEntry Of(string code) => CompiledSpecs.Load([("Own.siamese.yaml", Spec)], code).Single(entry => entry.Variant == "base");

    private static RunIdentity Identity(ModelEntry entry) => RunIdentity.Of(entry.Plan, 1, 1, 1, "toy", new string('0', 64), "") with { CustomCode = entry.CustomCode };
}
