using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using SiameseDsl.Generator.Tests.Hosting;
using SiameseDsl.Spec.Rules;

namespace SiameseDsl.Generator.Tests;

/// <summary>What the real SDK makes of the generator and its targets.</summary>
public class BuildTests
{
    private const string Program = """
        public static class Uses
        {
            public static Scratch.Models.Shapes.BadLoss? Field;

            public static int Count() => Scratch.Models.SiameseModels.All.Count;
        }
        """;

    [Fact]
    public void A_plain_build_notices_added_edited_renamed_and_deleted_specs()
    {
        using ScratchProject project = new();
        project.Write("A.siamese.yaml", Specs.Named("A"));
        AssertBuilt(project, "A");
        AssertResources(project, "siamese/A.siamese.yaml");

        project.Write("sub/B.siamese.yaml", Specs.Named("B"), old: true);
        AssertBuilt(project, "A", "B");
        AssertResources(project, "siamese/A.siamese.yaml", "siamese/sub/B.siamese.yaml");

        project.Delete("A.siamese.yaml");
        project.Write("Renamed.siamese.yaml", Specs.Named("C"), old: true);
        AssertBuilt(project, "B", "C");

        project.Delete("sub/B.siamese.yaml");
        AssertBuilt(project, "C");

        (int exitCode, _, string log) = project.Build();
        Assert.True(exitCode == 0 && log.Contains("Skipping target \"CoreCompile\"", StringComparison.Ordinal), log);
    }

    [Fact]
    public void A_build_looks_classes_of_the_users_up_and_says_once_what_is_wrong()
    {
        using ScratchProject project = new();
        project.Write("Squeeze.cs", CustomRules.NoConstructor.Code);
        project.Write("Digits.siamese.yaml", CustomRules.NoConstructor.Bad);

        (int exitCode, string[] findings, string log) = project.Build();

        Assert.NotEqual(0, exitCode);
        Assert.Equal("Digits.siamese.yaml(6,57): error SDSL2174: The constructor Squeeze.Squeeze(int, int, Pooling) has no parameter 'channel'; did you mean 'channels'?", Assert.Single(findings).Split(" [")[0]);

        project.Write("Digits.siamese.yaml", CustomRules.NoConstructor.Good);
        (exitCode, findings, log) = project.Build();
        Assert.True(exitCode == 0 && findings.Length == 0, log);
    }

    [Fact]
    public void A_build_shows_each_finding_once_in_the_spec_and_nothing_else()
    {
        using ScratchProject project = new();
        project.Write("Shapes.siamese.yaml", Specs.WithBrokenVariants);
        project.Write("Other.siamese.yaml", Specs.Tiny.Replace("head: euclidean", "head: euclidian"));
        project.Write("Uses.cs", Program);

        (int exitCode, string[] findings, string log) = project.Build();

        Assert.NotEqual(0, exitCode);
        Assert.True(findings.Length == 3, log);
        Assert.Equal(3, findings.Distinct().Count());
        Assert.Contains(findings, line => line.StartsWith("Other.siamese.yaml(6,", StringComparison.Ordinal));
        Assert.Contains(findings, line => line.StartsWith("Shapes.siamese.yaml(10,", StringComparison.Ordinal) && line.Contains("densse", StringComparison.Ordinal));
        Assert.Contains(findings, line => line.StartsWith("Shapes.siamese.yaml(11,", StringComparison.Ordinal));
    }

    [Fact]
    public void Warnings_obey_the_global_configuration_and_errors_do_not()
    {
        using ScratchProject project = new();
        project.Write("Tiny.siamese.yaml", Specs.Tiny.Replace("loss: contrastive", "loss: bce"));
        (int exitCode, string[] findings, string log) = project.Build();
        Assert.True(exitCode == 0 && findings.Length == 1, log);
        string id = findings[0].Split("warning ")[1].Split(':')[0];

        project.Write(".globalconfig", $"is_global = true\ndotnet_diagnostic.{id}.severity = none\ndotnet_diagnostic.SDSL1001.severity = none\n");
        (exitCode, findings, log) = project.Build();
        Assert.True(exitCode == 0 && findings.Length == 0, log);

        project.Write("Tiny.siamese.yaml", Specs.Tiny + "colour: red\n");
        (exitCode, findings, log) = project.Build();
        Assert.True(exitCode != 0 && findings.Length == 1 && findings[0].Contains("SDSL1001", StringComparison.Ordinal), log);
    }

    [Fact]
    public void A_project_sets_the_levels_of_warnings_and_notes()
    {
        using ScratchProject project = new();
        project.Write("Saturated.siamese.yaml", Specs.Saturated);
        project.Write("Directory.Build.props", Properties($"{Specs.SaturatedRule}=none;SDSL4012=error"));
        (int exitCode, string[] findings, string log) = project.Build();
        Assert.True(exitCode == 0 && findings.Length == 0, log);

        project.Write("Directory.Build.props", Properties($"\n  SDSL4012=none;\n  {Specs.SaturatedRule}=error\n"));
        (exitCode, findings, log) = project.Build();
        Assert.True(exitCode != 0 && findings.Length == 1 && findings[0].Contains("error " + Specs.SaturatedRule, StringComparison.Ordinal), log);

        static string Properties(string levels) => $"<Project><PropertyGroup><SiameseLevels>{levels}</SiameseLevels></PropertyGroup></Project>";
    }

    [Fact]
    public void A_part_is_found_by_its_name_and_goes_along_with_the_specs()
    {
        using ScratchProject project = new();
        project.Write("lib/common.siamese-part.yaml", Specs.Tiny.Replace("model: Tiny\n", ""));
        project.Write("A.siamese.yaml", "siamese: 1\nmodel: A\ninclude: [lib/common.siamese-part.yaml]\n");
        AssertBuilt(project, "A");
        AssertResources(project, "siamese/A.siamese.yaml", "siamese/lib/common.siamese-part.yaml");

        project.Write("lib/common.siamese-part.yaml", Specs.Tiny.Replace("model: Tiny\n", "").Replace("units: 2", "uints: 2"));
        (int exitCode, string[] findings, string log) = project.Build();
        Assert.True(exitCode != 0 && findings.Length == 1 && findings[0].StartsWith("lib/common.siamese-part.yaml(4,", StringComparison.Ordinal), log);

        project.Delete("lib/common.siamese-part.yaml");
        (exitCode, findings, log) = project.Build();
        Assert.True(exitCode != 0 && findings.Length == 1 && findings[0].Contains("SDSL2113", StringComparison.Ordinal), log);
    }

    [Fact]
    public void An_older_compiler_is_told_in_one_sentence()
    {
        using ScratchProject project = new();
        project.Write("Tiny.siamese.yaml", Specs.Tiny);

        (int exitCode, string[] findings, string log) = project.Build("-p:CompilerApiVersion=roslyn4.8");

        Assert.NotEqual(0, exitCode);
        Assert.True(Assert.Single(findings).Contains("SDSLCFG001", StringComparison.Ordinal), log);
    }

    private static void AssertBuilt(ScratchProject project, params string[] families)
    {
        (int exitCode, string[] findings, string log) = project.Build();
        Assert.True(exitCode == 0, string.Join('\n', findings) + log);
        Assert.Equal([.. families, "SiameseModels"], TypesOf(project.Output).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> TypesOf(string assembly)
    {
        using PEReader reader = new(File.OpenRead(assembly));
        MetadataReader metadata = reader.GetMetadataReader();
        return [.. metadata.TypeDefinitions.Select(metadata.GetTypeDefinition).Where(type => metadata.GetString(type.Namespace) == "Scratch.Models").Select(type => metadata.GetString(type.Name))];
    }

    private static void AssertResources(ScratchProject project, params string[] names)
    {
        using PEReader reader = new(File.OpenRead(project.Output));
        MetadataReader metadata = reader.GetMetadataReader();
        Assert.Equal(names, metadata.ManifestResources.Select(handle => metadata.GetString(metadata.GetManifestResource(handle).Name)).Order(StringComparer.Ordinal));
    }
}
