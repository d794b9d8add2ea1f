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

        EquatableArray<Argument> arguments = entry.Complete(node.Arguments, facts);
        if (entry is ResidualEntry or ParallelEntry)
        {
            return new CompositePlanner(this, report, slot.IsTiedIn(prefix) && severalTowers).Plan(slot, entry, Start(input, facts, maker));
        }

        bool isRefused = facts.Vocabulary is not null && !entry.TakesTokens && entry.Category == Category.Layer;
        LayerShape shape = isRefused ? LayerShape.Fails("numbers", "put 'embedding' before it") : entry.Infer(input, arguments);
        if (shape.Problem is not null)
        {
            bool turned = !shape.OwnFault && SequenceChecks.IsTurned(entry, arguments, input, facts);
            string arrives = shape.OwnFault ? "" : $", but {maker} gives {Gift(input, facts)}";
            string remedy = turned ? $" in the layout {SequenceChecks.Words(facts.Layout)}; put 'transpose' before it" : shape.Remedy is null ? "" : $"; {shape.Remedy}";
            report.Add(ShapeRules.DoesNotFit, shape.ProblemKey is null ? Place.OfPatched(node) : Place.Of(node, shape.ProblemKey), $"'{slot.Name}' needs {shape.Problem}{arrives}{remedy}.");
            return null;
        }

        if (!IsWithinLimits(slot, shape))
        {
            return null;
        }

        SequenceChecks.Report(report, slot, entry, arguments, Start(input, facts, maker));
        string? key = entry.HasField ? slot.PrefixIn(prefix) + slot.Name : null;
        var plan = new LayerPlan
        {
            Kind = entry.Kind,
            Name = slot.Name,
            Arguments = arguments,
            Field = key is null ? null : CSharpName.Camel(key),
            WeightKey = key is null ? null : CSharpName.WeightKey(key),
            Tied = slot.IsTiedIn(prefix) && severalTowers,
            Input = input,
            Output = shape.Output,
            Parameters = shape.Parameters,
            Macs = shape.Macs,
            InnerValues = shape.Inner,
            TiedBetween = slot.Group.ToEquatableArray(),
            Frozen = slot.Frozen && entry.HasField && (shape.Parameters > 0 || entry is BatchNormEntry or CustomEntry),
            Init = entry.TakesInit && slot.Init is { IsBroken: false } init ? TrainingPlanner.Component(init) : null,
        };
        TensorFacts derived = entry.Derive(facts, arguments, input, shape.Output) with
        {
            Source = slot.Name,
            Layout = shape.Output.Count == 2 ? entry.Gives(arguments, facts.Layout) : SequenceLayout.None,
            Order = entry.Orders(arguments, input, facts.Order),
        };
        return new LayerDraft(node, entry, plan, derived, Place.Of(node), []);
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
                Tied = slot.IsTiedIn(prefix) && severalTowers,
                Fused = true,
                Input = shape,
                Output = shape,
            };
            return new LayerDraft(slot.Node, entry, plan, entry.Derive(facts, arguments, shape, shape) with { Source = slot.Name }, Place.Of(slot.Node, key), []);
        }

        return null;
    }

    private static string Gift(EquatableArray<long> shape, TensorFacts facts) => facts.Vocabulary is null ? Shape.Text(shape) : $"{Number(Shape.Elements(shape))} tokens";

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

        if (shape.Inner > ModelLimits.Activations)
        {
            report.Add(
                ShapeRules.TooLarge,
                Place.OfPatched(slot.Node),
                $"'{slot.Name}' would make {(shape.Inner == long.MaxValue ? "more values than can be counted" : Number(shape.Inner) + " values")} inside itself of one sample, and {Number(ModelLimits.Activations)} are allowed; make it or the sequence that arrives smaller.");
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
