using System.Text.Json.Nodes;
using SiameseDsl.Cli.Describing;
using SiameseDsl.Cli.Tests.Hosting;
using SiameseDsl.Models;
using SiameseDsl.Spec;

namespace SiameseDsl.Cli.Tests.Commands;

public sealed class DescribeTests
{
    [Fact]
    public void Every_model_can_be_described_in_both_ways()
    {
        foreach (var entry in SiameseModels.All)
        {
            CliResult text = CommandLine.Run("describe", entry.Name);
            CliResult json = CommandLine.Run("describe", entry.Name, "--resolved", "--json");

            Assert.Equal(0, text.ExitCode);
            Assert.Contains("─▶ score", text.Out, StringComparison.Ordinal);
            Assert.Contains(entry.Plan.PlanHash, text.Out, StringComparison.Ordinal);
            Assert.Equal(entry.Plan.PlanHash, json.Json["plan_hash"]!.GetValue<string>());
            Assert.NotEmpty(json.Json["effective"]!.AsArray());
        }
    }

    [Fact]
    public void The_layers_parameters_add_up_to_the_models()
    {
        JsonNode model = CommandLine.Run("describe", "Digits/base", "--json").Json;
        long layers = model["towers"]![0]!["layers"]!.AsArray().Concat(model["head_layers"]!.AsArray()).Sum(layer => layer!["parameters"]!.GetValue<long>());

        Assert.Equal(885_301, layers);
        Assert.Equal(layers, model["parameters"]!.GetValue<long>());
    }

    [Fact]
    public void Tied_and_own_weights_are_told_apart()
    {
        string text = CommandLine.Run("describe", "Domains").Out;

        Assert.Matches("stem +│ conv2d.*own", text);
        Assert.Matches("body +│ conv2d.*tied", text);
        Assert.Contains("left  ─▶ stem ─▶ body* ─▶ embedding*", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_effective_value_names_its_origin()
    {
        const string Text = """
            siamese: 1
            model: Tiny
            input: { shape: [1, 4, 4] }
            tower:
              - flatten
              - dense: { name: embedding, units: 8 }
            head: euclidean
            loss: { contrastive: { margin: 2.0 } }
            variants:
              wide:
                tower.embedding.units: 16
            matrix:
              training.epochs: [3, 5]
              head: { cosine: { head: cosine } }
            """;

        IReadOnlyList<EffectiveValue> values = EffectiveValues.Of("wide", new SpecFile("Tiny.siamese.yaml", Text), CancellationToken.None);

        Assert.Equal("variant wide, line 11", Origin("tower.embedding.units", "16"));
        Assert.Equal("base, line 8", Origin("loss.contrastive.margin", "2.0"));
        Assert.Equal("base, line 3", Origin("input.shape", "[1, 4, 4]"));
        Assert.Equal("default", Origin("training.optimizer.adam.lr", "0.001"));

        values = EffectiveValues.Of("epochs5-cosine", new SpecFile("Tiny.siamese.yaml", Text), CancellationToken.None);

        Assert.Equal("matrix axis training.epochs, line 13", Origin("training.epochs", "5"));
        Assert.Equal("matrix axis head, line 14", Origin("head", "cosine"));

        string Origin(string path, string value) => Assert.Single(values, candidate => candidate.Path == path && candidate.Value == value).OriginText;
    }

    [Fact]
    public void A_familys_name_means_its_base() => Assert.Contains("Digits/base", CommandLine.Run("describe", "Digits").Out, StringComparison.Ordinal);
}
