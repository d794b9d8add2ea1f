using SiameseDsl.Generator.Emit;
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
}
