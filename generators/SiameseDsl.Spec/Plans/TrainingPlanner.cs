using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Plans.Drafts;
using SiameseDsl.Spec.Rules;

namespace SiameseDsl.Spec.Plans;

/// <summary>Plans batch, optimiser and the rest of the training.</summary>
internal static class TrainingPlanner
{
    /// <summary>A kind with its resolved keys and the choices inside it.</summary>
    public static ComponentPlan Component(BoundNode node)
    {
        List<PartPlan>? parts = null;
        foreach (BoundKey key in node.Keys)
        {
            for (int i = 0; i < key.Nodes.Count; i++)
            {
                BoundNode part = key.Nodes[i];
                (parts ??= []).Add(new PartPlan(key.Name, Component(part), part.Entry.Category == Category.Section ? i + 1 : 0));
            }
        }

        return new ComponentPlan(node.Kind, node.Arguments, parts is null ? default : new EquatableArray<PartPlan>([.. parts]));
    }

    /// <summary>The batch as written; <see langword="null"/> where the loss's default takes its place.</summary>
    public static BoundNode? Batch(BoundNode training) => First(training, "batch");

    /// <summary>Says where an augmentation cannot change what a tower takes.</summary>
    public static void CheckAugmentation(BoundNode training, IReadOnlyList<TowerDraft> towers, VariantReport report)
    {
        foreach (BoundNode node in training["augment"].Nodes)
        {
            if (node is not { IsBroken: false, Entry: AugmentationEntry augmentation })
            {
                continue;
            }

            foreach (TowerDraft tower in towers)
            {
                if (NeededBy(augmentation, tower.Input) is string needed)
                {
                    string sample = tower.Input.Vocabulary is null ? $"has the shape {Shape.Text(tower.Input.Shape)}" : FormattableString.Invariant($"is {tower.Input.Shape[0]:N0} tokens");
                    report.Add(
                        TrainingRules.AugmentationAgainstInput,
                        Place.Of(node).OrVariant(new Place(tower.Input.ShapeSpan, tower.Place.Origin)),
                        $"The augmentation '{node.Kind}' needs {needed}, but a sample {sample}; leave it out, or take another input.");
                    break;
                }
            }
        }
    }

    /// <summary>The training with all defaults.</summary>
    public static TrainingPlan Plan(BoundNode training, IReadOnlyList<BoundAxis> tuned)
    {
        return new TrainingPlan
        {
            Epochs = training["epochs"].Argument!.AsInteger(),
            Optimizer = Choice(training, "optimizer", Category.Optimizer, "adam"),
            Batch = Choice(training, "batch", Category.Batch, "pairs"),
            Schedule = Choice(training, "schedule", Category.Schedule, "constant"),
            Augment = new EquatableArray<ComponentPlan>([.. training["augment"].Nodes.Where(node => !node.IsBroken).Select(Component)]),
            Init = Choice(training, "init", Category.Initializer, "pytorch"),
            EarlyStop = First(training, "early_stop") is BoundNode stop ? Component(stop) : null,
            ClipNorm = Given(training, "clip_norm"),
            ClipValue = Given(training, "clip_value"),
            Accumulate = training["accumulate"].Argument!.AsInteger(),
            Ema = First(training, "ema") is BoundNode ema ? Component(ema) : null,
            Precision = training["precision"].Argument!.Text,
            Tune = First(training, "tune") is BoundNode tune && tuned.Count > 0 ? new TunePlan(Component(tune), new EquatableArray<TuneAxisPlan>([.. tuned.Select(Axis)])) : null,
            Threads = training["threads"].Argument!.AsInteger(),
            Seed = training["seed"].Argument!.AsInteger(),
        };
    }

    /// <summary>What an augmentation changes, where a tower takes something else; <see langword="null"/> where it fits or nothing is known.</summary>
    private static string? NeededBy(AugmentationEntry augmentation, BranchInput input)
    {
        EquatableArray<long> shape = input.Shape;
        bool isImage = shape.Count == 3;
        return shape.Count == 0 ? null
            : augmentation.NeedsSquares && !(isImage && shape[1] == shape[2]) ? "square images"
            : augmentation.NeedsImages && !isImage ? "images"
            : input.Vocabulary is not null ? "numbers"
            : null;
    }

    private static ComponentPlan Choice(BoundNode training, string key, Category category, string standard)
    {
        if (First(training, key) is BoundNode { IsBroken: false } node)
        {
            return Component(node);
        }

        CatalogEntry entry = SpecCatalog.Find(category, standard) ?? throw new InvalidOperationException($"The catalog lacks '{standard}'.");
        return new ComponentPlan(entry.Kind, CatalogDefaults.Of(entry));
    }

    private static TuneAxisPlan Axis(BoundAxis axis) =>
        new(axis.Path, axis.Owner, axis.Kind, axis.Key.Name, axis.Key.Type == KeyType.Integer, new EquatableArray<Argument>([.. axis.Values]), axis.IsRange, axis.IsLogarithmic, axis.Text);

    private static Argument? Given(BoundNode training, string key) => training[key].Argument is { Type: not ArgumentType.Null } argument ? argument : null;

    private static BoundNode? First(BoundNode node, string key)
    {
        IReadOnlyList<BoundNode> nodes = node[key].Nodes;
        return nodes.Count == 0 ? null : nodes[0];
    }
}
