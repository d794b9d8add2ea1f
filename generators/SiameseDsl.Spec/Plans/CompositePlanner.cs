using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Catalog.Layers;
using SiameseDsl.Spec.Plans.Drafts;
using SiameseDsl.Spec.Rules;

namespace SiameseDsl.Spec.Plans;

/// <summary>Plans layers that are made of lists of layers: each list takes what arrives, and what they give is joined.</summary>
internal sealed class CompositePlanner(ChainPlanner chains, VariantReport report, bool tied)
{
    /// <summary>Plans a residual or parallel branches; <see langword="null"/> after a finding.</summary>
    public LayerDraft? Plan(LayerSlot slot, LayerEntry entry, ChainDraft start)
    {
        var branches = new ChainDraft[slot.Branches.Count];
        bool broken = false;
        for (int i = 0; i < branches.Length; i++)
        {
            branches[i] = chains.Plan(slot.Branches[i], start);
            broken |= branches[i].IsBroken;
            if (!branches[i].IsBroken && branches[i].Facts.Vocabulary is not null)
            {
                broken = true;
                report.Add(ShapeRules.DoesNotFit, Place.OfPatched(slot.Node), $"'{slot.Name}' needs numbers from each of its branches, but one hands the tokens of {start.Maker} on; begin it with 'embedding', or put 'embedding' before '{slot.Name}'.");
            }
        }

        if (broken)
        {
            return null;
        }

        return entry is ResidualEntry ? Residual(slot, entry, start, branches[0], branches[1]) : Parallel(slot, entry, start, branches);
    }

    private LayerDraft? Residual(LayerSlot slot, LayerEntry entry, ChainDraft start, ChainDraft body, ChainDraft shortcut)
    {
        if (body.Output != shortcut.Output)
        {
            string beside = shortcut.Layers.Count == 0 ? $"what {start.Maker} gives, {Shape.Text(start.Output)}" : $"its shortcut {Shape.Text(shortcut.Output)}";
            string remedy = shortcut.Layers.Count == 0 ? "make the body keep the shape, or bring the input to it with layers under 'shortcut'" : "make both end in the same shape";
            report.Add(ShapeRules.BranchesDiffer, Place.OfPatched(slot.Node), $"'{slot.Name}' adds its body {Shape.Text(body.Output)} to {beside}, which is another shape; {remedy}.");
            return null;
        }

        return Draft(slot, entry, start, body.Output, ResidualEntry.Join(body.Facts, shortcut.Facts), [body, shortcut]);
    }

    private LayerDraft? Parallel(LayerSlot slot, LayerEntry entry, ChainDraft start, ChainDraft[] branches)
    {
        EquatableArray<Argument> arguments = slot.Node.Arguments;
        bool sum = ParallelEntry.IsSum(arguments);
        TensorFacts facts = branches[0].Facts;
        var shapes = new EquatableArray<long>[branches.Length];
        for (int i = 0; i < branches.Length; i++)
        {
            shapes[i] = branches[i].Output;
            if (i > 0)
            {
                facts = sum ? ParallelEntry.Sum(facts, branches[i].Facts) : ParallelEntry.Concat(facts, branches[i].Facts);
            }
        }

        // Of a sum no dimension grows.
        int dimension = sum ? -1 : ParallelEntry.Dimension(arguments, shapes[0].Count);
        if ((sum ? Equal(shapes) : ParallelEntry.Joined(shapes, dimension)) is EquatableArray<long> joined)
        {
            return Draft(slot, entry, start, joined, branches.Length == 1 ? facts : facts with { UnitLength = false }, branches);
        }

        string given = string.Join(", ", shapes.Select(Shape.Text));
        string wanted = sum ? "the same shape" : $"shapes that differ in the {(LayerKeys.IsOverFeatures(arguments) ? "last" : "first")} dimension only";
        report.Add(LayerRules.BranchesDoNotJoin, Place.OfPatched(slot.Node), $"The branches of '{slot.Name}' give {given}, but '{arguments.Get("join").Text}' needs {wanted}; make them end so.");
        return null;
    }

    private static EquatableArray<long>? Equal(EquatableArray<long>[] shapes) => Array.TrueForAll(shapes, shape => shape == shapes[0]) ? shapes[0] : null;

    private LayerDraft Draft(LayerSlot slot, LayerEntry entry, ChainDraft start, EquatableArray<long> output, TensorFacts facts, IReadOnlyList<ChainDraft> branches)
    {
        long parameters = 0;
        long macs = 0;
        var plans = new BranchPlan[branches.Count];
        for (int i = 0; i < plans.Length; i++)
        {
            plans[i] = new BranchPlan(branches[i].Plans);
            foreach (LayerDraft layer in branches[i].Layers)
            {
                parameters = Shape.Add(parameters, layer.Plan.Parameters);
                macs = Shape.Add(macs, layer.Plan.Macs);
            }
        }

        var plan = new LayerPlan
        {
            Kind = entry.Kind,
            Name = slot.Name,
            Arguments = slot.Node.Arguments,
            Tied = tied,
            Input = start.Output,
            Output = output,
            Parameters = parameters,
            Macs = macs,
            Branches = new EquatableArray<BranchPlan>(plans),
        };
        return new LayerDraft(slot.Node, entry, plan, facts with { Source = slot.Name }, Place.OfPatched(slot.Node), branches);
    }
}
