using SiameseDsl.Spec;
using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Generator.Emit;

/// <summary>The modules that a model owns: one field each, in the order of the calls, tied ones once.</summary>
internal sealed class Fields
{
    /// <summary>Names of parameters and locals in generated methods: a field of such a name is written with <c>this.</c></summary>
    private static readonly HashSet<string> Locals = new(SampleWords.Parameters, StringComparer.Ordinal)
    {
        "x", "scope", "left", "right", "tower", "seed", "device", "a", "b", "both", "halves", "distance", "similarity", "orders", "runDirectory", "guard", "parameter",
    };

    private readonly List<LayerPlan> layers = [];
    private readonly List<LayerPlan> drawn = [];
    private readonly List<LayerPlan> frozen = [];
    private readonly HashSet<string> names = new(StringComparer.Ordinal);

    /// <summary>Collects the fields of <paramref name="model"/>.</summary>
    public Fields(ModelPlan model)
    {
        foreach (TowerPlan tower in model.Towers)
        {
            Collect(tower.Layers);
        }

        Collect(model.Head.Layers);
        Collect(model.Head.Map);
    }

    /// <summary>The layers that own a module.</summary>
    public IReadOnlyList<LayerPlan> Layers => layers;

    /// <summary>Those whose weights begin otherwise than PyTorch's.</summary>
    public IReadOnlyList<LayerPlan> Drawn => drawn;

    /// <summary>Those that training leaves alone.</summary>
    public IReadOnlyList<LayerPlan> Frozen => frozen;

    /// <summary>The fields' names, unescaped.</summary>
    public ICollection<string> Names => names;

    /// <summary>The field as an expression.</summary>
    public static string Access(string field)
    {
        string name = Literal.Identifier(field);
        bool isLocal = Locals.Contains(field) || field.StartsWith("skip", StringComparison.Ordinal) || field.StartsWith("branch", StringComparison.Ordinal);
        return isLocal ? "this." + name : name;
    }

    private void Collect(EquatableArray<LayerPlan> plans)
    {
        foreach (LayerPlan layer in plans)
        {
            if (layer.Field is { } field && LayerEmitters.Of(layer).Module is not null && names.Add(field))
            {
                layers.Add(layer);
                if (layer.Init is { Kind: not "pytorch" })
                {
                    drawn.Add(layer);
                }

                if (layer.Frozen)
                {
                    frozen.Add(layer);
                }
            }

            foreach (BranchPlan branch in layer.Branches)
            {
                Collect(branch.Layers);
            }
        }
    }
}
