using SiameseDsl.Spec.Tests.Plans;

namespace SiameseDsl.Spec.Tests.Rules;

public sealed class ExpectationTests
{
    private static readonly string[] Sigmoid = ["flatten", "dense: { units: 8, activation: sigmoid }"];
    private const string Because = "because: It is meant so.";

    [Fact]
    public void What_is_expected_is_silent()
    {
        string yaml = Compiled.Spec(Sigmoid, more: $"expect: [{{ rule: SDSL4005, {Because} }}]\n");

        Assert.Empty(Compiled.Ids(yaml));
    }

    [Fact]
    public void What_is_expected_in_vain_is_a_finding_at_the_rule()
    {
        string yaml = Compiled.Spec(["flatten", "dense: 8"], more: $"expect: [{{ rule: SDSL4005, {Because} }}]\n");
        Finding finding = Compiled.One(yaml, "SDSL4900");

        Assert.Equal("SDSL4005", Compiled.TextAt(yaml, finding));
        Assert.Equal(Severity.Warning, finding.Severity);
    }

    [Fact]
    public void A_broken_variant_says_nothing_about_its_expectations()
    {
        string yaml = Compiled.Spec(["dense: 8"], more: $"expect: [{{ rule: SDSL4005, {Because} }}]\n");

        Assert.Equal(["SDSL3001"], Compiled.Ids(yaml));
    }

    [Fact]
    public void Variants_do_not_inherit_expectations_and_are_named_at_an_inherited_place()
    {
        string yaml = Compiled.Spec(Sigmoid, more: $"expect: [{{ rule: SDSL4005, {Because} }}]\nvariants:\n  far: {{ loss: {{ contrastive: {{ margin: 2 }} }} }}\n  near: {{ loss: {{ contrastive: {{ margin: 0.5 }} }} }}\n");
        Finding finding = Compiled.One(yaml, "SDSL4005");

        Assert.Equal("sigmoid", Compiled.TextAt(yaml, finding));
        Assert.EndsWith("(In the variants 'far', 'near'.)", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_problem_of_the_base_is_said_once_for_all_variants()
    {
        string yaml = Compiled.Spec(Sigmoid, more: "variants:\n  far: { loss: { contrastive: { margin: 2 } } }\n  near: { loss: { contrastive: { margin: 0.5 } } }\n");

        Assert.DoesNotContain("variant", Compiled.One(yaml, "SDSL4005").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_combination_that_the_variant_makes_is_shown_in_the_variant()
    {
        string yaml = Compiled.Spec(Sigmoid, "{ l1: { layers: [dense: 1] } }", "bce", more: "variants:\n  measured: { head: { euclidean: { calibrated: true } } }\n");
        Finding finding = Compiled.One(yaml, "SDSL4005");

        Assert.Equal("euclidean", Compiled.TextAt(yaml, finding));
        Assert.Empty(Compiled.Ids(yaml.Replace("calibrated: true } } }", $"calibrated: true }} }}, expect: [{{ rule: SDSL4005, {Because} }}] }}")));
    }

    [Fact]
    public void A_patched_layer_is_blamed_at_the_patch()
    {
        string yaml = Compiled.Spec(["flatten", "dense: { name: first, units: 8 }"], more: "variants:\n  big: { tower.first.units: 1000000 }\n");

        Assert.Equal("1000000", Compiled.TextAt(yaml, Compiled.One(yaml, "SDSL3005")));
    }
}
