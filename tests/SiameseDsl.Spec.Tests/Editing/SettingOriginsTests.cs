using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Editing;

namespace SiameseDsl.Spec.Tests.Editing;

/// <summary>Where the values of a variant come from: each told with the text that stands at its place.</summary>
public sealed class SettingOriginsTests
{
    private const string Named = """
        siamese: 1
        model: Test
        input: { shape: [6] }
        towers:
          photo: { layers: [dense: { name: own, units: 8, frozen: true }, sigmoid] }
          text: { layers: [dense: { units: 8, init: { normal: { std: 0.5 } } }, tanh] }
        trunk: [dense: { name: end, units: 4 }]
        compare: [[text, photo]]
        head: euclidean
        loss: contrastive
        training: { tune: { values: { training.optimizer.adam.lr: [0.01, 0.02] } } }
        variants:
          other: { trunk: [dense: 5], training.augment: [noise] }
        """;

    [Fact]
    public void Each_tower_its_trunk_and_what_is_tuned_are_found()
    {
        IReadOnlyList<SettingOrigin> origins = Of(Named, "base");

        Assert.Equal("[6]", At(origins, "input.photo.shape"));
        Assert.Equal("8", At(origins, "towers.photo.own.units"));
        Assert.Equal("true", At(origins, "towers.photo.own.frozen"));
        Assert.Equal("sigmoid", At(origins, "towers.photo.sigmoid1"));
        Assert.Equal("0.5", At(origins, "towers.text.dense1.init.normal.std"));
        Assert.Equal("4", At(origins, "trunk.end.units"));
        Assert.Equal("compare", At(origins, "compare"));
        Assert.Equal("[0.01, 0.02]", At(origins, "training.tune.values.training.optimizer.adam.lr"));
        Assert.Equal(Origin.Default, origins.Single(origin => origin.Path == "training.epochs").Origin);
    }

    [Fact]
    public void A_variants_own_values_are_told_apart_from_those_it_inherits()
    {
        IReadOnlyList<SettingOrigin> origins = Of(Named, "other");

        Assert.Equal(Origin.Variant, origins.Single(origin => origin.Path.StartsWith("trunk.", StringComparison.Ordinal) && origin.Path.EndsWith(".units", StringComparison.Ordinal)).Origin);
        Assert.Equal(Origin.Base, origins.Single(origin => origin.Path == "towers.photo.own.units").Origin);
    }

    [Fact]
    public void Views_are_found_where_they_are_written()
    {
        string spec = SpecText.Complete.Replace("loss:", "views: mirror\nloss:", StringComparison.Ordinal) + "variants:\n  turned: { views: rotations }\n";
        SettingOrigin inherited = Find(SettingOrigins.Of(new SpecFile("t", spec), "base")!, "views");
        SettingOrigin own = Find(SettingOrigins.Of(new SpecFile("t", spec), "turned")!, "views");

        Assert.Equal((Origin.Base, "mirror"), (inherited.Origin, Marked(spec, inherited)));
        Assert.Equal((Origin.Variant, "rotations"), (own.Origin, Marked(spec, own)));
    }

    [Fact]
    public void A_form_of_sharing_that_is_written_is_found_and_one_that_is_not_is_the_default()
    {
        const string Partial = SpecText.Head + "sharing: partial\ntower:\n  - flatten\n  - dense: { name: own, units: 8, shared: false }\n  - dense: { name: embedding, units: 4 }\nhead: euclidean\nloss: contrastive\n";
        IReadOnlyList<SettingOrigin> origins = SettingOrigins.Of(new SpecFile("t", Partial), "base")!;

        Assert.Equal((Origin.Base, "partial"), (Find(origins, "sharing").Origin, Marked(Partial, Find(origins, "sharing"))));
        Assert.Equal(Origin.Base, Find(origins, "tower.own.shared").Origin);
        Assert.Equal(Origin.Default, Find(SettingOrigins.Of(new SpecFile("t", SpecText.Complete), "base")!, "sharing").Origin);
    }

    [Theory]
    [InlineData(Named, "nobody")]
    [InlineData("tower: [", "base")]
    [InlineData(SpecText.Head + "tower: [dense: 4]\nhead: euclidean\nloss: contrastive\n", "base")]
    public void What_cannot_be_compiled_has_no_values(string text, string variant) => Assert.Null(SettingOrigins.Of(new SpecFile("t", text), variant));

    private static IReadOnlyList<SettingOrigin> Of(string text, string variant)
    {
        IReadOnlyList<SettingOrigin>? origins = SettingOrigins.Of(new SpecFile("t", text), variant);
        Assert.True(origins is not null, string.Join("\n", SpecText.Compile(text).Findings.Select(finding => finding.Message)));
        return origins;
    }

    private static SettingOrigin Find(IReadOnlyList<SettingOrigin> origins, string path)
    {
        Assert.True(origins.Any(origin => origin.Path == path), $"No '{path}' among:\n{string.Join("\n", origins.Select(origin => origin.Path))}");
        return origins.Single(origin => origin.Path == path);
    }

    private static string Marked(string text, SettingOrigin origin) => text[origin.Span.Start..origin.Span.End];

    private static string At(IReadOnlyList<SettingOrigin> origins, string path) => Marked(Named, Find(origins, path));
}
