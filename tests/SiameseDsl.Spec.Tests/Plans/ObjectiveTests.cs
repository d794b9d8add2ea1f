using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Tests.Plans;

/// <summary>Losses, sums and miners in a plan, and the margins that follow from the distance.</summary>
public sealed class ObjectiveTests
{
    private static readonly string[] Linear = ["flatten", "dense: 64"];
    private static readonly string[] Unit = [.. Linear, "l2_normalize"];
    private static readonly string[] Sigmoid = ["flatten", "dense: { units: 100, activation: sigmoid }"];

    public static TheoryData<string, string, string, string> Margins => new()
    {
        { "linear", "euclidean", "contrastive", "1" },
        { "unit", "euclidean", "contrastive", "1" },
        { "sigmoid", "euclidean", "contrastive", "1" },
        { "linear", "squared_euclidean", "contrastive", "1" },
        { "unit", "squared_euclidean", "contrastive", "1" },
        { "linear", "cosine", "contrastive", "0.5" },
        { "sigmoid", "cosine", "contrastive", "0.25" },
        { "linear", "mahalanobis", "contrastive", "1" },
        { "linear", "euclidean", "triplet", "0.2" },
        { "unit", "euclidean", "triplet", "0.2" },
        { "unit", "squared_euclidean", "triplet", "0.2" },
        { "linear", "cosine", "triplet", "0.1" },
        { "unit", "dot", "triplet", "0.1" },
        { "linear", "dot", "triplet", "1" },
        { "linear", "bilinear", "triplet", "1" },
        { "unit", "euclidean", "{ triplet: { squared: true } }", "0.2" },
        { "linear", "euclidean", "{ triplet: { margin: 0.7 } }", "0.7" },
    };

    [Theory]
    [MemberData(nameof(Margins))]
    public void A_margin_that_is_not_written_follows_from_the_distance(string tower, string head, string loss, string margin)
    {
        ModelPlan plan = Compiled.Plan(Compiled.Spec(Tower(tower), head, loss));

        Assert.Equal(margin, plan.Loss.Arguments.Get("margin").Text.TrimEnd('0').TrimEnd('.'));
        Assert.Contains(plan.Resolved, setting => setting.Path == $"loss.{plan.Loss.Kind}.margin" && setting.Value == plan.Loss.Arguments.Get("margin").Text);
    }

    [Theory]
    [InlineData("linear", "euclidean", "0.2", "1")]
    [InlineData("linear", "cosine", "0.1", "0.5")]
    [InlineData("unit", "squared_euclidean", "0.2", "1")]
    public void Both_margins_follow_from_the_distance(string tower, string head, string near, string far)
    {
        ModelPlan plan = Compiled.Plan(Compiled.Spec(Tower(tower), head, "double_margin"));

        Assert.Equal((double.Parse(near), double.Parse(far)), (plan.Loss.Arguments.Get("positive_margin").AsNumber(), plan.Loss.Arguments.Get("negative_margin").AsNumber()));
    }

    [Theory]
    [InlineData("dense: { units: 5, activation: sigmoid }")]
    [InlineData("dense: { units: 2, activation: tanh }")]
    [InlineData("dense: { units: 1, activation: sigmoid }")]
    public void No_margin_by_default_is_beyond_the_range(string layer)
    {
        foreach (string head in new[] { "euclidean", "squared_euclidean", "cosine" })
        {
            foreach (string loss in new[] { "contrastive", "double_margin", "triplet" })
            {
                Assert.DoesNotContain(Compiled.Ids(Compiled.Spec(["flatten", layer], head, loss)), id => id is "SDSL4002" or "SDSL4003" or "SDSL2135");
            }
        }
    }

    [Fact]
    public void A_sum_lists_its_parts_with_weights_and_defaults()
    {
        ModelPlan plan = Compiled.Plan(Compiled.Spec(Linear, "{ cosine: { calibrated: true } }", "{ sum: [{ weight: 0.5, loss: contrastive }, { loss: bce }, { weight: 2, loss: { arcface: { scale: 16 } } }] }"));

        Assert.Equal("sum", plan.Loss.Kind);
        Assert.Equal([1, 2, 3], plan.Loss.Parts.Select(part => part.Index));
        Assert.Equal(["contrastive", "bce", "arcface"], plan.Loss.Parts.Select(part => part.Component.Parts[0].Component.Kind));
        Assert.Equal("pk", plan.Training.Batch.Kind);
        string[] lines = [.. plan.Resolved.Where(setting => setting.Path.StartsWith("loss", StringComparison.Ordinal)).Select(setting => $"{setting.Path} = {setting.Value}")];
        Assert.Equal(lines.Length, lines.Distinct().Count());
        Assert.Contains("loss.sum.losses.1.weight = 0.5", lines);
        Assert.Contains("loss.sum.losses.1.loss.contrastive.margin = 0.5", lines);
        Assert.Contains("loss.sum.losses.2.weight = 1.0", lines);
        Assert.Contains("loss.sum.losses.3.loss.arcface.scale = 16.0", lines);
    }

    [Theory]
    [InlineData("{ sum: [{ loss: bce }, { loss: contrastive }] }", "pairs")]
    [InlineData("{ sum: [{ loss: bce }, { loss: nt_xent }] }", "pk")]
    [InlineData("{ sum: [{ loss: prototypical }] }", "episodes")]
    [InlineData("{ sum: [{ loss: prototypical }, { loss: contrastive }] }", "pk")]
    public void A_sum_takes_the_first_batch_that_all_its_losses_share(string loss, string batch) =>
        Assert.Equal(batch, Compiled.Plan(Compiled.Spec(Linear, "{ cosine: { calibrated: true } }", loss)).Training.Batch.Kind);

    [Fact]
    public void A_mining_schedule_keeps_its_stages()
    {
        ModelPlan plan = Compiled.Plan(Compiled.Spec(Linear, loss: "{ triplet: { miner: { schedule: [{ miner: all }, { from: 0.25, miner: { semi_hard: 0.1 } }, { from: 0.5, miner: { multi_similarity: { epsilon: 0.2 } } }] } } }"));

        ComponentPlan miner = Assert.Single(plan.Loss.Parts).Component;
        Assert.Equal(["all", "semi_hard", "multi_similarity"], miner.Parts.Select(stage => stage.Component.Parts[0].Component.Kind));
        Assert.Equal(["0.0", "0.25", "0.5"], miner.Parts.Select(stage => stage.Component.Arguments.Get("from").Text));
        Assert.Contains(plan.Resolved, setting => setting.Path == "loss.triplet.miner.schedule.stages.2.miner.semi_hard.margin" && setting.Value == "0.1");
    }

    [Fact]
    public void A_change_in_a_part_or_a_stage_is_another_plan()
    {
        string[] losses =
        [
            "{ sum: [{ loss: triplet }, { loss: contrastive }] }", "{ sum: [{ loss: contrastive }, { loss: triplet }] }", "{ sum: [{ weight: 2, loss: triplet }, { loss: contrastive }] }",
            "{ triplet: { miner: { schedule: [{ miner: all }, { from: 0.5, miner: hard }] } } }", "{ triplet: { miner: { schedule: [{ miner: all }, { from: 0.4, miner: hard }] } } }",
        ];

        Assert.Equal(losses.Length, losses.Select(loss => Compiled.Plan(Compiled.Spec(Linear, loss: loss)).PlanHash).Distinct().Count());
    }

    [Fact]
    public void A_variants_loss_is_merged_or_replaced_like_any_choice()
    {
        string yaml = Compiled.Spec(Linear, loss: "{ triplet: { margin: 0.5, miner: { semi_hard: 0.1 } } }", more: "variants:\n  hard: { loss: { triplet: { miner: { multi_similarity: 0.2 } } } }\n  sum: { loss: { sum: [{ loss: triplet }] } }\n");

        ModelPlan hard = Compiled.Plan(yaml, "hard");
        Assert.Equal("0.5", hard.Loss.Arguments.Get("margin").Text);
        Assert.Equal("multi_similarity", Assert.Single(hard.Loss.Parts).Component.Kind);
        Assert.Equal("sum", Compiled.Plan(yaml, "sum").Loss.Kind);
    }

    [Theory]
    [InlineData("mahalanobis", 64 * 64, "head-projection")]
    [InlineData("{ mahalanobis: { rank: 8, squared: true } }", 64 * 8, "head-projection")]
    [InlineData("bilinear", 64 * 64, "head-bilinear")]
    public void A_heads_own_map_is_counted_and_named(string head, long weights, string name)
    {
        ModelPlan plan = Compiled.Plan(Compiled.Spec(Linear, head, "nt_xent"));

        LayerPlan map = Assert.Single(plan.Head.Map);
        Assert.Equal((name, weights, name.Replace('-', '_')), (map.Name, map.Parameters, map.WeightKey));
        Assert.Equal((784 * 64) + 64 + weights, plan.ParameterCount);
    }

    [Theory]
    [InlineData("dot", false, true, true)]
    [InlineData("bilinear", false, true, true)]
    [InlineData("{ bilinear: { symmetric: false } }", false, true, false)]
    [InlineData("mahalanobis", true, false, true)]
    [InlineData("{ relation: { layers: [{ dense: { units: 8, activation: relu } }, dense: 1] } }", false, true, true)]
    [InlineData("{ relation: { layers: [{ dense: { units: 8, activation: relu } }, dense: 1], symmetric: false } }", false, true, false)]
    public void Heads_say_what_they_are(string head, bool metric, bool similarity, bool symmetric)
    {
        string yaml = Compiled.Spec(Linear, head, "triplet");
        ModelPlan plan = Compiled.Plan(yaml);

        Assert.Equal((metric, similarity, symmetric), (plan.Head.IsMetric, plan.Head.IsPlainSimilarity, plan.Head.IsSymmetric));
        Assert.Equal(!symmetric, Compiled.Ids(yaml).Contains("SDSL4012"));
    }

    [Fact]
    public void A_rank_above_the_embedding_does_not_fit()
    {
        string yaml = Compiled.Spec(Linear, "{ mahalanobis: { rank: 65 } }");
        Finding finding = Compiled.One(yaml, "SDSL3001");

        Assert.Equal("65", Compiled.TextAt(yaml, finding));
        Assert.Contains("'dense1' gives (64)", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_layer_may_not_have_the_field_of_the_heads_map() =>
        Assert.Contains("the head itself", Compiled.One(Compiled.Spec(["flatten", "dense: { name: head-projection, units: 4 }"], "mahalanobis"), "SDSL2104").Message, StringComparison.Ordinal);

    [Fact]
    public void Every_derived_default_says_what_it_follows_from() => Assert.All(
        LossCatalog.All.SelectMany(loss => loss.Margins.Select(margin => loss.Keys.Single(key => key.Name == margin.Key))),
        key => Assert.True(key.Derived is not null && key.Default is null, key.Name));

    private static string[] Tower(string name) => name switch { "unit" => Unit, "sigmoid" => Sigmoid, _ => Linear };
}
