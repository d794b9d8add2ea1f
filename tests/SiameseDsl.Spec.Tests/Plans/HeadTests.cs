using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Tests.Plans;

public sealed class HeadTests
{
    private static readonly string[] Tower = ["flatten", "dense: 10"];

    [Theory]
    [InlineData("concat", 20, false)]
    [InlineData("l1", 10, true)]
    [InlineData("product", 10, true)]
    public void A_combination_feeds_the_heads_layers(string kind, long size, bool symmetric)
    {
        ModelPlan plan = Compiled.Plan(Compiled.Spec(Tower, $"{{ {kind}: {{ layers: [{{ dense: {{ units: 6, activation: relu }} }}, {{ dense: 1 }}] }} }}", "bce"));

        Assert.Equal($"({size})", Shape.Text(plan.Head.Layers[0].Input));
        Assert.Equal(symmetric, plan.Head.IsSymmetric);
        Assert.False(plan.Head.IsMetric);
        Assert.Equal((784 * 10) + 10 + (size * 6) + 6 + 7, plan.ParameterCount);
    }

    [Theory]
    [InlineData("euclidean")]
    [InlineData("squared_euclidean")]
    [InlineData("cosine")]
    public void Metric_heads_have_a_distance_and_perhaps_a_calibration(string kind)
    {
        ModelPlan plain = Compiled.Plan(Compiled.Spec(Tower, kind));
        ModelPlan calibrated = Compiled.Plan(Compiled.Spec(Tower, $"{{ {kind}: {{ calibrated: true }} }}", "bce"));

        Assert.True(plain.Head is { IsMetric: true, IsSymmetric: true, Calibrated: false });
        Assert.True(calibrated.Head.Calibrated);
        Assert.Equal(plain.ParameterCount + 2, calibrated.ParameterCount);
    }

    [Fact]
    public void A_metric_head_needs_a_vector()
    {
        Finding finding = Compiled.One(Compiled.Spec(["conv2d: 4"]), "SDSL3001");

        Assert.StartsWith("'euclidean' needs a vector, but 'conv1' gives (4, 28, 28)", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_head_with_layers_may_compare_maps()
    {
        ModelPlan plan = Compiled.Plan(Compiled.Spec(["conv2d: 4"], "{ concat: { layers: [{ conv2d: { filters: 2, activation: relu } }, global_avg_pool, dense: 1] } }", "bce"));

        Assert.Equal("(8, 28, 28)", Shape.Text(plan.Head.Layers[0].Input));
        Assert.Equal("(4, 28, 28)", Shape.Text(plan.EmbeddingShape));
        Assert.Equal(3136, plan.EmbeddingSize);
    }

    [Fact]
    public void A_head_ends_in_one_value()
    {
        string yaml = Compiled.Spec(Tower, "{ l1: { layers: [{ dense: 6 }] } }", "bce");
        Finding finding = Compiled.One(yaml, "SDSL3003");

        Assert.Equal("The head 'l1' must end in one value, the logit, but 'head-dense1' gives (6); end its layers with 'dense: 1'.", finding.Message);
        Assert.Equal("dense", Compiled.TextAt(yaml, finding));
    }

    [Theory]
    [InlineData("mahalanobis", 10, 100)]
    [InlineData("{ mahalanobis: { rank: 3 } }", 3, 30)]
    [InlineData("{ mahalanobis: { rank: 10 } }", 10, 100)]
    public void A_learned_distance_has_a_map_of_its_rank(string head, long rank, long weights)
    {
        ModelPlan plan = Compiled.Plan(Compiled.Spec(Tower, head));

        Assert.Equal((rank, weights), (plan.Head.Map[0].Output[0], plan.Head.Map[0].Parameters));
    }

    [Theory]
    [InlineData("dense: 10", "{ mahalanobis: { rank: 11 } }", "SDSL3001")]
    [InlineData("dense: 30000", "mahalanobis", "SDSL3005")]
    public void A_learned_distance_fits_the_embedding(string layer, string head, string id) => Assert.Contains(id, Compiled.Ids(Compiled.Spec([layer], head, shape: "[1]")));

    [Theory]
    [InlineData(0, 1, -2, 3, -2, 3)]
    [InlineData(-3, -1, -2, 4, -12, 6)]
    [InlineData(0, double.PositiveInfinity, 0, 1, 0, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, 0, -1, 0, 0, double.PositiveInfinity)]
    [InlineData(-1, 0, double.NegativeInfinity, 0, 0, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, 0, -1, 1, double.NegativeInfinity, double.PositiveInfinity)]
    [InlineData(-1, 1, 0, double.PositiveInfinity, double.NegativeInfinity, double.PositiveInfinity)]
    [InlineData(0, 1, double.NegativeInfinity, 0, double.NegativeInfinity, double.PositiveInfinity)]
    public void The_range_of_a_product_follows_from_the_factors(double a, double b, double c, double d, double minimum, double maximum) => Assert.Equal(
        (minimum, maximum),
        DistanceRange.Product(TensorFacts.Unknown with { Minimum = a, Maximum = b }, TensorFacts.Unknown with { Minimum = c, Maximum = d }));

    [Theory]
    [InlineData("contrastive")]
    [InlineData("triplet")]
    [InlineData("nt_xent")]
    [InlineData("prototypical")]
    public void Losses_on_distances_refuse_a_logit(string loss)
    {
        string yaml = Compiled.Spec(Tower, "{ l1: { layers: [dense: 1] } }", loss);

        Assert.Equal(loss, Compiled.TextAt(yaml, Compiled.One(yaml, "SDSL2101")));
        Assert.True(Compiled.Compile(yaml).Family!.Variants[0].IsBroken);
    }

    [Theory]
    [InlineData("bce", "{ l1: { layers: [dense: 1] } }", "pairs")]
    [InlineData("contrastive", "euclidean", "pairs")]
    [InlineData("triplet", "euclidean", "pk")]
    [InlineData("nt_xent", "cosine", "pk")]
    [InlineData("prototypical", "squared_euclidean", "episodes")]
    public void A_loss_has_a_batch_of_its_own(string loss, string head, string batch)
    {
        Assert.Equal(batch, Compiled.Plan(Compiled.Spec(Tower, head, loss)).Training.Batch.Kind);
    }

    [Fact]
    public void A_batch_written_beside_the_loss_must_fit_it()
    {
        string yaml = Compiled.Spec(Tower, loss: "triplet", more: "training: { batch: { pairs: 64 } }\n");
        Finding finding = Compiled.One(yaml, "SDSL2102");

        Assert.Equal("pairs", Compiled.TextAt(yaml, finding));
        Assert.Contains("it takes 'pk'", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Choices_inside_a_loss_and_the_training_keep_their_order_and_defaults()
    {
        ModelPlan plan = Compiled.Plan(Compiled.Spec(Tower, loss: "{ triplet: { miner: semi_hard } }", more: "training: { augment: [rotations, affine], early_stop: { patience: 3 }, clip_norm: 5, schedule: { cosine: { warmup: 0.1 } } }\n"));

        Assert.Equal("semi_hard", Assert.Single(plan.Loss.Parts).Component.Kind);
        Assert.Equal(["rotations", "affine"], plan.Training.Augment.Select(augmentation => augmentation.Kind));
        Assert.Equal("3", plan.Training.EarlyStop!.Arguments.Get("patience").Text);
        Assert.Equal(5, plan.Training.ClipNorm!.AsNumber());
        Assert.Equal(("adam", 10, 1, 2), (plan.Training.Optimizer.Kind, plan.Training.Epochs, plan.Training.Seed, plan.Training.Threads));
    }
}
