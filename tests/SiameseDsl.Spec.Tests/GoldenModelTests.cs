using System.Globalization;
using System.Text;
using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Tests;

/// <summary>Golden files of specs without a finding: beside each what the compiler makes of it, variant by variant. Together they hold every kind of the language; other suites compile and train them.</summary>
public sealed class GoldenModelTests
{
    private const string SpecSuffix = ".siamese.yaml";
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "good");

    public static TheoryData<string> Names => [.. Directory.EnumerateFiles(Folder, "*" + SpecSuffix).Order(StringComparer.Ordinal).Select(path => Path.GetFileName(path)[..^SpecSuffix.Length])];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_golden_model_has_no_finding_and_is_what_was_recorded(string name)
    {
        CompiledSpec compiled = SpecCompiler.Compile(new SpecFile(name + SpecSuffix, File.ReadAllText(Path.Combine(Folder, name + SpecSuffix))), CancellationToken.None);
        Assert.Empty(compiled.Findings);

        string actual = string.Join('\n', compiled.Family!.Variants.Select(Describe));
        string expectedPath = Path.Combine(Folder, name + ".expected.txt");
        string expected = File.Exists(expectedPath) ? File.ReadAllText(expectedPath) : "(no file of what is expected)";
        if (actual != expected)
        {
            File.WriteAllText(Path.Combine(Folder, name + ".actual.txt"), actual);
        }

        Assert.Equal(expected, actual);
    }

    private static string Describe(ModelPlan model)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{model.Variant}: {model.ParameterCount:N0} parameters, {model.Macs:N0} MACs\n");
        foreach (TowerPlan tower in model.Towers)
        {
            text.Append("  ").Append(tower.Name).Append(": ").Append(Shape.Text(tower.InputShape)).Append(tower.Vocabulary is long tokens ? $" of {tokens} tokens\n" : "\n");
            Write(text, tower.Layers, "    ");
        }

        text.Append("  head: ").Append(model.Head.Kind).Append(model.Head.IsMetric ? ", a distance" : "").Append(model.Head.IsSymmetric ? ", symmetric\n" : ", not symmetric\n");
        Write(text, model.Head.Layers, "    ");
        text.Append(model.Views == ModelPlan.OneView ? "" : $"  views: {model.Views}, embeddings {Shape.Text(model.EmbeddingShape)}\n");
        text.Append("  loss: ").Append(Words(model.Loss)).Append('\n');
        TrainingPlan training = model.Training;
        text.Append("  training: ").Append(string.Join(", ", new[] { training.Optimizer, training.Batch, training.Schedule, training.Init }.Concat(training.Augment).Select(Words))).Append('\n');
        return text.ToString();
    }

    private static void Write(StringBuilder text, EquatableArray<LayerPlan> layers, string indent)
    {
        foreach (LayerPlan layer in layers)
        {
            text.Append(CultureInfo.InvariantCulture, $"{indent}{layer.Name} {layer.Kind} {Shape.Text(layer.Output)}");
            text.Append(layer.Parameters > 0 ? string.Create(CultureInfo.InvariantCulture, $", {layer.Parameters:N0} parameters") : "");
            text.Append(layer.Macs > 0 ? string.Create(CultureInfo.InvariantCulture, $", {layer.Macs:N0} MACs\n") : "\n");
            foreach (BranchPlan branch in layer.Branches)
            {
                text.Append(indent).Append("  branch\n");
                Write(text, branch.Layers, indent + "    ");
            }
        }
    }

    private static string Words(ComponentPlan component) =>
        component.Parts.Count == 0 ? component.Kind : $"{component.Kind} ({string.Join(", ", component.Parts.Select(part => Words(part.Component)))})";
}
