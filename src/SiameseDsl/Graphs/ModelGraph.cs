namespace SiameseDsl.Graphs;

/// <summary>A compiled model as plain data, without any Torch type: what list, describe, diagrams, export and run identity read.</summary>
public sealed record ModelGraph
{
    private readonly IReadOnlyList<TowerPair>? comparisons;

    /// <summary>The family's name, as in the spec.</summary>
    public required string Family { get; init; }

    /// <summary>The variant's name, as in the spec; <c>base</c> for the family's top level.</summary>
    public required string Variant { get; init; }

    /// <summary>What the spec says about it.</summary>
    public required string Summary { get; init; }

    /// <summary>The metric that decides between the family's variants: <c>pair_accuracy</c>, <c>auc</c>, <c>eer</c> or <c>one_shot</c>.</summary>
    public required string Primary { get; init; }

    /// <summary>SHA-256 over the resolved plan, lower-case hex.</summary>
    public required string PlanHash { get; init; }

    /// <summary><c>shared</c>, <c>separate</c>, <c>partial</c> or <c>named</c>.</summary>
    public required string Sharing { get; init; }

    /// <summary>The towers: one when all branches share it.</summary>
    public required IReadOnlyList<GraphTower> Towers { get; init; }

    /// <summary>Which towers are compared, by their places in <see cref="Towers"/>: every pair of them where nothing else is said, the one tower with itself where all branches share it.
    /// Training takes the mean over these pairs; scores, thresholds and evaluations are of the first.</summary>
    public IReadOnlyList<TowerPair> Comparisons
    {
        get => comparisons ?? TowerPair.All(Towers.Count);
        init => comparisons = value;
    }

    /// <summary>The head's kind, such as <c>euclidean</c>.</summary>
    public required string Head { get; init; }

    /// <summary>Whether a learned scale and bias stand behind the head.</summary>
    public required bool Calibrated { get; init; }

    /// <summary>Whether the head is a distance.</summary>
    public required bool IsMetric { get; init; }

    /// <summary>Whether the head compares any two embeddings by one number without being a distance: dot, bilinear, relation.</summary>
    public bool IsPlainSimilarity { get; init; }

    /// <summary>The head's resolved keys, for heads whose kind alone does not say what they compute.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> HeadAttributes { get; init; } = [];

    /// <summary>The layers behind the head's combination, or the head's own linear map (mahalanobis, bilinear); empty for other distances.</summary>
    public required IReadOnlyList<GraphOperation> HeadLayers { get; init; }

    /// <summary>What an embedding is made of in evaluation: <c>none</c> (the sample alone), <c>mirror</c> or <c>rotations</c>; see <see cref="Modules.EvaluationViews"/>.</summary>
    public string Views { get; init; } = "none";

    /// <summary>The loss's kind, such as <c>contrastive</c>.</summary>
    public required string Loss { get; init; }

    /// <summary>Values in one embedding in evaluation: <see cref="TrainedEmbeddingSize"/> times <see cref="JoinedViews"/>.</summary>
    public required int EmbeddingSize { get; init; }

    /// <summary>Trainable values, tied ones once. Those of classes of the user's are not among them: <see cref="Modules.ModelEntry.CountedPlan"/> has them.</summary>
    public required long ParameterCount { get; init; }

    /// <summary>Whether layers or the head are classes of the user's, of which the plan knows no parameters and no multiply-accumulates.</summary>
    public bool HasCustomModules { get; init; }

    /// <summary>Multiply-accumulates to embed one sample in the first tower.</summary>
    public required long Macs { get; init; }

    /// <summary>The effective values with all defaults, in a fixed order: what the plan hash covers.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Resolved { get; init; }

    /// <summary>The shape of one sample for the first tower, without the batch dimension.</summary>
    public IReadOnlyList<long> InputShape => Towers[0].InputShape;

    /// <summary>How many embeddings stand one behind the other in evaluation: 4 with views <c>rotations</c>, else 1.</summary>
    public int JoinedViews => Views == "rotations" ? 4 : 1;

    /// <summary>Values in one embedding in training.</summary>
    public int TrainedEmbeddingSize => EmbeddingSize / JoinedViews;

    /// <summary>The shape of one embedding in evaluation, without the batch dimension.</summary>
    public IReadOnlyList<long> EmbeddingShape => JoinedViews > 1 ? [EmbeddingSize] : Towers[0].Operations.Count > 0 ? Towers[0].Operations[^1].Output : Towers[0].InputShape;

    /// <summary><c>Family/variant</c>, as on the command line.</summary>
    public string Name => $"{Family}/{Variant}";
}

/// <summary>One tower of a <see cref="ModelGraph"/>.</summary>
/// <param name="Name"><c>tower</c>, or <c>left</c> and <c>right</c>, or the name in the spec.</param>
/// <param name="InputShape">The shape of one sample, without the batch dimension.</param>
/// <param name="Operations">The operations in order.</param>
public sealed record GraphTower(string Name, IReadOnlyList<long> InputShape, IReadOnlyList<GraphOperation> Operations)
{
    /// <summary>Where a sample is a sequence of tokens, (L) whole numbers: how many different ones there are. <see langword="null"/> for numbers.</summary>
    public long? Vocabulary { get; init; }
}

/// <summary>One operation of a <see cref="ModelGraph"/>.</summary>
public sealed record GraphOperation
{
    /// <summary>The kind as in the language: <c>dense</c>, <c>conv2d</c>, <c>relu</c>, <c>residual</c>, ...</summary>
    public required string Kind { get; init; }

    /// <summary>The layer's name.</summary>
    public required string Name { get; init; }

    /// <summary>The resolved keys.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Attributes { get; init; } = [];

    /// <summary>The prefix of the weights in the state dictionary; <see langword="null"/> without weights.</summary>
    public string? WeightKey { get; init; }

    /// <summary>Whether the same weights serve more than one tower.</summary>
    public bool Tied { get; init; }

    /// <summary>The shape that arrives, without the batch dimension.</summary>
    public required IReadOnlyList<long> Input { get; init; }

    /// <summary>The shape that leaves, without the batch dimension.</summary>
    public required IReadOnlyList<long> Output { get; init; }

    /// <summary>Trainable values, those inside included.</summary>
    public long Parameters { get; init; }

    /// <summary>Multiply-accumulates for one sample, those inside included.</summary>
    public long Macs { get; init; }

    /// <summary>Values of one sample that the operation makes inside itself, beside its output: the gates of a recurrent layer, the attention of a transformer. A composite's are those of its branches.</summary>
    public long InnerValues { get; init; }

    /// <summary>For composites: the lists of operations inside. A residual has its body first, then its shortcut; parallel branches have one list each. An empty list hands the input on.</summary>
    public IReadOnlyList<IReadOnlyList<GraphOperation>> Branches { get; init; } = [];
}
