using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Plans;
using SiameseDsl.Spec.Yaml;

namespace SiameseDsl.Spec.Tests.Binding;

/// <summary>Single values: how they are read, what is asked for in words, and which slips have one obvious repair.</summary>
public sealed class ValueTests
{
    [Theory]
    [InlineData("bias: yes", "true")]
    [InlineData("bias: On", "true")]
    [InlineData("bias: 1", "true")]
    [InlineData("bias: \"true\"", "true")]
    [InlineData("bias: no", "false")]
    [InlineData("bias: OFF", "false")]
    [InlineData("bias: 0", "false")]
    [InlineData("bias: 'False'", "false")]
    [InlineData("bias: maybe", null)]
    [InlineData("bias: []", null)]
    [InlineData("units: 3.0", "3")]
    [InlineData("units: 3.5", null)]
    [InlineData("units: 1e20", null)]
    [InlineData("units: -2e0", "-2")]
    [InlineData("units: \"12\"", "12")]
    [InlineData("units: 'many'", null)]
    [InlineData("units: many", null)]
    [InlineData("units: { a: 1 }", null)]
    public void What_was_meant_is_proposed_where_it_is_plain(string slip, string? fix)
    {
        string layer = slip.StartsWith("units", StringComparison.Ordinal) ? slip : "units: 4, " + slip;
        Finding finding = Assert.Single(SpecText.Bind(Compiled($"dense: {{ {layer} }}")).Findings);

        Assert.Equal(("SDSL1002", fix), (finding.Id, finding.Fix));
    }

    [Theory]
    [InlineData("0x1F", "31.0")]
    [InlineData("0o17", "15.0")]
    [InlineData("3", "3.0")]
    [InlineData("1e-3", "0.001")]
    [InlineData("1e9", "1000000000.0")]
    [InlineData("0", null)]
    [InlineData("1000000001", null)]
    public void Numbers_are_read_in_every_notation_and_held_to_their_range(string written, string? value)
    {
        BoundSpec bound = SpecText.Bind(SpecText.Complete + $"training: {{ clip_norm: {written} }}\n");

        Assert.Equal(value is null ? ["SDSL1003"] : [], bound.Findings.Select(finding => finding.Id));
        Assert.True(value is null || bound.Family!.Variants[0].Training["clip_norm"].Argument!.Text == value);
    }

    [Theory]
    [InlineData(1.0, false, 9.0, false, "a number from 1 to 9")]
    [InlineData(1.0, false, 9.0, true, "a number from 1 and below 9")]
    [InlineData(1.0, true, 9.0, false, "a number above 1 and at most 9")]
    [InlineData(1.0, true, 9.0, true, "a number above 1 and below 9")]
    [InlineData(1.0, false, null, false, "a number from 1")]
    [InlineData(1.0, true, null, false, "a number above 1")]
    [InlineData(null, false, 9.0, false, "a number at most 9")]
    [InlineData(null, false, 9.0, true, "a number below 9")]
    [InlineData(null, false, null, false, "a number")]
    public void A_range_is_told_in_words_and_holds_at_its_ends(double? minimum, bool above, double? maximum, bool below, string words)
    {
        var key = new CatalogKey("size", KeyType.Number, "") { Minimum = minimum, ExclusiveMinimum = above, Maximum = maximum, ExclusiveMaximum = below };

        Assert.Equal(words, ValueBinder.Expected(key));
        Assert.True(Accepts(key, "5"));
        Assert.Equal(minimum is null || !above, Accepts(key, "1"));
        Assert.Equal(maximum is null || !below, Accepts(key, "9"));
        Assert.Equal(minimum is null, Accepts(key, "0.5"));
        Assert.Equal(maximum is null, Accepts(key, "9.5"));
    }

    [Theory]
    [InlineData("[4, 3]", 2, "4,3")]
    [InlineData("4", 2, "4,4")]
    [InlineData("4", 0, "4")]
    [InlineData("[4]", 0, "4")]
    [InlineData("[4]", 2, "'size' has 1 values; it takes 2 whole numbers, or one that counts for all.")]
    [InlineData("[]", 0, "'size' has 0 values; it takes at least one whole number.")]
    [InlineData("{ a: 1 }", 0, "'size' must be a list of whole numbers, not a mapping.")]
    [InlineData("[4, [3]]", 2, "'size' must be a whole number or a list of 2, not a list.")]
    public void A_list_of_numbers_may_be_one_number(string written, int repeat, string expected)
    {
        var findings = new FindingBag("test");
        Argument? argument = Bind(new CatalogKey("size", KeyType.Integers, "") { Repeat = repeat }, written, findings);

        Assert.Equal(expected, argument?.Text ?? Assert.Single(findings.All).Message);
    }

    [Theory]
    [InlineData("true", ArgumentType.Boolean, "true")]
    [InlineData("FALSE", ArgumentType.Boolean, "false")]
    [InlineData("'true'", ArgumentType.Text, "true")]
    [InlineData("12", ArgumentType.Integer, "12")]
    [InlineData("0x10", ArgumentType.Integer, "16")]
    [InlineData("1.50", ArgumentType.Number, "1.5")]
    [InlineData("'12'", ArgumentType.Text, "12")]
    [InlineData("word", ArgumentType.Text, "word")]
    [InlineData("[1, 0x2]", ArgumentType.Integers, "1,2")]
    public void The_form_of_an_argument_is_its_type(string written, ArgumentType type, string text)
    {
        BoundSpec bound = SpecText.Bind($"siamese: 1\nmodel: T\ninput: {{ shape: [4] }}\ntower: [custom: {{ type: My.Layer, args: {{ given: {written}, left: ~ }}, output: [4] }}]\nhead: euclidean\nloss: contrastive\n");

        Assert.Empty(bound.Findings);
        Assert.Equal(new Argument("args.given", type, text), Assert.Single(bound.Family!.Variants[0].Towers[0].Layers[0]["args"].Values).Argument);
    }

    [Theory]
    [InlineData("training: { optimizer: { sgd: { nesterov: true } } }", false)]
    [InlineData("training: { optimizer: { sgd: { nesterov: true, momentum: 0.9 } } }", true)]
    [InlineData("training: { optimizer: { sgd: { nesterov: true, momentum: ~ } } }", false)]
    [InlineData("training: { optimizer: { sgd: { nesterov: false, momentum: 0 } } }", true)]
    [InlineData("training: { augment: [affine: { scale_min: 1, scale_max: 1 }] }", true)]
    [InlineData("training: { augment: [affine: { scale_min: 1.5, scale_max: 1.4 }] }", false)]
    [InlineData("training: { augment: [affine: { scale_min: 1.5 }] }", false)]
    public void Two_keys_of_a_kind_are_held_against_each_other(string training, bool accepted) =>
        Assert.Equal(accepted ? [] : ["SDSL1003"], SpecText.Bind(SpecText.Complete + training + "\n").Findings.Select(finding => finding.Id));

    private static bool Accepts(CatalogKey key, string text) => Bind(key, text, new FindingBag("test")) is not null;

    private static Argument? Bind(CatalogKey key, string text, FindingBag findings)
    {
        var tree = (YamlMapping)EventYamlReader.Instance.Read($"size: {text}", findings, CancellationToken.None)!;
        return new ValueBinder(findings).Bind(key, tree.Entries[0].Value, tree.Entries[0].KeySpan, node => node);
    }

    private static string Compiled(string layer) => SpecText.Head + $"tower:\n  - flatten\n  - {layer}\nhead: euclidean\nloss: contrastive\n";
}
