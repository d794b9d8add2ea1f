using SiameseDsl.Spec.Tests.Plans;

namespace SiameseDsl.Spec.Tests.Rules;

/// <summary>Each rule about learning where it fires and where it does not.</summary>
public sealed class LearningRulesTests
{
    private const string Hidden = "dense: { units: 8, activation: relu }";

    private static readonly string[] Linear = ["flatten", "dense: 100"];

    [Theory]
    [InlineData("dense: 1", true)]
    [InlineData("dense: 64, dense: 1", true)]
    [InlineData("dense: 64, batch_norm, dropout: 0.2, dense: 1", true)]
    [InlineData("residual: [dense: 200], dense: 1", true)]
    [InlineData("dense: { units: 1, activation: sigmoid }", true)]
    [InlineData("dense: { units: 1, activation: relu }, dense: 1", true)]
    [InlineData("dense: { units: 64, activation: relu }, dense: 1", false)]
    [InlineData("layer_norm, dense: 1", false)]
    [InlineData("l2_normalize, dense: 1", false)]
    [InlineData("tanh, dense: 1", false)]
    [InlineData("residual: [dense: { units: 200, activation: relu }], dense: 1", false)]
    [InlineData("dense: 1, relu, dense: 8, relu, dense: 1", false)]
    [InlineData("dense: 1, residual: [tanh], dense: 1", false)]
    public void A_concat_that_cannot_compare_is_derived(string layers, bool fires) => Expect("SDSL4001", fires, Spec(Linear, $"{{ concat: {{ layers: [{layers}] }} }}", "bce"));

    [Theory]
    [InlineData("l1")]
    [InlineData("product")]
    public void Differences_and_products_compare(string head) => Expect("SDSL4001", false, Spec(Linear, $"{{ {head}: {{ layers: [dense: 1] }} }}", "bce"));

    [Theory]
    [InlineData("sigmoid", "euclidean", "10", "SDSL4002")]
    [InlineData("sigmoid", "euclidean", "9.5", "SDSL4003")]
    [InlineData("sigmoid", "euclidean", "9", null)]
    [InlineData("sigmoid", "squared_euclidean", "99", "SDSL4003")]
    [InlineData("tanh", "euclidean", "20", "SDSL4002")]
    [InlineData("tanh", "euclidean", "17", null)]
    [InlineData("linear", "euclidean", "1000", null)]
    [InlineData("linear", "cosine", "2", "SDSL4002")]
    [InlineData("linear", "cosine", "1.9", "SDSL4003")]
    [InlineData("sigmoid", "cosine", "1", "SDSL4002")]
    public void A_margin_is_held_against_the_largest_distance(string activation, string head, string margin, string? id)
    {
        string yaml = Spec(["flatten", $"dense: {{ units: 100, activation: {activation} }}"], head, $"{{ contrastive: {{ margin: {margin} }} }}");

        Expect("SDSL4002", id == "SDSL4002", yaml);
        Expect("SDSL4003", id == "SDSL4003", yaml);
    }

    [Fact]
    public void A_triplets_margin_is_held_against_it_too()
    {
        Expect("SDSL4002", true, Spec([.. Linear, "l2_normalize"], "euclidean", "{ triplet: { margin: 2 } }"));
        Expect("SDSL4002", true, Spec([.. Linear, "relu", "l2_normalize"], "euclidean", "{ triplet: { margin: 1.5 } }"));
        Expect("SDSL4002", false, Spec([.. Linear, "l2_normalize"], "squared_euclidean", "{ triplet: { margin: 2 } }"));
    }

    [Theory]
    [InlineData("euclidean", "SDSL4004")]
    [InlineData("squared_euclidean", "SDSL4004")]
    [InlineData("cosine", "SDSL4008")]
    [InlineData("{ euclidean: { calibrated: true } }", null)]
    [InlineData("{ cosine: { calibrated: true } }", null)]
    public void Cross_entropy_wants_a_logit(string head, string? id)
    {
        Assert.Equal(id is null ? [] : [id], Ids(Spec(Linear, head, "bce")));
    }

    [Theory]
    [InlineData("sigmoid", true)]
    [InlineData("tanh", true)]
    [InlineData("relu", false)]
    [InlineData("linear", false)]
    public void A_saturating_embedding_is_measured_badly(string activation, bool fires)
    {
        string[] tower = ["flatten", $"dense: {{ units: 8, activation: {activation} }}"];

        Expect("SDSL4005", fires, Spec(tower, "euclidean", "contrastive"));
        Expect("SDSL4005", fires, Spec([.. tower, "dropout", "l2_normalize"], "cosine", "nt_xent"));
        Expect("SDSL4005", false, Spec([.. tower, "dense: 8"], "euclidean", "contrastive"));
        Expect("SDSL4005", false, Spec([.. tower, "batch_norm"], "euclidean", "contrastive"));
        Expect("SDSL4005", false, Spec(tower, "{ l1: { layers: [dense: 1] } }", "bce"));
    }

    [Theory]
    [InlineData("relu", true)]
    [InlineData("sigmoid", true)]
    [InlineData("softplus", true)]
    [InlineData("log_sigmoid", true)]
    [InlineData("leaky_relu: 0", true)]
    [InlineData("tanh", false)]
    [InlineData("leaky_relu", false)]
    [InlineData("gelu", false)]
    public void A_one_sided_embedding_halves_the_cosine(string activation, bool fires)
    {
        string[] tower = ["flatten", "dense: 8", activation];

        Expect("SDSL4006", fires, Spec(tower, "cosine", "nt_xent"));
        Expect("SDSL4006", false, Spec(tower, "euclidean", "contrastive"));
        Expect("SDSL4006", false, Spec([.. tower, "dense: 8"], "cosine", "nt_xent"));
    }

    [Theory]
    [InlineData("dense: 8; relu", "[6]", "The embedding, since 'relu1', has no value below zero")]
    [InlineData("dense: 8; log_sigmoid; dropout: 0.1", "[6]", "The embedding, since 'log-sigmoid1', has no value above zero")]
    [InlineData("dense: { units: 8, name: last, activation: softplus }", "[6]", "The embedding, since 'last', has no value below zero")]
    [InlineData("flatten", "[1, 3, 3]", "The embedding, since 'flatten1', has no value below zero")]
    public void The_layer_that_made_an_embedding_one_sided_is_named(string tower, string shape, string message) =>
        Assert.StartsWith(message + ", so 'cosine' never falls below zero", Compiled.One(Compiled.Spec(tower.Split("; "), "cosine", "nt_xent", shape), "SDSL4006").Message, StringComparison.Ordinal);

    [Fact]
    public void An_image_that_is_compared_as_it_is_is_one_sided_too() => Assert.StartsWith(
        "The embedding has no value below zero",
        Compiled.One("siamese: 1\nmodel: Test\ninput: { shape: [1, 3, 3] }\ntowers: { a: { layers: [] }, b: { layers: [] } }\nhead: cosine\nloss: nt_xent\n", "SDSL4006").Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("l2_normalize", false)]
    [InlineData("l2_normalize, dropout: 0", false)]
    [InlineData("l2_normalize, alpha_dropout: 0", false)]
    [InlineData("l2_normalize, dropout: 0.1", true)]
    [InlineData("l2_normalize, alpha_dropout: 0.1", true)]
    [InlineData("l2_normalize, relu", true)]
    public void A_layer_that_does_nothing_leaves_vectors_normalised(string end, bool fires) => Expect("SDSL4007", fires, Spec([.. Linear, .. end.Split(", ")], "euclidean", "nt_xent"));

    [Fact]
    public void Similarities_need_a_scale()
    {
        Expect("SDSL4007", true, Spec(Linear, "euclidean", "nt_xent"));
        Expect("SDSL4007", false, Spec([.. Linear, "l2_normalize"], "euclidean", "nt_xent"));
        Expect("SDSL4007", false, Spec(Linear, "cosine", "nt_xent"));
        Expect("SDSL4007", true, Spec(Linear, "cosine", "{ nt_xent: { temperature: 1 } }"));
        Expect("SDSL4008", true, Spec(Linear, "cosine", "prototypical"));
        Expect("SDSL4008", false, Spec(Linear, "squared_euclidean", "prototypical"));
        Expect("SDSL4008", false, Spec(Linear, "cosine", "contrastive"));
    }

    [Theory]
    [InlineData("triplet", "pk: { classes: 9, samples: 1 }", true)]
    [InlineData("prototypical", "pk: { classes: 9, samples: 1 }", true)]
    [InlineData("triplet", "pk: { classes: 9, samples: 2 }", false)]
    [InlineData("prototypical", "episodes: { ways: 5, shots: 1, queries: 1 }", false)]
    public void A_batch_needs_positives(string loss, string batch, bool fires) => Expect("SDSL4009", fires, Spec(Linear, "euclidean", loss, $"training: {{ batch: {{ {batch} }} }}\n"));

    [Theory]
    [InlineData("hard", true)]
    [InlineData("semi_hard", false)]
    [InlineData("all", false)]
    public void Hardest_mining_from_the_start_collapses(string miner, bool fires) => Expect("SDSL4010", fires, Spec(Linear, "euclidean", $"{{ triplet: {{ miner: {miner} }} }}"));

    [Theory]
    [InlineData("conv2d: 4, batch_norm", true)]
    [InlineData("conv2d: { filters: 4, bias: false }, batch_norm", false)]
    [InlineData("conv2d: { filters: 4, activation: relu }, batch_norm", false)]
    [InlineData("conv2d: 4, relu, batch_norm", false)]
    [InlineData("residual: [conv2d: 1, batch_norm]", true)]
    [InlineData("repeat: { times: 3, layers: [conv2d: 1, batch_norm] }", true)]
    public void A_bias_before_batch_norm_does_nothing(string layers, bool fires)
    {
        string yaml = $"siamese: 1\nmodel: Test\ninput: {{ shape: [1, 8, 8] }}\ntower: [{layers}, flatten, dense: 4]\nhead: euclidean\nloss: contrastive\n";

        Expect("SDSL4011", fires, yaml);
    }

    [Fact]
    public void An_order_is_wrong_only_where_the_task_has_none()
    {
        Expect("SDSL4012", true, Spec(Linear, $"{{ concat: {{ layers: [{Hidden}, dense: 1] }} }}", "bce"));
        Expect("SDSL4012", false, Spec(Linear, $"{{ l1: {{ layers: [{Hidden}, dense: 1] }} }}", "bce"));
        Expect("SDSL4012", false, Spec(Linear, $"{{ concat: {{ layers: [{Hidden}, dense: 1] }} }}", "bce", "sharing: separate\n"));
    }

    [Theory]
    [InlineData("dense: { units: 1, activation: sigmoid }", true)]
    [InlineData("dense: 1, tanh", true)]
    [InlineData("dense: { units: 1, activation: sigmoid }, dense: 1", false)]
    [InlineData("dense: 1", false)]
    public void A_bounded_logit_is_squashed_twice(string layers, bool fires) => Expect("SDSL4013", fires, Spec(Linear, $"{{ l1: {{ layers: [{layers}] }} }}", "bce"));

    [Fact]
    public void A_variant_that_changes_nothing_is_found_at_its_name()
    {
        string yaml = Spec(Linear, "euclidean", "contrastive", "variants:\n  same: { loss: { contrastive: { margin: 1 } } }\n  other: { loss: { contrastive: { margin: 2 } } }\n");
        Finding finding = Compiled.One(yaml, "SDSL4014");

        Assert.Equal("same", Compiled.TextAt(yaml, finding));
        Assert.Contains("as 'base'", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("contrastive")]
    [InlineData("triplet")]
    [InlineData("prototypical")]
    public void A_calibration_needs_a_loss_that_trains_it(string loss)
    {
        Expect("SDSL4015", true, Spec(Linear, "{ euclidean: { calibrated: true } }", loss));
        Expect("SDSL4015", false, Spec(Linear, "euclidean", loss));
    }

    [Theory]
    [InlineData("sharing: partial\n", "dense: 8", true)]
    [InlineData("sharing: partial\n", "dense: { units: 8, shared: false }", true)]
    [InlineData("sharing: partial\n", "dense: { units: 8, shared: false }\n  - dense: 4", false)]
    public void Partial_sharing_is_partial(string sharing, string layer, bool fires) => Expect("SDSL2103", fires, Spec(["flatten", layer], "euclidean", "contrastive", sharing));

    [Fact]
    public void Tying_everything_is_a_choice_where_the_inputs_differ()
    {
        string yaml = Spec(Linear, "euclidean", "contrastive", "sharing: partial\n").Replace("[1, 28, 28]", "[1, 28, 28], towers: { right: [invert] }");

        Expect("SDSL2103", false, yaml);
    }

    private static string Spec(string[] tower, string head, string loss, string more = "") => Compiled.Spec(tower, head, loss, more: more);

    private static string[] Ids(string yaml) => [.. Compiled.Ids(yaml).Where(id => id.StartsWith("SDSL4", StringComparison.Ordinal))];

    private static void Expect(string id, bool fires, string yaml)
    {
        CompiledSpec compiled = Compiled.Compile(yaml);
        Assert.Empty(compiled.Findings.Where(finding => finding.Severity == Severity.Error).Select(finding => $"{finding.Id} {finding.Message}"));
        Assert.Equal(fires ? 1 : 0, compiled.Findings.Count(finding => finding.Id == id));
    }
}
