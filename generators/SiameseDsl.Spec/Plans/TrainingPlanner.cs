using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Catalog;

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

    /// <summary>The training with all defaults.</summary>
    public static TrainingPlan Plan(BoundNode training)
    {
        Argument? clip = training["clip_norm"].Argument;
        return new TrainingPlan
        {
            Epochs = training["epochs"].Argument!.AsInteger(),
            Optimizer = Choice(training, "optimizer", Category.Optimizer, "adam"),
            Batch = Choice(training, "batch", Category.Batch, "pairs"),
            Schedule = Choice(training, "schedule", Category.Schedule, "constant"),
            Augment = new EquatableArray<ComponentPlan>([.. training["augment"].Nodes.Where(node => !node.IsBroken).Select(Component)]),
            EarlyStop = First(training, "early_stop") is BoundNode stop ? Component(stop) : null,
            ClipNorm = clip is null || clip.Type == ArgumentType.Null ? null : clip,
            Threads = training["threads"].Argument!.AsInteger(),
            Seed = training["seed"].Argument!.AsInteger(),
        };
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

    private static BoundNode? First(BoundNode node, string key)
    {
        IReadOnlyList<BoundNode> nodes = node[key].Nodes;
        return nodes.Count == 0 ? null : nodes[0];
    }
}
