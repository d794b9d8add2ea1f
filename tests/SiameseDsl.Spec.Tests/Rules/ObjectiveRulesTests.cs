using SiameseDsl.Spec.Tests.Plans;

namespace SiameseDsl.Spec.Tests.Rules;

/// <summary>The rules about losses, miners and margins where they fire and where they do not.</summary>
public sealed class ObjectiveRulesTests
{
    private static readonly string[] Linear = ["flatten", "dense: 64"];
    private static readonly string[] Unit = [.. Linear, "l2_normalize"];

    [Theory]
    [InlineData("sup_con", "SDSL4007")]
    [InlineData("nt_xent", "SDSL4007")]
    [InlineData("multi_similarity", "SDSL4007")]
    [InlineData("circle", "SDSL4007")]
    [InlineData("arcface", "SDSL4040")]
    [InlineData("cosface", "SDSL4040")]
    [InlineData("proxy_anchor", "SDSL4040")]
    [InlineData("n_pair", null)]
    [InlineData("triplet", null)]
    [InlineData("bce", null)]
    public void A_dot_product_of_free_length_suits_no_constant_that_is_meant_for_cosines(string loss, string? id)
    {
        Assert.Equal(id is null ? [] : [id], Learning(Linear, "dot", loss));
        Assert.DoesNotContain(Learning(Unit, "dot", loss), found => found is "SDSL4007" or "SDSL4040");
        Assert.DoesNotContain(Learning(Linear, "cosine", loss), found => found is "SDSL4007" or "SDSL4040");
    }

    [Theory]
    [InlineData("nt_xent")]
    [InlineData("sup_con")]
    public void A_temperature_needs_similarities_of_a_scale(string loss)
    {
        Assert.Equal(["SDSL4007"], Learning(Linear, "euclidean", loss));
        Assert.Empty(Learning(Unit, "euclidean", loss));
        Assert.Empty(Learning(Linear, "bilinear", loss));
        Assert.Empty(Learning(Linear, "mahalanobis", loss));
        Assert.Equal(["SDSL4007"], Learning(Linear, "cosine", $"{{ {loss}: {{ temperature: 1 }} }}"));
        Assert.Empty(Learning(Linear, "bilinear", $"{{ {loss}: {{ temperature: 1 }} }}"));
    }

    [Theory]
    [InlineData("linear", "cosine", true)]
    [InlineData("unit", "euclidean", true)]
    [InlineData("unit", "squared_euclidean", true)]
    [InlineData("unit", "dot", true)]
    [InlineData("linear", "euclidean", false)]
    [InlineData("linear", "squared_euclidean", false)]
    [InlineData("linear", "dot", false)]
    [InlineData("unit", "bilinear", false)]
    [InlineData("unit", "mahalanobis", false)]
    public void A_cross_entropy_needs_room(string tower, string head, bool fires)
    {
        string[] layers = tower == "unit" ? Unit : Linear;
        Assert.Equal(fires, Learning(layers, head, "n_pair").Contains("SDSL4008"));
        Assert.Equal(fires, Learning(layers, head, "prototypical").Contains("SDSL4008"));
        Assert.Equal(fires, Learning(layers, head, "soft_margin_triplet").Contains("SDSL4041"));
        Assert.DoesNotContain("SDSL4008", Learning(layers, head, "triplet"));
        Assert.DoesNotContain("SDSL4008", Learning(layers, $"{{ {head}: {{ calibrated: true }} }}", "bce"));
    }

    [Theory]
    [InlineData("euclidean", "SDSL4004")]
    [InlineData("mahalanobis", "SDSL4004")]
    [InlineData("dot", null)]
    [InlineData("bilinear", null)]
    public void Only_a_distance_is_no_logit(string head, string? id) => Assert.Equal(id is null ? [] : [id], Learning(Linear, head, "bce"));

    [Theory]
    [InlineData("dense: { units: 64, activation: relu }", "dot", "SDSL4006")]
    [InlineData("dense: { units: 64, activation: relu }", "bilinear", null)]
    [InlineData("dense: { units: 64, activation: tanh }", "dot", "SDSL4005")]
    [InlineData("dense: { units: 64, activation: sigmoid }", "bilinear", "SDSL4005")]
    public void Similarities_want_a_linear_embedding_too(string layer, string head, string? id) => Assert.Equal(id is null ? [] : [id], Learning(["flatten", layer], head, "bce"));

    [Theory]
    [InlineData("{ double_margin: { negative_margin: 2 } }", "SDSL4002")]
    [InlineData("{ double_margin: { negative_margin: 1.9 } }", "SDSL4003")]
    [InlineData("{ double_margin: { positive_margin: 0.9 } }", null)]
    [InlineData("{ triplet: { margin: 2.5 } }", "SDSL4002")]
    [InlineData("{ triplet: { margin: 2.5, squared: true } }", null)]
    [InlineData("{ triplet: { margin: 4, squared: true } }", "SDSL4002")]
    [InlineData("{ sum: [{ loss: { contrastive: { margin: 2 } } }, { loss: triplet }] }", "SDSL4002")]
    public void Margins_are_held_against_the_range(string loss, string? id) => Assert.Equal(id is null ? [] : [id], Learning(Unit, "euclidean", loss));

    [Fact]
    public void A_margin_on_similarities_is_held_against_their_range()
    {
        Assert.Contains("SDSL4002", Learning(Unit, "dot", "{ triplet: { margin: 2 } }"));
        Assert.Contains("SDSL4003", Learning(Unit, "dot", "{ triplet: { margin: 1.9 } }"));
        Assert.Empty(Learning(Linear, "dot", "{ triplet: { margin: 200 } }"));
    }

    [Theory]
    [InlineData("{ triplet: { miner: hard } }", true)]
    [InlineData("{ soft_margin_triplet: { miner: hard } }", true)]
    [InlineData("{ triplet: { miner: { schedule: [{ miner: hard }] } } }", true)]
    [InlineData("{ triplet: { miner: { schedule: [{ miner: all }, { from: 0.3, miner: hard }] } } }", false)]
    [InlineData("{ contrastive: { miner: hard } }", true)]
    [InlineData("{ sum: [{ loss: contrastive }, { loss: { triplet: { miner: hard } } }] }", true)]
    [InlineData("{ triplet: { miner: multi_similarity } }", false)]
    public void Hardest_mining_wants_a_beginning(string loss, bool fires) => Assert.Equal(fires, Learning(Linear, "euclidean", loss, "training: { batch: { pk: { classes: 9, samples: 4 } } }\n").Contains("SDSL4010"));

    [Theory]
    [InlineData("{ arcface: { scale: 64 } }", true)]
    [InlineData("{ cosface: { scale: 64 } }", true)]
    [InlineData("arcface", false)]
    [InlineData("{ circle: { scale: 80 } }", false)]
    public void A_scale_of_large_data_is_pointed_out(string loss, bool fires) => Assert.Equal(fires ? ["SDSL4042"] : [], Learning(Linear, "cosine", loss));

    [Fact]
    public void A_calibration_is_trained_by_any_part_of_a_sum()
    {
        const string Calibrated = "{ cosine: { calibrated: true } }";
        Assert.DoesNotContain("SDSL4015", Learning(Linear, Calibrated, "{ sum: [{ loss: nt_xent }, { loss: bce }] }"));
        Assert.Contains("SDSL4015", Learning(Linear, Calibrated, "{ sum: [{ loss: nt_xent }, { loss: circle }] }"));
        Assert.Contains("SDSL4015", Learning(Linear, "{ dot: { calibrated: true } }", "n_pair"));
    }

    [Fact]
    public void A_batch_without_positives_is_found_for_each_part()
    {
        const string One = "training: { batch: { pk: { classes: 9, samples: 1 } } }\n";
        Assert.Contains("SDSL4009", Learning(Linear, "euclidean", "contrastive", One));
        Assert.Contains("SDSL4009", Learning(Linear, "cosine", "{ sum: [{ loss: arcface }, { loss: sup_con }] }", One));
        Assert.DoesNotContain("SDSL4009", Learning(Linear, "cosine", "arcface", One));
    }

    [Theory]
    [InlineData("{ sum: [{ loss: { sum: [{ loss: triplet }] } }] }", "SDSL2130")]
    [InlineData("{ triplet: { miner: { schedule: [{ miner: { schedule: [{ miner: all }] } }] } } }", "SDSL2130")]
    [InlineData("{ triplet: { miner: { schedule: [{ from: 0.1, miner: all }] } } }", "SDSL2132")]
    [InlineData("{ triplet: { miner: { schedule: [{ miner: all }, { from: 0, miner: hard }] } } }", "SDSL2132")]
    [InlineData("{ double_margin: { positive_margin: 1.2 } }", "SDSL2135")]
    [InlineData("{ sum: [{ loss: { double_margin: { positive_margin: 1, negative_margin: 1 } } }] }", "SDSL2135")]
    [InlineData("{ nt_xent: { temperature: 0.005, learned: true } }", "SDSL1003")]
    [InlineData("{ sum: [] }", "SDSL1003")]
    [InlineData("{ sum: triplet }", "SDSL1002")]
    [InlineData("{ sum: [triplet] }", "SDSL1002")]
    [InlineData("{ sum: [{ weight: 1 }] }", "SDSL1004")]
    [InlineData("{ sum: [{ wheight: 1, loss: triplet }] }", "SDSL1001")]
    [InlineData("{ sum: [{ weight: 0, loss: triplet }] }", "SDSL1003")]
    public void What_cannot_be_built_is_an_error(string loss, string id) => Assert.Equal([id], Errors(Linear, "euclidean", loss));

    [Theory]
    [InlineData("squared_euclidean", true)]
    [InlineData("cosine", true)]
    [InlineData("dot", true)]
    [InlineData("{ mahalanobis: { squared: true } }", true)]
    [InlineData("mahalanobis", false)]
    [InlineData("euclidean", false)]
    public void Only_a_distance_that_is_no_square_can_be_squared(string head, bool fires) => Assert.Equal(fires ? ["SDSL2134"] : [], Errors(Linear, head, "{ triplet: { squared: true } }"));

    [Fact]
    public void Class_vectors_cannot_learn_from_episodes()
    {
        string yaml = Compiled.Spec(Linear, "cosine", "arcface", more: "training: { batch: { episodes: { ways: 5 } } }\n");
        Assert.Contains("numbers its classes anew", Compiled.One(yaml, "SDSL2102").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_miner_is_at_odds_with_drawn_pairs_where_it_was_written()
    {
        string yaml = Compiled.Spec(Linear, loss: "{ contrastive: { miner: semi_hard } }", more: "training: { batch: { pairs: 64 } }\n");
        Finding finding = Compiled.One(yaml, "SDSL2133");
        Assert.Equal("semi_hard", Compiled.TextAt(yaml, finding));
        Assert.Contains("64 pairs", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Concatenation_in_a_relation_head_compares_only_with_a_hidden_layer()
    {
        Assert.Contains("SDSL4001", Learning(Linear, "{ relation: { layers: [dense: 1] } }", "bce"));
        Assert.Empty(Learning(Linear, "{ relation: { layers: [{ dense: { units: 8, activation: relu } }, dense: 1] } }", "bce"));
    }

    private static string[] Learning(string[] tower, string head, string loss, string more = "")
    {
        CompiledSpec compiled = Compiled.Compile(Compiled.Spec(tower, head, loss, more: more));
        Assert.Empty(compiled.Findings.Where(finding => finding.Severity == Severity.Error).Select(finding => $"{finding.Id} {finding.Message}"));
        return [.. compiled.Findings.Select(finding => finding.Id).Where(id => id.StartsWith("SDSL4", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal)];
    }

    private static string[] Errors(string[] tower, string head, string loss) =>
        [.. Compiled.Compile(Compiled.Spec(tower, head, loss)).Findings.Where(finding => finding.Severity == Severity.Error).Select(finding => finding.Id)];
}
