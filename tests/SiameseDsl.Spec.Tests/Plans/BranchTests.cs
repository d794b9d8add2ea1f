using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Tests.Plans;

/// <summary>More than two towers: their names, what is tied among some of them, and which are compared.</summary>
public sealed class BranchTests
{
    private const string Named = "siamese: 1\nmodel: Test\ninput: { shape: [6] }\ntowers:\n  photo: { layers: [dense: 4] }\n  sketch: { layers: [{ dense: 5 }, { dense: 4 }] }\n  text: { layers: [dense: 4] }\nhead: euclidean\nloss: contrastive\n";

    private static readonly string[] Tower = ["dense: { name: stem, units: 5 }", "dense: { name: middle, units: 5 }", "dense: { name: embedding, units: 3 }"];

    [Fact]
    public void A_tower_stands_for_as_many_branches_as_are_named()
    {
        ModelPlan plan = Compiled.Plan(Compiled.Spec(Tower, shape: "[4]", more: "sharing: separate\nbranches: [day, night, in-rain]\n"));

        Assert.Equal(["day", "night", "in-rain"], plan.Towers.Select(tower => tower.Name));
        Assert.Equal("InRain", plan.Towers[2].TypeName);
        Assert.Equal(["in_rain_stem", "in_rain_middle", "in_rain_embedding"], Keys(plan.Towers[2]));
        Assert.Equal(3 * (25 + 30 + 18), plan.ParameterCount);
        Assert.Equal([new(0, 1), new(0, 2), new TowerPair(1, 2)], plan.Comparisons);
    }

    [Fact]
    public void A_layer_is_tied_among_the_towers_that_it_names()
    {
        ModelPlan plan = Compiled.Plan(Compiled.Spec(
            ["dense: { name: stem, units: 5, shared: false }", "dense: { name: middle, units: 5, shared: [b, c] }", "dense: { units: 5, shared: [a, b] }", "dense: { name: embedding, units: 3 }"],
            shape: "[4]",
            more: "sharing: partial\nbranches: [a, b, c]\n"));

        Assert.Equal(["a_stem", "a_middle", "a_b_dense1", "embedding"], Keys(plan.Towers[0]));
        Assert.Equal(["b_stem", "b_c_middle", "a_b_dense1", "embedding"], Keys(plan.Towers[1]));
        Assert.Equal(["c_stem", "b_c_middle", "c_dense1", "embedding"], Keys(plan.Towers[2]));
        Assert.Equal(["bStem", "bCMiddle", "aBDense1", "embedding"], plan.Towers[1].Layers.Select(layer => layer.Field));
        Assert.Equal([false, false, true, true], plan.Towers[0].Layers.Select(layer => layer.Tied));
        Assert.Equal([false, true, false, true], plan.Towers[2].Layers.Select(layer => layer.Tied));
        Assert.Equal((3 * 25) + (2 * 30) + (2 * 30) + 18, plan.ParameterCount);
        Assert.Equal("[b, c]", Value(plan, "tower.middle.shared"));
    }

    [Fact]
    public void A_composite_hands_the_towers_that_share_it_to_what_is_inside()
    {
        ModelPlan plan = Compiled.Plan(Compiled.Spec(
            ["residual: { shared: [a, c], layers: [{ dense: { name: inner, units: 4 } }, { dense: { name: own, units: 4, shared: false } }] }", "dense: { name: embedding, units: 3 }"],
            shape: "[4]",
            more: "sharing: partial\nbranches: [a, b, c]\n"));

        Assert.Equal(["a_c_inner", "c_own"], plan.Towers[2].Layers[0].Branches[0].Layers.Select(layer => layer.WeightKey));
        Assert.Equal(["b_inner", "b_own"], plan.Towers[1].Layers[0].Branches[0].Layers.Select(layer => layer.WeightKey));
    }

    [Fact]
    public void Naming_all_towers_ties_as_true_does()
    {
        string named = Compiled.Spec(["dense: { name: stem, units: 5, shared: [left, right] }", "dense: { name: embedding, units: 3, shared: false }"], shape: "[4]", more: "sharing: partial\n");

        Assert.Equal(Compiled.Plan(named.Replace("[left, right]", "true", StringComparison.Ordinal)), Compiled.Plan(named));
    }

    [Fact]
    public void Comparisons_are_all_or_those_that_are_named_and_part_of_the_plan()
    {
        Assert.Equal([new(0, 1), new(0, 2), new TowerPair(1, 2)], Compiled.Plan(Named).Comparisons);
        Assert.Equal(Compiled.Plan(Named), Compiled.Plan(Named + "compare: all\n"));
        ModelPlan plan = Compiled.Plan(Named + "compare: [[text, photo], [photo, sketch]]\n");

        Assert.Equal([new(2, 0), new TowerPair(0, 1)], plan.Comparisons);
        Assert.Equal("[[text, photo], [photo, sketch]]", Value(plan, "compare"));
        Assert.NotEqual(Compiled.Plan(Named).PlanHash, plan.PlanHash);
    }

    [Fact]
    public void The_one_pair_of_two_towers_is_no_line_of_the_plan()
    {
        string two = Compiled.Spec(Tower, shape: "[4]", more: "sharing: separate\n");

        Assert.DoesNotContain(Compiled.Plan(two).Resolved, setting => setting.Path == "compare");
        Assert.Equal(Compiled.Plan(two).PlanHash, Compiled.Plan(two + "compare: [[left, right]]\n").PlanHash);
        Assert.NotEqual(Compiled.Plan(two).PlanHash, Compiled.Plan(two + "compare: [[right, left]]\n").PlanHash);
    }

    [Fact]
    public void A_variant_names_other_towers_and_comparisons()
    {
        string text = Compiled.Spec(Tower, shape: "[4]", more: "sharing: separate\nbranches: [a, b, c]\nvariants:\n  two: { branches: [a, b] }\n  chain: { compare: [[a, b], [b, c]] }\n  reset: { branches: null }\n");

        Assert.Equal(["a", "b"], Compiled.Plan(text, "two").Towers.Select(tower => tower.Name));
        Assert.Equal(2, Compiled.Plan(text, "chain").Comparisons.Count);
        Assert.Equal(["left", "right"], Compiled.Plan(text, "reset").Towers.Select(tower => tower.Name));
    }

    [Fact]
    public void Transforms_belong_to_named_branches()
    {
        string text = Compiled.Spec(["flatten", "dense: 3"], more: "sharing: separate\nbranches: [a, b, c]\n").Replace("[1, 28, 28] }", "[1, 28, 28], towers: { c: [invert] } }", StringComparison.Ordinal);

        Assert.Equal([0, 0, 1], Compiled.Plan(text).Towers.Select(tower => tower.Layers.Count(layer => layer.Kind == "invert")));
        Assert.Equal(["SDSL1001"], Compiled.Ids(text.Replace("c: [invert]", "right: [invert]", StringComparison.Ordinal)).Where(id => id != "SDSL4033"));
    }

    /// <summary>The largest distance is that of the pair of towers that can lie farthest apart, wherever it stands.</summary>
    [Fact]
    public void A_margin_follows_from_all_comparisons()
    {
        const string Ends = "siamese: 1\nmodel: Test\ninput: { shape: [6] }\ntowers:\n  a: { layers: [dense: 4, sigmoid] }\n  b: { layers: [dense: 4, sigmoid] }\n  c: { layers: [dense: 4, tanh] }\nhead: euclidean\nloss: { contrastive: { margin: 3 } }\n";

        Assert.DoesNotContain("SDSL4002", Compiled.Ids(Ends + "compare: [[a, b], [b, c]]\n"));
        Assert.Contains("SDSL4002", Compiled.Ids(Ends + "compare: [[a, b]]\n"));
    }

    [Fact]
    public void A_tower_that_nothing_compares_is_found()
    {
        Finding alone = Compiled.One(Named + "compare: [[photo, text]]\n", "SDSL4031");
        Assert.Equal("The tower 'sketch' is compared with no other, so that nothing trains it; add a pair such as [photo, sketch].", alone.Message);

        string four = Named.Replace("head:", "  model: { layers: [dense: 4] }\nhead:", StringComparison.Ordinal);
        Finding apart = Compiled.One(four + "compare: [[photo, text], [sketch, model]]\n", "SDSL4031");
        Assert.Equal("No comparison connects the tower 'sketch' with 'photo', so that their embeddings share no space; add a pair such as [photo, sketch].", apart.Message);
        Assert.Equal("compare", Compiled.TextAt(four + "compare: [[photo, text], [sketch, model]]\n", apart));
        Assert.Empty(Compiled.Ids(Named + "compare: [[photo, text], [sketch, text]]\n"));
    }

    [Theory]
    [InlineData("l2_normalize", "euclidean", "'text' gives vectors of length 1 and 'photo' does not")]
    [InlineData("l2_normalize", "cosine", null)]
    [InlineData("relu", "euclidean", null)]
    public void Compared_towers_that_end_apart_are_found(string end, string head, string? message)
    {
        string text = Named.Replace("text: { layers: [dense: 4]", $"text: {{ layers: [dense: 4, {end}]", StringComparison.Ordinal).Replace("head: euclidean", $"head: {head}", StringComparison.Ordinal);
        IEnumerable<Finding> found = Compiled.Compile(text).Findings.Where(finding => finding.Id == "SDSL4032");

        if (message is null)
        {
            Assert.Empty(found);
        }
        else
        {
            Assert.StartsWith($"'{head}' compares embeddings that lie apart: {message};", Assert.Single(found).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Towers_that_lie_apart_are_found_on_either_side_and_without_a_layer_of_their_own()
    {
        const string Two = "siamese: 1\nmodel: Test\ninput: { shape: [4] }\ntowers:\n  photo: { layers: [PHOTO] }\n  text: { layers: [TEXT] }\nhead: euclidean\nloss: contrastive\n";

        Finding left = Find("l2_normalize", "");
        Assert.Contains("'photo' gives vectors of length 1 and 'text' does not", left.Message, StringComparison.Ordinal);
        Assert.Equal("towers", Compiled.TextAt(With("l2_normalize", ""), left));
        Finding right = Find("", "l2_normalize");
        Assert.Contains("'text' gives vectors of length 1 and 'photo' does not", right.Message, StringComparison.Ordinal);
        Assert.Equal("l2_normalize", Compiled.TextAt(With("", "l2_normalize"), right));
        Assert.Contains("have no range in common", Find("threshold: { threshold: 2, value: 3 }", "sigmoid").Message, StringComparison.Ordinal);
        Assert.DoesNotContain("SDSL4032", Compiled.Ids(With("sigmoid", "tanh")));

        Finding Find(string photo, string text) => Compiled.One(With(photo, text), "SDSL4032");
        string With(string photo, string text) => Two.Replace("PHOTO", photo, StringComparison.Ordinal).Replace("TEXT", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("variants: { v: { compare: [[photo, text]] } }\n", "variants")]
    [InlineData("matrix: { compare: { all: , one: { compare: [[photo, text]] } } }\n", "matrix")]
    public void Comparisons_are_blamed_where_they_are_written(string more, string place)
    {
        string text = Named + more;
        Finding finding = Compiled.One(text, "SDSL4031");

        Assert.Equal("compare", Compiled.TextAt(text, finding));
        Assert.True(finding.Span.Start > text.IndexOf(place, StringComparison.Ordinal));
    }

    [Fact]
    public void Ranges_without_common_ground_are_found()
    {
        string text = Named.Replace("photo: { layers: [dense: 4]", "photo: { layers: [dense: 4, sigmoid]", StringComparison.Ordinal).Replace("text: { layers: [dense: 4]", "text: { layers: [dense: 4, { threshold: { threshold: 2, value: 3 } }]", StringComparison.Ordinal);

        Assert.Contains("the values of 'photo' and of 'text' have no range in common", Compiled.One(text, "SDSL4032").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Separate_towers_for_what_is_alike_are_noted()
    {
        string text = Compiled.Spec(Tower, shape: "[4]", more: "sharing: separate\n");

        Assert.Equal(Severity.Info, Compiled.One(text, "SDSL4033").Severity);
        Assert.DoesNotContain("SDSL4033", Compiled.Ids(text.Replace("separate", "partial", StringComparison.Ordinal)));
    }

    private static IEnumerable<string?> Keys(TowerPlan tower) => tower.Layers.Where(layer => layer.WeightKey is not null).Select(layer => layer.WeightKey);

    private static string Value(ModelPlan plan, string path) => plan.Resolved.Single(setting => setting.Path == path).Value;
}
