using SiameseDsl.Spec.Catalog;

namespace SiameseDsl.Spec.Plans;

/// <summary>How the towers share their weights.</summary>
public enum Sharing
{
    /// <summary>One tower serves every branch.</summary>
    Shared,

    /// <summary>Each branch has a tower of its own with the same layers.</summary>
    Separate,

    /// <summary>Some layers are tied between the towers, others are each tower's own.</summary>
    Partial,

    /// <summary>Towers of different architecture that meet in one embedding space, perhaps through a tied trunk.</summary>
    Named,
}

/// <summary>One variant, ready to be emitted: every default is filled in, every shape is known.</summary>
public sealed record ModelPlan
{
    /// <summary>Of <see cref="Views"/>: the sample alone.</summary>
    public const string OneView = "none";

    /// <summary>The family's name.</summary>
    public required string Family { get; init; }

    /// <summary>The variant's name as written; <c>base</c> for the family's top level.</summary>
    public required string Variant { get; init; }

    /// <summary>The variant's C# type name, nested in the family's type.</summary>
    public required string TypeName { get; init; }

    /// <summary>The variant's own summary, or the family's.</summary>
    public required string Summary { get; init; }

    /// <summary>Whether an error was found, so that only a stub can be emitted. Everything below may then be empty.</summary>
    public required bool IsBroken { get; init; }

    /// <summary>SHA-256 (lower-case hex, 64 digits) over the canonical text of the resolved plan: all that the spec says about the numbers a run gives.</summary>
    public required string PlanHash { get; init; }

    /// <summary>The form of sharing.</summary>
    public required Sharing Sharing { get; init; }

    /// <summary>The towers: one when <see cref="Sharing"/> is shared, otherwise one per branch (<c>left</c>, <c>right</c>, or their names in the spec).</summary>
    public required EquatableArray<TowerPlan> Towers { get; init; }

    /// <summary>Which towers are compared: training takes the mean over these pairs, evaluation the first. Never empty.</summary>
    public required EquatableArray<TowerPair> Comparisons { get; init; }

    /// <summary>Whether both branches must go through the tower as one batch: needed with batch norm, faster for dense towers, slower for convolutions without batch norm.</summary>
    public required bool JointBatch { get; init; }

    /// <summary>What compares two embeddings.</summary>
    public required HeadPlan Head { get; init; }

    /// <summary>What an embedding is made of in evaluation: <c>none</c>, <c>mirror</c> or <c>rotations</c>; see <see cref="ViewChecks"/>.</summary>
    public required string Views { get; init; }

    /// <summary>What trains the model. <see cref="ComponentPlan.Kind"/> is the loss's catalog name.</summary>
    public required ComponentPlan Loss { get; init; }

    /// <summary>How it is trained.</summary>
    public required TrainingPlan Training { get; init; }

    /// <summary>The size of the embedding, in values per image; in training one view's, where views stand one behind the other.</summary>
    public required long EmbeddingSize { get; init; }

    /// <summary>The shape of one embedding without the batch dimension; one dimension unless the head compares feature maps.</summary>
    public required EquatableArray<long> EmbeddingShape { get; init; }

    /// <summary>All trainable values of the model, tied ones once.</summary>
    public required long ParameterCount { get; init; }

    /// <summary>Multiply-accumulates to embed one image in the first tower: weights times positions; biases, activations and norms not counted.</summary>
    public required long Macs { get; init; }

    /// <summary>The classes of the user's that the model is made of, each use once.</summary>
    public EquatableArray<CustomUse> Customs { get; init; }

    /// <summary>Whether layers or the head are classes of the user's, whose parameters and multiply-accumulates are not among the counts.</summary>
    public bool HasCustomModules
    {
        get
        {
            foreach (CustomUse use in Customs)
            {
                if (use.Role is CustomRole.Layer or CustomRole.Head)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>The effective values, defaults included, as flat <c>path = value</c> lines in a fixed order: what the plan hash covers, what a foreign run's difference is told in.</summary>
    public required EquatableArray<ResolvedSetting> Resolved { get; init; }
}

/// <summary>One effective value of a variant.</summary>
/// <param name="Path">Its path, such as <c>tower.embedding.units</c> or <c>training.optimizer.adam.lr</c>.</param>
/// <param name="Value">Its value in YAML notation.</param>
public sealed record ResolvedSetting(string Path, string Value);
