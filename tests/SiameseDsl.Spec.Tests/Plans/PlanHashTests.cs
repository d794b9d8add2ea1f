using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Tests.Plans;

public sealed class PlanHashTests
{
    private static readonly string Yaml = Compiled.Spec(
        ["conv2d: { name: stem, filters: 4, activation: relu }", "flatten", "dense: { name: embedding, units: 8 }"],
        more: "training: { optimizer: { adam: { lr: 0.001 } }, epochs: 3 }\nvariants:\n  one: { loss: { contrastive: { margin: 2 } } }\n  two: { head: cosine }\n");

    [Fact]
    public void A_hash_is_64_hex_digits_over_the_settings()
    {
        ModelPlan plan = Compiled.Plan(Yaml);

        Assert.Matches("^[0-9a-f]{64}$", plan.PlanHash);
        Assert.Equal(plan.PlanHash, ResolvedSettings.Hash(plan.Resolved));
        Assert.Contains(new ResolvedSetting("tower.embedding.units", "8"), plan.Resolved);
        Assert.Contains(new ResolvedSetting("training.optimizer.adam.lr", "0.001"), plan.Resolved);
        Assert.Equal(plan.Resolved.Count, plan.Resolved.Select(setting => setting.Path).Distinct().Count());
    }

    [Theory]
    [InlineData("siamese: 1\n", "# a comment\nsiamese: 1\n\n")]
    [InlineData("model: Test", "model: Other")]
    [InlineData("loss: contrastive\n", "loss: { contrastive: { reducer: mean, miner: all } }\n")]
    [InlineData("margin: 2 }", "margin: 2.00 }")]
    [InlineData("lr: 0.001", "lr: 1e-3")]
    [InlineData("model: Test", "model: Test\nsummary: A test.\nprimary: auc")]
    [InlineData("model: Test", "model: Test\ninclude: ~\nsummary: ~\nprimary: ~\nparams: ~\nblocks: ~\nsharing: ~\nbranches: ~\ncompare: ~\ntowers: ~\ntrunk: ~\nmatrix: ~\nexpect: ~\nlevels: ~")]
    [InlineData("{ shape: [1, 28, 28] }", "{ shape: [1, 28, 28], tokens: ~, towers: ~ }")]
    [InlineData("units: 8 }", "units: 8, bias: ~, activation: ~, shared: ~, frozen: ~, init: ~ }")]
    [InlineData("epochs: 3 }", "epochs: 3, tune: ~, early_stop: ~, ema: ~, augment: ~, schedule: ~, batch: ~, clip_norm: ~ }")]
    [InlineData("  one: { loss: { contrastive: { margin: 2 } } }\n  two: { head: cosine }\n", "  two: { head: cosine }\n  one: { loss: { contrastive: { margin: 2 } } }\n")]
    public void What_changes_no_number_changes_no_hash(string old, string replacement)
    {
        Assert.Contains(old, Yaml, StringComparison.Ordinal);
        string changed = Yaml.Replace(old, replacement);

        Assert.All(["base", "one", "two"], (string variant) => Assert.Equal(Compiled.Plan(Yaml, variant).PlanHash, Compiled.Plan(changed, variant).PlanHash));
    }

    [Theory]
    [InlineData("units: 8", "units: 9")]
    [InlineData("filters: 4", "filters: 4, stride: 2")]
    [InlineData("activation: relu", "activation: elu")]
    [InlineData("name: embedding", "name: space")]
    [InlineData("lr: 0.001", "lr: 0.002")]
    [InlineData("epochs: 3", "epochs: 4")]
    [InlineData("epochs: 3", "epochs: 3, threads: 1")]
    [InlineData("epochs: 3", "epochs: 3, augment: [affine]")]
    [InlineData("head: euclidean", "head: squared_euclidean")]
    [InlineData("[1, 28, 28]", "[1, 28, 27]")]
    [InlineData("  - flatten\n", "  - dropout: 0.1\n  - flatten\n")]
    public void What_changes_a_number_changes_the_hash(string old, string replacement)
    {
        Assert.Contains(old, Yaml, StringComparison.Ordinal);

        Assert.NotEqual(Compiled.Plan(Yaml).PlanHash, Compiled.Plan(Yaml.Replace(old, replacement)).PlanHash);
    }

    [Fact]
    public void The_order_of_layers_is_part_of_the_hash()
    {
        string a = Compiled.Plan(Compiled.Spec(["flatten", "dense: 8", "relu", "dropout"])).PlanHash;
        string b = Compiled.Plan(Compiled.Spec(["flatten", "dense: 8", "dropout", "relu"])).PlanHash;

        Assert.NotEqual(a, b);
    }

    [Fact]
    public void Plans_of_equal_texts_are_equal_values()
    {
        Assert.Equal(Compiled.Compile(Yaml), Compiled.Compile(Yaml));
        Assert.NotSame(Compiled.Compile(Yaml), Compiled.Compile(Yaml));
        Assert.Equal(Compiled.Compile(Yaml).Family, Compiled.Compile("# moved\n" + Yaml).Family);
        Assert.NotEqual(Compiled.Compile(Yaml).Family, Compiled.Compile(Yaml.Replace("units: 8", "units: 9")).Family);
    }
}
