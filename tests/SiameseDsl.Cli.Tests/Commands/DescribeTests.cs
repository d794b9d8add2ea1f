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
    public void A_default_that_follows_from_the_model_is_shown_as_such()
    {
        IReadOnlyList<EffectiveValue> values = EffectiveValues.Of(SiameseModels.All.Single(entry => entry.Name == "Losses/contrastive"), CancellationToken.None);
        EffectiveValue margin = Assert.Single(values, value => value.Path == "loss.contrastive.margin");

        Assert.Equal(("1.0", "default, follows from the model"), (margin.Value, margin.OriginText));
    }

    [Theory]
    [InlineData("Losses/sum", "loss.sum.losses.2.loss = bce", "loss.sum.losses.2.weight = 0.2")]
    [InlineData("Losses/triplet-scheduled", "loss.triplet.miner.schedule.stages.3.miner = hard", "loss.triplet.miner.schedule.stages.2.from = 0.3")]
    public void Parts_and_stages_are_effective_values_under_the_plans_paths(string model, string first, string second)
    {
        var entry = SiameseModels.All.Single(candidate => candidate.Name == model);
        string[] values = [.. EffectiveValues.Of(entry, CancellationToken.None).Select(value => $"{value.Path} = {value.Value}")];

        Assert.Contains(first, values);
        Assert.Contains(second, values);
        Assert.All(entry.Plan.Resolved.Where(setting => setting.Key.StartsWith("loss", StringComparison.Ordinal) && setting.Value != "null"), setting => Assert.Contains($"{setting.Key} = {setting.Value}", values));
    }

    [Theory]
    [InlineData("Losses/bce", "bce")]
    [InlineData("Losses/contrastive-mined", "contrastive, margin 1, multi-similarity (tolerance 0.1) pairs")]
    [InlineData("Losses/double-margin", "double_margin, margins 0.2 and 1")]
    [InlineData("Losses/triplet-scheduled", "triplet, margin 0.2, all, from 0.3 on semi-hard, from 0.7 on hard triplets")]
    [InlineData("Losses/n-pair", "n_pair, weight 0.002 of the embeddings' squared length")]
    [InlineData("Losses/arcface", "arcface, margin 0.5, scale 30, a vector learned for each training class at 10 times the learning rate")]
    [InlineData("Losses/sum", "(nt_xent, temperature 0.1) + 0.2 x (bce)")]
    public void A_loss_is_told_in_words(string model, string text) =>
        Assert.Equal(text, LossText.Of(SiameseModels.All.Single(entry => entry.Name == model).DefaultOptions.LossSettings));

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
    public void Values_have_the_plans_names_however_they_are_written()
    {
        foreach (var entry in SiameseModels.All)
        {
            HashSet<string> lines = [.. EffectiveValues.Of(entry, CancellationToken.None).Select(value => $"{value.Path} = {value.Value}")];
            Assert.All(
                entry.Plan.Resolved.Where(setting => !setting.Key.EndsWith("layers", StringComparison.Ordinal) && !setting.Key.EndsWith("transforms", StringComparison.Ordinal) && !setting.Key.EndsWith("shortcut", StringComparison.Ordinal) && !setting.Key.Contains(".branches.", StringComparison.Ordinal)),
                setting => Assert.Contains($"{setting.Key} = {(setting.Value == "null" ? "-" : setting.Value)}", lines));
        }
    }

    [Fact]
    public void Repeats_blocks_and_parts_tell_where_their_values_are_written()
    {
        const string Part = "siamese: 1\nblocks:\n  cell:\n    params: { units: 8 }\n    layers: [dense: $units, relu]\n";
        const string Text = "siamese: 1\nmodel: Tiny\ninclude: [cells.siamese-part.yaml]\ninput: { shape: [4] }\ntower:\n  - repeat: { times: 2, layers: [dense: { name: deep, units: 4 }] }\n  - cell: 6\n  - dense: 3\nhead: euclidean\nloss: contrastive\n";

        IReadOnlyList<EffectiveValue> values = EffectiveValues.Of("base", new SpecFile("Tiny.siamese.yaml", Text) { Parts = new OnePart(Part) }, CancellationToken.None);

        Assert.Equal(("4", "base, line 6"), Of("tower.deep-2.units"));
        Assert.Equal(("dense", "base, line 5 of cells.siamese-part.yaml"), Of("tower.cell1-dense1"));
        Assert.Equal(("6", "base, line 7"), Of("tower.cell1-dense1.units"));
        Assert.Equal(("3", "base, line 8"), Of("tower.dense1.units"));
        Assert.Equal(("true", "default"), Of("tower.dense1.bias"));

        (string, string) Of(string path) => values.Where(value => value.Path == path).Select(value => (value.Value, value.OriginText)).Single();
    }

    [Fact]
    public void A_familys_name_means_its_base() => Assert.Contains("Digits/base", CommandLine.Run("describe", "Digits").Out, StringComparison.Ordinal);

    private sealed class OnePart(string text) : IPartSource
    {
        public SpecFile? Find(string path) => path == "cells.siamese-part.yaml" ? new SpecFile(path, text) : null;
    }
}
