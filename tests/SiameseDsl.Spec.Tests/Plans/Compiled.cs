using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Tests.Plans;

/// <summary>Compiles small specs for tests.</summary>
internal static class Compiled
{
    /// <summary>A spec around a tower: one line per layer, without the dash.</summary>
    public static string Spec(string[] tower, string head = "euclidean", string loss = "contrastive", string shape = "[1, 28, 28]", string more = "") =>
        $"siamese: 1\nmodel: Test\ninput: {{ shape: {shape} }}\ntower:\n{string.Concat(tower.Select(layer => $"  - {layer}\n"))}head: {head}\nloss: {loss}\n{more}";

    public static CompiledSpec Compile(string yaml) => SpecCompiler.Compile(new SpecFile("test.siamese.yaml", yaml), default);

    /// <summary>The base of a spec that must compile without an error.</summary>
    public static ModelPlan Plan(string yaml, string variant = "base")
    {
        CompiledSpec compiled = Compile(yaml);
        Assert.Empty(compiled.Findings.Where(finding => finding.Severity == Severity.Error).Select(finding => $"{finding.Id} {finding.Message}"));
        Assert.NotNull(compiled.Family);
        ModelPlan plan = compiled.Family.Variants.Single(candidate => candidate.Variant == variant);
        Assert.False(plan.IsBroken);
        return plan;
    }

    /// <summary>The operations of a tower over this input.</summary>
    public static EquatableArray<LayerPlan> Layers(string shape, params string[] tower) =>
        Plan(Spec([.. tower, "flatten"], "{ l1: { layers: [dense: 1] } }", "bce", shape)).Towers[0].Layers;

    /// <summary>The ids of all findings, in order.</summary>
    public static string[] Ids(string yaml) => [.. Compile(yaml).Findings.Select(finding => finding.Id)];

    /// <summary>The only finding with this id.</summary>
    public static Finding One(string yaml, string id) => Assert.Single(Compile(yaml).Findings, finding => finding.Id == id);

    /// <summary>The text that a finding's span covers.</summary>
    public static string TextAt(string yaml, Finding finding) => yaml[finding.Span.Start..finding.Span.End];
}
