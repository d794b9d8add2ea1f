using Microsoft.CodeAnalysis;
using SiameseDsl.Generator.Tests.Hosting;

namespace SiameseDsl.Generator.Tests;

/// <summary>One driver lives through each test, as in an editor. A step that runs without need costs every user on every keystroke.</summary>
public class StepTests
{
    [Fact]
    public void An_unrelated_edit_of_csharp_recomputes_nothing()
    {
        GeneratorHost host = TwoSpecs();

        host.EditCode("class Edited { void Body() { } }").Run();

        AssertAll(host, "Cached");
    }

    [Fact]
    public void An_added_csharp_file_recomputes_nothing()
    {
        GeneratorHost host = TwoSpecs();

        host.AddCode("class Added { }").Run();

        AssertAll(host, "Cached");
    }

    [Fact]
    public void Saving_a_spec_without_a_change_stops_at_its_text()
    {
        GeneratorHost host = TwoSpecs();

        host.Write("A.siamese.yaml", Specs.Named("A")).Run();

        Assert.Equal("Cached Unchanged", host.Reasons(StepNames.Text));
        AssertAll(host, "Cached", except: StepNames.Text);
    }

    [Fact]
    public void A_comment_leaves_the_plan_unchanged_and_emits_nothing()
    {
        GeneratorHost host = TwoSpecs();

        host.Write("A.siamese.yaml", "# a comment\n\n" + Specs.Named("A")).Run();

        Assert.Equal("Cached Modified", host.Reasons(StepNames.Text));
        Assert.Equal("Cached Unchanged", host.Reasons(StepNames.Heading));
        Assert.Equal("Cached Unchanged", host.Reasons(StepNames.EmitInput));
        Assert.Equal("Cached Cached", host.Reasons(StepNames.Emit));
        Assert.Equal("Cached", host.Reasons(StepNames.Layout));
        Assert.Equal("Cached", host.Reasons(StepNames.Registry));
    }

    [Fact]
    public void One_of_many_specs_is_compiled_and_emitted_alone()
    {
        (string, string?)[] specs = [.. Enumerable.Range(0, 30).Select(i => ($"Spec{i}.siamese.yaml", (string?)Specs.Named($"Spec{i}")))];
        GeneratorHost host = GeneratorHost.RunOnce(specs);

        host.Write("Spec7.siamese.yaml", Specs.Named("Spec7").Replace("units: 2", "units: 3")).Run();

        string one = string.Concat(Enumerable.Repeat("Cached ", 29)) + "Modified";
        Assert.All([StepNames.Text, StepNames.Compile, StepNames.EmitInput, StepNames.Emit], step => Assert.Equal(one, host.Reasons(step)));
        Assert.All([StepNames.Layout, StepNames.Registry], step => Assert.Equal("Cached", host.Reasons(step)));
    }

    [Fact]
    public void An_edited_layer_emits_its_own_family_only()
    {
        GeneratorHost host = TwoSpecs();

        host.Write("A.siamese.yaml", Specs.Named("A").Replace("units: 2", "units: 3")).Run();

        Assert.Equal("Cached Modified", host.Reasons(StepNames.EmitInput));
        Assert.Equal("Cached Modified", host.Reasons(StepNames.Emit));
        Assert.Equal("Cached", host.Reasons(StepNames.Registry));
        Assert.Contains("EmbeddingSize = 3", host.Sources["A.g.cs"]);
    }

    [Fact]
    public void An_added_spec_leaves_the_others_alone()
    {
        GeneratorHost host = TwoSpecs();

        host.Write("C.siamese.yaml", Specs.Named("C")).Run();

        Assert.Equal("Cached Cached New", host.Reasons(StepNames.Text));
        Assert.Equal("Cached Cached New", host.Reasons(StepNames.Emit));
        Assert.Equal("Modified", host.Reasons(StepNames.Registry));
        Assert.Equal(["A.g.cs", "B.g.cs", "C.g.cs", "SiameseModels.g.cs"], host.Sources.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_renamed_spec_keeps_its_types_and_a_deleted_one_takes_them_away()
    {
        GeneratorHost host = TwoSpecs();
        string before = host.Sources["SiameseModels.g.cs"];

        host.Delete("A.siamese.yaml").Write("Renamed.siamese.yaml", Specs.Named("A")).Run();

        Assert.Equal(["B.g.cs", "Renamed.g.cs", "SiameseModels.g.cs"], host.Sources.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(before, host.Sources["SiameseModels.g.cs"]);

        host.Delete("Renamed.siamese.yaml").Run();

        Assert.Equal(["B.g.cs", "SiameseModels.g.cs"], host.Sources.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("Cached Removed", host.Reasons(StepNames.Emit));
        GeneratedCode.AssertClean(host.Output);
    }

    [Fact]
    public void Another_additional_file_is_not_looked_at()
    {
        GeneratorHost host = TwoSpecs();

        host.Write("settings.json", "{}").Run();

        AssertAll(host, "Cached");
    }

    [Fact]
    public void Another_root_namespace_emits_anew_but_parses_nothing()
    {
        GeneratorHost host = TwoSpecs();

        host.SetOptions("Other").Run();

        Assert.Equal("Modified", host.Reasons(StepNames.Settings));
        Assert.Equal("Cached Cached", host.Reasons(StepNames.Compile));
        Assert.Equal("Modified Modified", host.Reasons(StepNames.Emit));
        Assert.Contains("namespace Other.Models;", host.Sources["A.g.cs"]);
        GeneratedCode.AssertClean(host.Output);
    }

    [Fact]
    public void Other_levels_change_findings_and_neither_parse_nor_emit()
    {
        GeneratorHost host = GeneratorHost.RunOnce(("A.siamese.yaml", Specs.Saturated), ("B.siamese.yaml", Specs.Named("B")));
        Assert.Equal([(Specs.SaturatedRule, DiagnosticSeverity.Warning)], host.Result.Diagnostics.Select(diagnostic => (diagnostic.Id, diagnostic.Severity)));

        host.SetOptions("Acme", levels: Specs.SaturatedRule + "=error").Run();

        Assert.Equal([(Specs.SaturatedRule, DiagnosticSeverity.Error)], host.Result.Diagnostics.Select(diagnostic => (diagnostic.Id, diagnostic.Severity)));
        Assert.Equal("Cached Cached", host.Reasons(StepNames.Compile));
        Assert.Equal("Modified", host.Reasons(StepNames.Findings));
        Assert.Equal("Unchanged Unchanged", host.Reasons(StepNames.EmitInput));
        Assert.Equal("Cached Cached", host.Reasons(StepNames.Emit));
        Assert.Equal("Unchanged", host.Reasons(StepNames.Registry));

        host.SetOptions("Acme", levels: Specs.SaturatedRule + "=none").Run();

        Assert.Empty(host.Ids);
    }

    [Fact]
    public void A_files_level_stands_before_the_projects()
    {
        GeneratorHost host = GeneratorHost.RunOnce(("A.siamese.yaml", Specs.Saturated + $"levels: {{ {Specs.SaturatedRule}: info }}\n"));

        host.SetOptions("Acme", levels: Specs.SaturatedRule + "=none").Run();

        Assert.Equal([(Specs.SaturatedRule, DiagnosticSeverity.Info)], host.Result.Diagnostics.Select(diagnostic => (diagnostic.Id, diagnostic.Severity)));
    }

    [Fact]
    public void A_level_that_a_project_cannot_set_is_said_of_the_project_once()
    {
        GeneratorHost host = TwoSpecs().SetOptions("Acme", levels: "SDSL3001=none,SDSL0002=none").Run();

        Diagnostic finding = Assert.Single(host.Result.Diagnostics);
        Assert.Equal(("SDSL2112", Location.None), (finding.Id, finding.Location));
        Assert.StartsWith("The property SiameseLevels: SDSL3001 (layer does not fit) is an error", finding.GetMessage(), StringComparison.Ordinal);
        Assert.Equal(["SDSL2112"], host.Delete("A.siamese.yaml").Delete("B.siamese.yaml").Run().Ids);
    }

    [Fact]
    public void Another_project_directory_parses_nothing()
    {
        GeneratorHost host = TwoSpecs();

        host.SetOptions("Acme", "/project/sub/").Run();

        Assert.Equal("Cached Cached", host.Reasons(StepNames.Compile));
        Assert.Equal("Modified", host.Reasons(StepNames.Layout));
        GeneratedCode.AssertClean(host.Output);
    }

    [Fact]
    public void The_same_options_from_another_provider_change_nothing()
    {
        GeneratorHost host = TwoSpecs();

        host.SetOptions("Acme").Run();

        Assert.Equal("Unchanged", host.Reasons(StepNames.Settings));
        AssertAll(host, "Cached", except: StepNames.Settings);
    }

    [Fact]
    public void An_error_that_is_repaired_gives_the_same_bytes_as_before()
    {
        GeneratorHost host = TwoSpecs();
        string before = host.Sources["A.g.cs"];

        host.Write("A.siamese.yaml", "siamese: [").Run();
        Assert.NotEmpty(host.Result.Diagnostics);
        Assert.True(host.Sources.ContainsKey("B.g.cs"));

        host.Write("A.siamese.yaml", Specs.Named("A")).Run();
        Assert.Equal(before, host.Sources["A.g.cs"]);
        Assert.Empty(host.Result.Diagnostics);
    }

    private static GeneratorHost TwoSpecs()
    {
        GeneratorHost host = GeneratorHost.RunOnce(("A.siamese.yaml", Specs.Named("A")), ("B.siamese.yaml", Specs.Named("B")));
        Assert.Empty(host.Result.Diagnostics);
        return host;
    }

    private static void AssertAll(GeneratorHost host, string reason, string? except = null)
    {
        foreach (string step in StepNames.All)
        {
            if (step != except)
            {
                string reasons = host.Reasons(step);
                Assert.NotEmpty(reasons);
                Assert.All(reasons.Split(' '), one => Assert.True(one == reason, $"{step}: {reasons}"));
            }
        }
    }
}
