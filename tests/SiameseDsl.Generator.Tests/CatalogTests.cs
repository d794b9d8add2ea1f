using SiameseDsl.Generator.Emit;
using SiameseDsl.Generator.Tests.Hosting;
using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Generator.Tests;

/// <summary>The emitters know every kind that the catalog knows.</summary>
public class CatalogTests
{
    public static TheoryData<string> Layers => [.. SpecCatalog.All.Where(entry => entry.Category is Category.Layer or Category.Transform).Select(entry => entry.Kind)];

    public static TheoryData<string> Components => [.. SpecCatalog.All
        .Where(entry => entry.Category is Category.Loss or Category.Batch or Category.Optimizer or Category.Schedule or Category.Augmentation)
        .Select(entry => entry.Kind)];

    public static TheoryData<string> Miners => [.. SpecCatalog.Kinds(Category.Miner)];

    [Theory]
    [MemberData(nameof(Miners))]
    public void Every_miner_has_its_record(string kind) => Assert.NotEmpty(ComponentEmitters.TypeOfMiner(new ComponentPlan(kind, default)));

    [Theory]
    [MemberData(nameof(Layers))]
    public void Every_layer_has_an_emitter(string kind)
    {
        if (kind is "residual" or "parallel" or "repeat")
        {
            return; // Written out, not called.
        }

        Assert.NotNull(LayerEmitters.Of(new LayerPlan { Kind = kind, Name = kind, Arguments = default, Input = default, Output = default }));
    }

    [Theory]
    [MemberData(nameof(Components))]
    public void Every_component_has_its_record(string kind) => Assert.NotEmpty(ComponentEmitters.TypeOf(new ComponentPlan(kind, default)));

    public static TheoryData<string> GoldenModels => [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "good"), "*.siamese.yaml").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(GoldenModels))]
    public void A_golden_model_is_compiled_without_a_warning(string file)
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "good");
        GeneratorHost host = new GeneratorHost().AddCode(File.ReadAllText(Path.Combine(folder, "Custom.cs"))).Write(file, File.ReadAllText(Path.Combine(folder, file))).Run();
        Assert.Empty(host.Ids);
        Assert.NotEmpty(host.Sources);
        GeneratedCode.AssertClean(host.Output);
    }

    public static TheoryData<string> Initialisations => [.. SpecCatalog.Kinds(Category.Initializer)];

    [Theory]
    [MemberData(nameof(Initialisations))]
    public void Every_initialisation_is_drawn(string kind)
    {
        string spec = Specs.Named("Beginnings") + $"training:\n  init: {kind}\n";
        GeneratorHost host = GeneratorHost.RunOnce(("Beginnings.siamese.yaml", spec));
        GeneratedCode.AssertClean(host.Output);
        Assert.Equal(kind != "pytorch", host.Sources["Beginnings.g.cs"].Contains("ResetParameters();", StringComparison.Ordinal));
    }

    [Fact]
    public void Layers_named_as_what_draws_them_are_drawn()
    {
        const string spec = """
            siamese: 1
            model: Beginnings
            input: { shape: [1, 8, 8] }
            tower:
              - conv2d: { name: init, filters: 4, init: orthogonal, frozen: true }
              - batch_norm: { name: guard, frozen: true }
              - flatten
              - dense: { name: weight, units: 2, init: { kaiming_uniform: { activation: linear, mode: fan_out } } }
            head: euclidean
            loss: contrastive

            """;
        GeneratorHost host = GeneratorHost.RunOnce(("Beginnings.siamese.yaml", spec));
        GeneratedCode.AssertClean(host.Output);
        string source = host.Sources["Beginnings.g.cs"];
        Assert.Contains("Freeze(init, this.guard);", source, StringComparison.Ordinal);
        Assert.Contains("global::TorchSharp.torch.nn.init.orthogonal_(init.weight!);", source, StringComparison.Ordinal);
        Assert.Contains("mode: global::TorchSharp.torch.nn.init.FanInOut.FanOut", source, StringComparison.Ordinal);
    }

    [Fact]
    public void Layers_with_many_weights_are_drawn_matrix_by_matrix()
    {
        const string spec = """
            siamese: 1
            model: Beginnings
            input: { tokens: { length: 6, vocabulary: 9 } }
            tower:
              - embedding: { name: table, size: 8, padding: 2 }
              - transformer: { name: parameter, heads: 2, init: { xavier_uniform: { bias: pytorch } } }
              - gru: { name: reader, units: 4, frozen: true }
            head: euclidean
            loss: contrastive
            training: { init: orthogonal }

            """;
        GeneratorHost host = GeneratorHost.RunOnce(("Beginnings.siamese.yaml", spec));
        GeneratedCode.AssertClean(host.Output);
        string source = host.Sources["Beginnings.g.cs"];
        Assert.Contains("init.zeros_(table.weight![2]);", source, StringComparison.Ordinal);
        Assert.Contains("in this.parameter.named_parameters())", source, StringComparison.Ordinal);
        Assert.Contains("in reader.named_parameters())", source, StringComparison.Ordinal);
        Assert.Contains("Freeze(reader);", source, StringComparison.Ordinal);
    }
}
