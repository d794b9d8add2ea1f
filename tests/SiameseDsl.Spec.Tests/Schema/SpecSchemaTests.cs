using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Rules;
using SiameseDsl.Spec.Schema;

namespace SiameseDsl.Spec.Tests.Schema;

/// <summary>The schema against a schema library: what compiles is valid, and mistakes that a schema can express are rejected.</summary>
public sealed class SpecSchemaTests
{
    private const string SpecSuffix = ".siamese.yaml";

    private static readonly JsonSchema Schema = JsonSchema.FromText(SpecSchema.Text);

    // Rules whose mistakes stand in one value, one key or one kind. All others need more than a schema sees: the YAML itself (SDSL0xxx), what a name refers to or turns into (SDSL2xxx), what else is
    // written (SDSL1009, SDSL1010, SDSL21xx), shapes (SDSL3xxx), facts (SDSL4xxx).
    private static readonly string[] Expressible = ["SDSL1001", "SDSL1002", "SDSL1003", "SDSL1004", "SDSL1005", "SDSL1006", "SDSL1007", "SDSL1008", "SDSL2001", "SDSL2007"];

    // Mistakes of those rules that a schema cannot see all the same, each with the reason.
    private static readonly Dictionary<string, string> Inexpressible = new(StringComparer.Ordinal)
    {
        ["blocks-in-variants"] = "what may stand below a layer's name depends on the layer",
        ["relations"] = "two keys of one kind are compared with each other",
        ["matrix-all-excluded"] = "the combinations of a matrix have to be counted",
        ["matrix-value-without-place"] = "what an axis may hold depends on what it is called after",
        ["unknown-parameters"] = "a parameter may hold anything but another parameter, however deep",
        ["matrix-without-axes"] = "two keys of a matrix are no axes",
    };

    public static TheoryData<string> Models => Names(Path.Combine(AppContext.BaseDirectory, "models"));

    public static TheoryData<string> BadSpecs => Names(Path.Combine(AppContext.BaseDirectory, "bad"));

    public static TheoryData<string> Rules => [.. RuleTable.All.Where(rule => rule.Good.Length > 0).Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Models))]
    public void Every_model_is_valid(string name) => AssertValid(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "models", name + SpecSuffix)));

    [Theory]
    [MemberData(nameof(Rules))]
    public void Every_good_example_is_valid_and_a_bad_one_is_rejected_where_a_schema_can_see_it(string id)
    {
        Rule rule = RuleTable.Find(id)!;
        AssertValid(rule.Good);
        if (Expressible.Contains(id))
        {
            Assert.NotEmpty(Errors(rule.Bad));
        }
    }

    [Theory]
    [MemberData(nameof(BadSpecs))]
    public void A_bad_spec_is_rejected_where_a_schema_can_see_the_mistake(string name)
    {
        string text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "bad", name + SpecSuffix));
        IReadOnlyList<Finding> findings = [.. SpecText.Compile(text).Findings];
        bool readable = SpecJson.Read(text) is not null;
        bool expressible = readable && findings.Any(finding => Expressible.Contains(finding.Id));
        if (!readable)
        {
            return;
        }

        if (Inexpressible.TryGetValue(name, out string? reason))
        {
            Assert.True(expressible && Errors(text).Count == 0, $"'{name}' is listed as beyond a schema ({reason}), but it is rejected or needs no place in the list.");
        }
        else
        {
            Assert.True(!expressible || Errors(text).Count > 0, $"The schema accepts '{name}', in which the compiler finds:\n{string.Join("\n", findings)}");
        }
    }

    [Theory]
    [InlineData("units: 64", "units: 0", "/tower/1/dense/units")]
    [InlineData("units: 64", "unit: 64", "/tower/1/dense")]
    [InlineData("units: 64", "units: 64, activation: rleu", "/tower/1/dense/activation")]
    [InlineData("- flatten", "- flaten", "/tower/0")]
    [InlineData("head: euclidean", "head: { euclidean: { calibrated: maybe } }", "/head/euclidean/calibrated")]
    [InlineData("model: Digits", "model: 2Digits", "/model")]
    public void A_mistake_is_reported_at_its_place(string good, string bad, string place) =>
        Assert.Contains(place, Errors(SpecText.Complete.Replace(good, bad, StringComparison.Ordinal)));

    [Theory]
    [InlineData("variants: { wide: { tower.embedding.units: 128 } }", true)]
    [InlineData("variants: { wide: { tower.embedding.units: -1 } }", false)]
    [InlineData("variants: { wide: { tower.embedding: { dense: { units: 128 } } } }", true)]
    [InlineData("variants: { wide: { training.optimizer.lr: fast } }", false)]
    [InlineData("variants: { wide: { tower.embedding.activation: linear, training: null } }", true)]
    [InlineData("variants: { wide: { tow.embedding.units: 128 } }", false)]
    [InlineData("variants: { wide: { loss: { contrastive: {} }, head: euclidean } }", true)]
    [InlineData("variants: { wide: { model: Other } }", false)]
    [InlineData("params: { size: 64 }\nvariants: { wide: { params: { size: 128 } } }", true)]
    [InlineData("params: { size: [64], head: { euclidean: { calibrated: true } } }", true)]
    [InlineData("params: [64]", false)]
    [InlineData("training: { epochs: $epochs, optimizer: { adam: $rate } }\nparams: { epochs: 3, rate: 0.1 }", true)]
    [InlineData("matrix: { tower.embedding.units: [8, 16], head: { plain: , far: { head: cosine } }, exclude: [{ head: plain }] }", true)]
    [InlineData("matrix: { tower.embedding.units: 8 }", false)]
    [InlineData("matrix: { any: { far: { heat: cosine } } }", false)]
    [InlineData("expect: [{ rule: SDSL4011, because: It shows. }]", true)]
    [InlineData("expect: [{ rule: SDSL1001, because: It shows. }]", false)]
    [InlineData("levels: { SDSL4011: none, SDSL2111: error }", true)]
    [InlineData("levels: { SDSL1001: none }", false)]
    [InlineData("levels: { SDSL4011: off }", false)]
    public void Patches_paths_and_parameters_are_known(string line, bool valid) => Assert.Equal(valid, Errors(SpecText.Complete + line + "\n").Count == 0);

    [Fact]
    public void Every_kind_and_key_of_the_catalog_is_described()
    {
        JsonNode document = JsonNode.Parse(SpecSchema.Text)!;
        foreach (CatalogEntry entry in SpecCatalog.All.Where(entry => entry.Category != Category.Section))
        {
            JsonNode kind = document["definitions"]![entry.Category.ToString().ToLowerInvariant()]!["properties"]![entry.Kind]!;
            Assert.Equal(entry.Summary, kind["description"]!.GetValue<string>());
            JsonNode keys = (kind["then"] ?? kind)["properties"]!;
            Assert.All(entry.Keys, key => Assert.StartsWith(key.Summary, keys[key.Name]!["description"]!.GetValue<string>(), StringComparison.Ordinal));
        }
    }

    [Fact]
    public void No_choice_has_many_alternatives()
    {
        var longest = 0;
        Walk(JsonNode.Parse(SpecSchema.Text)!);
        Assert.InRange(longest, 1, 8);

        void Walk(JsonNode? node)
        {
            if (node is JsonObject map)
            {
                foreach ((string name, JsonNode? value) in map)
                {
                    longest = name is "anyOf" or "oneOf" && value is JsonArray list ? Math.Max(longest, list.Count) : longest;
                    Walk(value);
                }
            }
            else if (node is JsonArray array)
            {
                foreach (JsonNode? item in array)
                {
                    Walk(item);
                }
            }
        }
    }

    private static void AssertValid(string text)
    {
        IReadOnlyList<string> errors = Errors(text);
        Assert.True(errors.Count == 0, $"The schema rejects\n{text}\nat {string.Join(", ", errors)}");
    }

    // The places at which the document breaks the schema.
    private static IReadOnlyList<string> Errors(string text)
    {
        JsonElement document = JsonSerializer.SerializeToElement(SpecJson.Read(text));
        EvaluationResults results = Schema.Evaluate(document, new EvaluationOptions { OutputFormat = OutputFormat.List });
        return results.IsValid ? [] : [.. results.Details!.Where(detail => !detail.IsValid && detail.Errors is not null).Select(detail => detail.InstanceLocation.ToString()).Distinct()];
    }

    private static TheoryData<string> Names(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*" + SpecSuffix).Select(path => Path.GetFileName(path)[..^SpecSuffix.Length]).Order(StringComparer.Ordinal)];
}
