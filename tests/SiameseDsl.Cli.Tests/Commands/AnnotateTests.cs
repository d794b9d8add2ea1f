using SiameseDsl.Cli.Describing;
using SiameseDsl.Cli.Tests.Hosting;
using SiameseDsl.Models;
using SiameseDsl.Modules;
using SiameseDsl.Spec;
using SiameseDsl.Spec.Editing;

namespace SiameseDsl.Cli.Tests.Commands;

/// <summary><c>describe --annotate</c>: the spec as it is, with comments that the compiler made.</summary>
public sealed class AnnotateTests
{
    [Fact]
    public void Every_models_text_stays_the_same_spec()
    {
        foreach (ModelEntry entry in SiameseModels.All)
        {
            CliResult result = CommandLine.Run("describe", entry.Name, "--annotate");

            Assert.Equal(0, result.ExitCode);
            CompiledSpec compiled = SpecCompiler.Compile(new SpecFile("annotated", result.Out));
            Assert.Equal(entry.Plan.PlanHash, compiled.Family!.Variants.Single(plan => plan.Variant == entry.Variant).PlanHash);
            string[] before = CarriedSpec.Of(entry).Text.Split('\n');
            string[] after = result.Out.Split('\n');
            Assert.Equal(before.Length, after.Length);
            Assert.All(before.Zip(after), pair => Assert.StartsWith(pair.First.TrimEnd(), pair.Second, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void The_comments_stand_in_one_column()
    {
        string[] lines = CommandLine.Run("describe", "Digits", "--annotate").Out.Split('\n');

        Assert.Contains("  - flatten                                                      # (784)", lines);
        string[] annotated = [.. lines.Where(line => line.Contains("  # (", StringComparison.Ordinal))];
        Assert.Equal(4, annotated.Length);
        Assert.Single(annotated.Select(line => line.IndexOf("# (", StringComparison.Ordinal)).Distinct());
        Assert.Contains(annotated, line => line.EndsWith("# (1000), 785,000 parameters, 784,000 MACs", StringComparison.Ordinal));
    }

    [Fact]
    public void Layers_on_one_line_are_told_apart_by_their_names()
    {
        const string Text = "siamese: 1\r\nmodel: Tiny\r\ninput: { shape: [1, 4, 4] }\r\ntower: [flatten, dense: 8]   # both\r\nhead: euclidean\r\nloss: contrastive\r\n";

        string annotated = AnnotatedText.Write(Text, SpecAnnotations.Of(new SpecFile("t", Text), "base"));

        Assert.Contains("\r\ntower: [flatten, dense: 8]   # both  # flatten1 (16); dense1 (8), 136 parameters, 128 MACs\r\n", annotated, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_has_the_same_figures()
    {
        System.Text.Json.Nodes.JsonNode first = CommandLine.Run("describe", "Digits", "--annotate", "--json").Json["annotations"]![1]!;

        Assert.Equal(("dense", 785_000, 784_000), (first["kind"]!.GetValue<string>(), first["parameters"]!.GetValue<long>(), first["macs"]!.GetValue<long>()));
    }

    [Fact]
    public void Two_views_at_once_are_wrong_usage() => Assert.Equal(2, CommandLine.Run("describe", "Digits", "--annotate", "--resolved").ExitCode);
}
