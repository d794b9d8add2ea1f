using SiameseDsl.Spec.Plans;
using SiameseDsl.Spec.Tests.Plans;

namespace SiameseDsl.Spec.Tests.Layers;

/// <summary>Inputs of tokens: what they declare, what takes them, and what the plan says.</summary>
public sealed class TokenTests
{
    private const string Words = "siamese: 1\nmodel: Words\ninput: { tokens: { length: 7, vocabulary: 30 } }\ntower:\n  - embedding: { size: 4, padding: 0 }\n  - flatten\n  - dense: 3\nhead: euclidean\nloss: contrastive\n";

    [Fact]
    public void Tokens_become_vectors_by_a_table()
    {
        ModelPlan plan = Compiled.Plan(Words);
        TowerPlan tower = plan.Towers[0];

        Assert.Equal(30, tower.Vocabulary);
        Assert.Equal("(7)", Shape.Text(tower.InputShape));
        Assert.Equal("(7, 4)", Shape.Text(tower.Layers[0].Output));
        Assert.Equal((120, 0), (tower.Layers[0].Parameters, tower.Layers[0].Macs));
        Assert.Equal("30", tower.Layers[0].Arguments.Get("vocabulary").Text);
        Assert.Contains(new ResolvedSetting("input.tokens.length", "7"), plan.Resolved);
        Assert.Contains(new ResolvedSetting("input.tokens.vocabulary", "30"), plan.Resolved);
        Assert.Null(Compiled.Plan(Compiled.Spec(["flatten", "dense: 3"])).Towers[0].Vocabulary);
    }

    [Fact]
    public void The_vocabulary_is_part_of_the_plan()
    {
        Assert.NotEqual(Compiled.Plan(Words).PlanHash, Compiled.Plan(Words.Replace("vocabulary: 30", "vocabulary: 31", StringComparison.Ordinal)).PlanHash);
    }

    [Fact]
    public void A_variant_may_change_numbers_into_tokens()
    {
        const string Yaml = "siamese: 1\nmodel: Test\ninput: { shape: [7] }\ntower: [dense: 3]\nhead: euclidean\nloss: contrastive\n"
            + "variants:\n  tokens: { input: { shape: null, tokens: { length: 7, vocabulary: 9 } }, tower: [embedding: 4, sequence_pool, dense: 3] }\n";

        Assert.Null(Compiled.Plan(Yaml).Towers[0].Vocabulary);
        Assert.Equal(9, Compiled.Plan(Yaml, "tokens").Towers[0].Vocabulary);
    }

    [Fact]
    public void Each_named_tower_has_tokens_of_its_own()
    {
        const string Yaml = "siamese: 1\nmodel: Test\ninput: { tokens: { length: 5, vocabulary: 9 } }\ntowers:\n"
            + "  query: { layers: [embedding: 4, sequence_pool] }\n"
            + "  answer: { input: { tokens: { length: 20, vocabulary: 9 } }, layers: [embedding: 4, sequence_pool: max] }\n"
            + "  picture: { input: { shape: [1, 4, 4] }, layers: [flatten, dense: 4] }\n"
            + "head: euclidean\nloss: contrastive\n";
        CompiledSpec compiled = Compiled.Compile(Yaml);

        EquatableArray<TowerPlan> towers = compiled.Family!.Variants[0].Towers;
        Assert.Equal([9, 9, null], towers.Select(tower => tower.Vocabulary));
        Assert.Equal(["(5)", "(20)", "(1, 4, 4)"], towers.Select(tower => Shape.Text(tower.InputShape)));
    }
}
