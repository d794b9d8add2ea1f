using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Plans.Drafts;
using SiameseDsl.Spec.Rules;

namespace SiameseDsl.Spec.Plans;

/// <summary>Makes one branch per tower: repeats the tower for separate and partial sharing, puts the trunk behind named towers, names every layer, and carries shapes through.</summary>
internal sealed class TowerPlanner
{
    private const int LargestRank = 4;

    private readonly ModelSpec spec;
    private readonly VariantReport report;
    private readonly Place sharingPlace;

    /// <summary>Unrolls and names the layers of towers and head.</summary>
    public TowerPlanner(ModelSpec spec, VariantReport report, Place sharingPlace)
    {
        this.spec = spec;
        this.report = report;
        this.sharingPlace = sharingPlace;
        Towers = Unroll();
    }

    /// <summary>The branches, named.</summary>
    public IReadOnlyList<TowerDraft> Towers { get; }

    /// <summary>The layers behind the head's combination, named.</summary>
    public IReadOnlyList<LayerSlot> HeadLayers { get; private set; } = [];

    /// <summary>Whether there are more layers than allowed.</summary>
    public bool IsOverfull { get; private set; }

    /// <summary>Carries shapes and facts through all towers.</summary>
    public ChainDraft[] Plan()
    {
        var chains = new ChainDraft[Towers.Count];
        for (int i = 0; i < chains.Length; i++)
        {
            TowerDraft tower = Towers[i];
            var planner = new ChainPlanner(report, tower.Prefix, Towers.Count > 1);
            EquatableArray<long> shape = tower.Input.Shape;
            ChainDraft start = ChainPlanner.Start(shape, TensorFacts.ForInput(shape, tower.Input.Vocabulary), "the input");
            // Of a tower that is empty by mistake that was said already.
            if (!IsInput(tower) || (tower.Layers.Count == 0 && spec.IsBroken))
            {
                chains[i] = new ChainDraft { Layers = [], Output = shape, Facts = start.Facts, Maker = start.Maker, IsBroken = true };
                continue;
            }

            ChainDraft transformed = planner.Plan(tower.Transforms, start);
            chains[i] = transformed.IsBroken ? transformed : planner.Plan(tower.Layers, transformed);
            if (!chains[i].IsBroken && chains[i].Facts.Vocabulary is not null)
            {
                report.Add(ShapeRules.DoesNotFit, tower.Place, $"The tower '{tower.Name}' needs layers that make an embedding of its tokens; begin it with 'embedding'.");
                chains[i] = new ChainDraft { Layers = chains[i].Layers, Output = chains[i].Output, Facts = chains[i].Facts, Maker = chains[i].Maker, IsBroken = true };
            }
        }

        return chains;
    }

    private IReadOnlyList<TowerDraft> Unroll()
    {
        var unroller = new LayerUnroller(report, spec.Training["init"].Nodes[0], spec.Towers.Sum(tower => tower.Inputs.Count));
        var namer = new LayerNamer(report);
        bool calibrated = HeadPlanner.IsCalibrated(spec.Head);
        if (calibrated)
        {
            namer.Reserve("scale");
            namer.Reserve("bias");
        }

        if (HeadPlanner.MapName(spec.Head) is string map)
        {
            namer.Reserve(CSharpName.Camel(map));
        }

        if (HeadPlanner.FieldName(spec.Head) is string field)
        {
            namer.Reserve(field);
        }

        bool doubled = spec.Sharing is Sharing.Separate or Sharing.Partial;
        var scopes = new List<NameScope>(spec.Towers.Count);
        var lists = new List<List<LayerSlot>>(spec.Towers.Count);
        var numbers = new BlockNumbers[spec.Towers.Count];
        foreach (BoundTower tower in spec.Towers)
        {
            string[] prefixes = spec.Sharing switch
            {
                Sharing.Named => [tower.Name + "-"],
                Sharing.Shared => [""],
                _ => [.. tower.Inputs.Select(input => input.Name + "-")],
            };
            var scope = new NameScope("", prefixes);
            numbers[lists.Count] = new BlockNumbers("");
            List<LayerSlot> slots = unroller.Unroll(tower.Layers, spec.Sharing is Sharing.Shared or Sharing.Partial, spec.Sharing == Sharing.Partial, numbers[lists.Count]);
            namer.Enter(slots, scope);
            scopes.Add(scope);
            lists.Add(slots);
        }

        // With one tower that serves both branches nothing is tied in the plan's sense, but names and keys are those of tied layers.
        List<LayerSlot> trunk = unroller.Unroll(spec.Trunk, tied: true, obeysKey: false, new BlockNumbers("", numbers));
        var trunkScope = new NameScope("", [""]);
        namer.Enter(trunk, trunkScope);
        var headScope = new NameScope("head-", [""]);
        HeadLayers = spec.Head is { IsBroken: false } head && HeadPlanner.TakesLayers(head) ? unroller.Unroll(head["layers"].Nodes, tied: true, obeysKey: false, new BlockNumbers("head-")) : [];
        namer.Enter(HeadLayers, headScope);

        for (int i = 0; i < lists.Count; i++)
        {
            namer.Number(lists[i], scopes[i]);
            trunkScope.Names.UnionWith(scopes[i].Names);
        }

        namer.Number(trunk, trunkScope);
        namer.Number(HeadLayers, headScope);
        IsOverfull = unroller.IsOverfull;

        var towers = new List<TowerDraft>(2);
        for (int i = 0; i < spec.Towers.Count; i++)
        {
            BoundTower tower = spec.Towers[i];
            int branches = doubled ? tower.Inputs.Count : 1;
            for (int branch = 0; branch < branches; branch++)
            {
                BranchInput input = tower.Inputs[branch];
                string name = doubled ? input.Name : tower.Name;
                var transformScope = new NameScope("", [""]);
                transformScope.Names.UnionWith(scopes[i].Names);
                List<LayerSlot> transforms = unroller.Unroll(input.Transforms, tied: false, obeysKey: false, new BlockNumbers(""));
                namer.Number(transforms, transformScope);
                towers.Add(new TowerDraft(
                    name,
                    spec.Sharing == Sharing.Shared ? "" : CSharpName.Pascal(name),
                    spec.Sharing == Sharing.Shared ? "" : name + "-",
                    new Place(tower.Span, sharingPlace.Origin),
                    input,
                    transforms,
                    trunk.Count == 0 ? lists[i] : [.. lists[i], .. trunk]));
            }
        }

        return towers;
    }

    private bool IsInput(TowerDraft tower)
    {
        EquatableArray<long> shape = tower.Input.Shape;
        if (shape.Count == 0)
        {
            // The binder said so already.
            return false;
        }

        var place = new Place(tower.Input.ShapeSpan, sharingPlace.Origin);
        if (shape.Count > LargestRank)
        {
            report.Add(ShapeRules.InvalidInput, place, $"The input's shape {Shape.Text(shape)} has {shape.Count} dimensions; a sample has at most {LargestRank}, [channels, depth, height, width], without the batch dimension.");
            return false;
        }

        return true;
    }
}
