using System.Globalization;
using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Catalog.Layers;
using SiameseDsl.Spec.Plans.Drafts;
using SiameseDsl.Spec.Rules;

namespace SiameseDsl.Spec.Plans;

/// <summary>Carries shape and facts through a list of layers. Stops at the first layer that does not fit: what lies behind it cannot be judged.</summary>
/// <param name="report">Takes the findings.</param>
/// <param name="prefix">What stands before the names of untied layers in fields and weight keys.</param>
/// <param name="severalTowers">Whether a tied layer serves more than one tower.</param>
internal sealed class ChainPlanner(VariantReport report, string prefix, bool severalTowers)
{
    /// <summary>Plans a list.</summary>
    /// <param name="slots">The layers.</param>
    /// <param name="start">What arrives.</param>
    public ChainDraft Plan(IReadOnlyList<LayerSlot> slots, ChainDraft start)
    {
        var layers = new List<LayerDraft>(start.Layers.Count + slots.Count + 4);
        layers.AddRange(start.Layers);
        EquatableArray<long> shape = start.Output;
        TensorFacts facts = start.Facts;
        string maker = start.Maker;
        foreach (LayerSlot slot in slots)
        {
            LayerDraft? draft = PlanLayer(slot, shape, facts, maker);
            if (draft is null)
            {
                return new ChainDraft { Layers = layers, Output = shape, Facts = facts, Maker = maker, IsBroken = true };
            }

            layers.Add(draft);
            (shape, facts, maker) = (draft.Plan.Output, draft.Facts, $"'{slot.Name}'");
            if (PlanActivation(slot, shape, facts) is LayerDraft activation)
            {
                layers.Add(activation);
                facts = activation.Facts;
            }
        }

        return new ChainDraft { Layers = layers, Output = shape, Facts = facts, Maker = maker, IsBroken = false };
    }

    /// <summary>The start of a list.</summary>
    public static ChainDraft Start(EquatableArray<long> shape, TensorFacts facts, string maker) => new() { Layers = [], Output = shape, Facts = facts, Maker = maker, IsBroken = false };

    private LayerDraft? PlanLayer(LayerSlot slot, EquatableArray<long> input, TensorFacts facts, string maker)
    {
        BoundNode node = slot.Node;
        if (node.IsBroken || node.Entry is not LayerEntry entry)
        {
            return null;
        }

        EquatableArray<Argument> arguments = node.Arguments;
        if (entry is ResidualEntry)
        {
            return PlanResidual(slot, entry, arguments, input, facts, maker);
        }

        LayerShape shape = entry.Infer(input, arguments);
        if (shape.Problem is not null)
        {
            string arrives = shape.OwnFault ? "" : $", but {maker} gives {Shape.Text(input)}";
            string remedy = shape.Remedy is null ? "" : $"; {shape.Remedy}";
            report.Add(ShapeRules.DoesNotFit, shape.ProblemKey is null ? Place.OfPatched(node) : Place.Of(node, shape.ProblemKey), $"'{slot.Name}' needs {shape.Problem}{arrives}{remedy}.");
            return null;
        }

        if (!IsWithinLimits(slot, shape))
        {
            return null;
        }

        string? key = entry.HasField ? (slot.Tied ? slot.Name : prefix + slot.Name) : null;
        var plan = new LayerPlan
        {
            Kind = entry.Kind,
            Name = slot.Name,
            Arguments = arguments,
            Field = key is null ? null : CSharpName.Camel(key),
            WeightKey = key is null ? null : CSharpName.WeightKey(key),
            Tied = slot.Tied && severalTowers,
            Input = input,
            Output = shape.Output,
            Parameters = shape.Parameters,
            Macs = shape.Macs,
        };
        return new LayerDraft(node, entry, plan, entry.Derive(facts, arguments, input, shape.Output) with { Source = slot.Name }, Place.Of(node), []);
    }

    private LayerDraft? PlanResidual(LayerSlot slot, LayerEntry entry, EquatableArray<Argument> arguments, EquatableArray<long> input, TensorFacts facts, string maker)
    {
        ChainDraft body = Plan(slot.Body, Start(input, facts, maker));
        ChainDraft shortcut = Plan(slot.Shortcut, Start(input, facts, maker));
        if (body.IsBroken || shortcut.IsBroken)
        {
            return null;
        }

        if (body.Output != shortcut.Output)
        {
            string beside = shortcut.Layers.Count == 0 ? $"what {maker} gives, {Shape.Text(input)}" : $"its shortcut {Shape.Text(shortcut.Output)}";
            string remedy = shortcut.Layers.Count == 0 ? "make the body keep the shape, or bring the input to it with layers under 'shortcut'" : "make both end in the same shape";
            report.Add(ShapeRules.BranchesDiffer, Place.OfPatched(slot.Node), $"'{slot.Name}' adds its body {Shape.Text(body.Output)} to {beside}, which is another shape; {remedy}.");
            return null;
        }

        long parameters = 0;
        long macs = 0;
        foreach (ChainDraft branch in (ChainDraft[])[body, shortcut])
        {
            foreach (LayerDraft layer in branch.Layers)
            {
                parameters = Shape.Add(parameters, layer.Plan.Parameters);
                macs = Shape.Add(macs, layer.Plan.Macs);
            }
        }

        var plan = new LayerPlan
        {
            Kind = entry.Kind,
            Name = slot.Name,
            Arguments = arguments,
            Tied = slot.Tied && severalTowers,
            Input = input,
            Output = body.Output,
            Parameters = parameters,
            Macs = macs,
            Branches = EquatableArray.Of(new BranchPlan(body.Plans), new BranchPlan(shortcut.Plans)),
        };
        return new LayerDraft(slot.Node, entry, plan, ResidualEntry.Join(body.Facts, shortcut.Facts) with { Source = slot.Name }, Place.OfPatched(slot.Node), [body, shortcut]);
    }

    /// <summary>An activation inside a layer is an operation of its own, with its keys at their defaults.</summary>
    private LayerDraft? PlanActivation(LayerSlot slot, EquatableArray<long> shape, TensorFacts facts)
    {
        foreach (BoundKey key in slot.Node.Keys)
        {
            if (key.Name != "activation" || key.Argument is not { Type: ArgumentType.Text } argument || LayerCatalog.Activation(argument.Text) is not LayerEntry entry)
            {
                continue;
            }

            EquatableArray<Argument> arguments = CatalogDefaults.Of(entry);
            var plan = new LayerPlan
            {
                Kind = entry.Kind,
                Name = $"{slot.Name}-{entry.NameStem}",
                Arguments = arguments,
                Tied = slot.Tied && severalTowers,
                Fused = true,
                Input = shape,
                Output = shape,
            };
            return new LayerDraft(slot.Node, entry, plan, entry.Derive(facts, arguments, shape, shape) with { Source = slot.Name }, Place.Of(slot.Node, key), []);
        }

        return null;
    }

    private bool IsWithinLimits(LayerSlot slot, LayerShape shape)
    {
        if (Shape.Elements(shape.Output) > ModelLimits.Activations)
        {
            report.Add(
                ShapeRules.TooLarge,
                Place.OfPatched(slot.Node),
                $"'{slot.Name}' gives {Shape.Text(shape.Output)}, more than the {Number(ModelLimits.Activations)} values that one sample may have between two layers; make it smaller.");
            return false;
        }

        if (shape.Parameters > ModelLimits.Parameters)
        {
            string count = shape.Parameters == long.MaxValue ? "too many to count" : Number(shape.Parameters);
            report.Add(ShapeRules.TooLarge, Place.OfPatched(slot.Node), $"'{slot.Name}' would have {count} weights; a model may have {Number(ModelLimits.Parameters)}. Make it or what arrives at it smaller.");
            return false;
        }

        return true;
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
