using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Plans;
using SiameseDsl.Spec.Plans.Drafts;

namespace SiameseDsl.Spec.Editing;

/// <summary>Says at each layer of a spec what shape leaves it, and what it costs.</summary>
public static class SpecAnnotations
{
    /// <summary>The annotations of one variant, in the order of their places. A layer that the variant does not use has none, nor has one that could not be planned.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> was cancelled.</exception>
    public static IReadOnlyList<LayerAnnotation> Of(SpecFile file, string variant, CancellationToken ct = default)
    {
        FamilySpec? family = SpecBinder.Bind(file, ct).Family;
        ModelSpec? model = family?.Variants.FirstOrDefault(candidate => candidate.Variant == variant);
        return model is null ? [] : Sorted(Of(family!, model));
    }

    /// <summary>The annotations of the whole file: of the base, and of each layer that only a variant has. Nothing but cancellation is thrown; a defect of the compiler gives none.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> was cancelled.</exception>
    public static IReadOnlyList<LayerAnnotation> OfAll(SpecFile file, CancellationToken ct = default)
    {
        try
        {
            var known = new HashSet<SourceSpan>();
            var all = new List<LayerAnnotation>();
            if (SpecBinder.Bind(file, ct).Family is { } family)
            {
                foreach (ModelSpec model in family.Variants)
                {
                    ct.ThrowIfCancellationRequested();
                    all.AddRange(Of(family, model).Where(annotation => known.Add(annotation.Span)));
                }
            }

            return Sorted(all);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The same defect stands among the file's findings.
            return [];
        }
    }

    private static IReadOnlyList<LayerAnnotation> Of(FamilySpec family, ModelSpec model)
    {
        ModelDraft draft = PlanBuilder.Build(family, model);
        var collection = new Collection(model.Variant);
        foreach (ChainDraft tower in draft.Towers)
        {
            collection.Add(tower);
        }

        if (draft.Logit is { } logit)
        {
            collection.Add(logit);
        }

        return collection.Annotations;
    }

    private static IReadOnlyList<LayerAnnotation> Sorted(IEnumerable<LayerAnnotation> annotations) => [.. annotations.OrderBy(annotation => annotation.Span.Start)];

    private sealed class Collection(string variant)
    {
        private readonly Dictionary<SourceSpan, Entry> entries = [];

        public IReadOnlyList<LayerAnnotation> Annotations => [.. entries.Select(pair => pair.Value.Finish(pair.Key, variant))];

        public void Add(ChainDraft chain)
        {
            var before = new HashSet<SourceSpan>(entries.Keys);
            foreach (LayerDraft layer in PlanBuilder.Flat(chain))
            {
                // An activation inside a layer keeps the shape and costs nothing; a layer of a part has its line there.
                if (layer.Plan.Fused || layer.Node.Span.File is not null)
                {
                    continue;
                }

                if (!entries.TryGetValue(layer.Node.Span, out Entry? entry))
                {
                    entries.Add(layer.Node.Span, entry = new Entry(layer.Plan.Kind));
                }

                entry.Add(layer.Plan, isFirstTower: !before.Contains(layer.Node.Span));
            }
        }
    }

    private sealed class Entry(string kind)
    {
        private readonly List<string> names = [];
        private readonly List<string> outputs = [];
        private readonly HashSet<string> fields = new(StringComparer.Ordinal);
        private long parameters;
        private long macs;

        public void Add(LayerPlan plan, bool isFirstTower)
        {
            string output = Shape.Text(plan.Output);
            if (isFirstTower)
            {
                names.Add(plan.Name);
                outputs.Add(output);
                macs = Shape.Add(macs, plan.Macs);
            }
            else if (!outputs.Contains(output))
            {
                outputs.Add(output);
            }

            // What stands inside a composite is told there, too; the composite tells the sum.
            if (plan.Field is null || fields.Add(plan.Field))
            {
                parameters = plan.Field is null && !isFirstTower && plan.Tied ? parameters : Shape.Add(parameters, plan.Parameters);
            }
        }

        public LayerAnnotation Finish(SourceSpan span, string variant) =>
            new(span, variant, kind, names.ToEquatableArray(), outputs.ToEquatableArray(), parameters, macs);
    }
}
