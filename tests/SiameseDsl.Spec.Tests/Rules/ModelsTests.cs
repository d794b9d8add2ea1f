using System.Runtime.CompilerServices;
using SiameseDsl.Spec.Plans;
using SiameseDsl.Spec.Tests.Plans;

namespace SiameseDsl.Spec.Tests.Rules;

public sealed class ModelsTests
{
    [Theory]
    [InlineData("Digits")]
    [InlineData("DigitsConv")]
    [InlineData("Omniglot")]
    [InlineData("Domains")]
    [InlineData("Faces")]
    [InlineData("Losses")]
    [InlineData("Rows")]
    [InlineData("Words")]
    public void The_projects_own_models_compile_without_a_warning(string name)
    {
        CompiledSpec compiled = Compiled.Compile(File.ReadAllText(PathOf(name)));

        Assert.Empty(compiled.Findings.Where(finding => finding.Severity > Severity.Info).Select(finding => $"{finding.Span.StartLine + 1} {finding.Id} {finding.Message}"));
        Assert.All(compiled.Family!.Variants, plan => Assert.False(plan.IsBroken));
    }

    [Fact]
    public void The_tutorials_network_has_the_counts_worked_out_by_hand()
    {
        FamilyPlan family = Compiled.Compile(File.ReadAllText(PathOf("Digits"))).Family!;
        ModelPlan contrastive = family.Variants.Single(plan => plan.Variant == "contrastive");

        Assert.Equal(885_100, contrastive.ParameterCount);
        Assert.Equal(884_000, contrastive.Macs);
        Assert.Equal(100, contrastive.EmbeddingSize);
        Assert.True(contrastive.JointBatch);
        Assert.Equal(885_100 + 201, family.Variants[0].ParameterCount);
        Assert.Equal(885_102, family.Variants.Single(plan => plan.Variant == "euclidean").ParameterCount);
    }

    internal static string PathOf(string name, [CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "models", name + ".siamese.yaml");
}
