namespace SiameseDsl.Spec.Plans;

/// <summary>A chosen kind with its resolved keys: a loss, an optimiser, a sampler, a schedule, a miner.</summary>
/// <param name="Kind">The catalog name, snake_case.</param>
/// <param name="Arguments">Its keys with defaults filled in, in catalog order.</param>
/// <param name="Parts">Choices inside it (a miner in a loss), and the mappings of a list (the parts of a sum), by key name.</param>
public sealed record ComponentPlan(string Kind, EquatableArray<Argument> Arguments, EquatableArray<PartPlan> Parts = default);

/// <summary>A choice inside a component, under its key.</summary>
/// <param name="Key">The key.</param>
/// <param name="Component">What stands there.</param>
/// <param name="Index">Its place, from 1, where a list of mappings stands there (the parts of a sum); else 0.</param>
public sealed record PartPlan(string Key, ComponentPlan Component, int Index = 0);

/// <summary>What compares two embeddings into one score, larger for more alike.</summary>
public sealed record HeadPlan
{
    /// <summary>The catalog name, such as <c>concat</c>, <c>euclidean</c> or <c>bilinear</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The head's own resolved keys.</summary>
    public required EquatableArray<Argument> Arguments { get; init; }

    /// <summary>The layers behind the combination, for concat, l1, product and relation; the last gives one logit.</summary>
    public required EquatableArray<LayerPlan> Layers { get; init; }

    /// <summary>The head's own linear map, one dense layer without bias, for mahalanobis and bilinear; empty for the others.</summary>
    public EquatableArray<LayerPlan> Map { get; init; }

    /// <summary>Whether a learned scale and bias stand behind the score (parameters <c>scale</c> and <c>bias</c>, one value each).</summary>
    public required bool Calibrated { get; init; }

    /// <summary>Whether the head is a distance, so that the model has a <c>Distance</c> method: euclidean, squared_euclidean, mahalanobis, cosine.</summary>
    public required bool IsMetric { get; init; }

    /// <summary>Whether the head compares any two embeddings by one number without being a distance: dot, bilinear, relation.</summary>
    public bool IsPlainSimilarity { get; init; }

    /// <summary>Whether exchanging the two embeddings leaves the score unchanged, as the compiler derived it.</summary>
    public required bool IsSymmetric { get; init; }
}

/// <summary>How a variant is trained, every default filled in.</summary>
public sealed record TrainingPlan
{
    /// <summary>Passes over the training images: an epoch presents as many images as the training part holds, whatever the sampler.</summary>
    public required long Epochs { get; init; }

    /// <summary>The optimiser: <c>adam</c>, <c>adamw</c>, <c>sgd</c>, <c>rmsprop</c> with <c>lr</c> and its own keys.</summary>
    public required ComponentPlan Optimizer { get; init; }

    /// <summary>The batch: <c>pairs</c> (<c>count</c>), <c>pk</c> (<c>classes</c>, <c>samples</c>), <c>episodes</c> (<c>ways</c>, <c>shots</c>, <c>queries</c>).</summary>
    public required ComponentPlan Batch { get; init; }

    /// <summary>The learning-rate schedule: <c>constant</c>, <c>cosine</c> (<c>warmup</c>, <c>final</c>).</summary>
    public required ComponentPlan Schedule { get; init; }

    /// <summary>Augmentations in order: <c>affine</c>, <c>rotations</c> (rotated classes as classes of their own).</summary>
    public required EquatableArray<ComponentPlan> Augment { get; init; }

    /// <summary>What the weights of layers begin with that say nothing themselves.</summary>
    public required ComponentPlan Init { get; init; }

    /// <summary>Early stopping (<c>patience</c>, <c>metric</c>); <see langword="null"/> for none.</summary>
    public ComponentPlan? EarlyStop { get; init; }

    /// <summary>The largest norm of the gradient; <see langword="null"/> for no clipping.</summary>
    public Argument? ClipNorm { get; init; }

    /// <summary>The largest size of each value of the gradient; <see langword="null"/> for no clipping.</summary>
    public Argument? ClipValue { get; init; }

    /// <summary>Batches whose gradients are averaged for one step.</summary>
    public long Accumulate { get; init; } = 1;

    /// <summary>The moving average of the weights (<c>decay</c>, <c>ramp</c>); <see langword="null"/> for none.</summary>
    public ComponentPlan? Ema { get; init; }

    /// <summary>What the towers are computed in: <c>float32</c> or <c>bfloat16</c>.</summary>
    public string Precision { get; init; } = "float32";

    /// <summary>The settings that short trainings choose before the training proper; <see langword="null"/> for none.</summary>
    public TunePlan? Tune { get; init; }

    /// <summary>Threads that libtorch computes with: part of the run's identity.</summary>
    public required long Threads { get; init; }

    /// <summary>The seed where none is given.</summary>
    public required long Seed { get; init; }
}
