using System.Reflection;
using SiameseDsl.Graphs;
using SiameseDsl.Training;
using static TorchSharp.torch;

namespace SiameseDsl.Modules;

/// <summary>A compiled model in the registry: its plan, and the ways to make the model and its trainer without knowing their types.</summary>
public abstract class ModelEntry
{
    private ModelGraph? counted;
    private string? customCode;

    /// <summary>The model as plain data. Reading it loads no native library.</summary>
    public abstract ModelGraph Plan { get; }

    /// <summary>The assembly the model was compiled into; its spec lies there as the resource <see cref="SpecResource"/>.</summary>
    public abstract Assembly Assembly { get; }

    /// <summary>The options that the spec declares.</summary>
    public abstract TrainingOptions DefaultOptions { get; }

    /// <summary>The family's name.</summary>
    public string Family => Plan.Family;

    /// <summary>The variant's name.</summary>
    public string Variant => Plan.Variant;

    /// <summary><c>Family/variant</c>, as on the command line.</summary>
    public string Name => Plan.Name;

    /// <summary><see cref="Plan"/> with the parameters of classes of the user's, for which a model is made once; <see cref="Plan"/> itself where there are none.</summary>
    public ModelGraph CountedPlan => Plan.HasCustomModules ? counted ??= Count() : Plan;

    /// <summary>Trainable values, those of classes of the user's among them.</summary>
    public long ParameterCount => CountedPlan.ParameterCount;

    /// <summary>The classes of the user's that the model is made of.</summary>
    public virtual IReadOnlyList<Type> CustomTypes => [];

    /// <summary>SHA-256 of what those classes compute, lower-case hex; an empty text where there are none. Part of a run's identity.</summary>
    public string CustomCode => customCode ??= Modules.CustomCode.Hash(CustomTypes);

    /// <summary>The name of the manifest resource that holds the spec's text: <c>siamese/</c> and the spec's path inside its project, such as <c>siamese/Digits.siamese.yaml</c>.</summary>
    public virtual string SpecResource => $"siamese/{Family}.siamese.yaml";

    /// <summary>A model with fresh weights.</summary>
    public abstract SiameseModule Create(long seed, Device? device = null);

    /// <summary>A trainer for a model that <see cref="Create"/> made. <paramref name="options"/> must be <see cref="DefaultOptions"/>, perhaps changed by <c>with</c>.</summary>
    public abstract SiameseTrainer CreateTrainer(SiameseModule model, TrainingOptions options);

    private ModelGraph Count()
    {
        using SiameseModule model = Create(seed: 1);
        return CustomCounts.Into(Plan, [.. model.named_parameters().Select(entry => new KeyValuePair<string, long>(entry.name, entry.parameter.numel()))]);
    }
}

/// <summary>The entry that generated code makes for each variant.</summary>
public sealed class ModelEntry<TModel, TOptions>(
    ModelGraph plan,
    TOptions defaults,
    Func<long, Device?, TModel> create,
    Func<TModel, TOptions, SiameseTrainer<TModel>> createTrainer,
    string? specResource = null,
    IReadOnlyList<Type>? customTypes = null) : ModelEntry
    where TModel : SiameseModule
    where TOptions : TrainingOptions
{
    /// <inheritdoc/>
    public override ModelGraph Plan => plan;

    /// <inheritdoc/>
    public override Assembly Assembly => typeof(TModel).Assembly;

    /// <inheritdoc/>
    public override TrainingOptions DefaultOptions => defaults;

    /// <inheritdoc/>
    public override string SpecResource => specResource ?? base.SpecResource;

    /// <inheritdoc/>
    public override IReadOnlyList<Type> CustomTypes => customTypes ?? [];

    /// <inheritdoc/>
    public override SiameseModule Create(long seed, Device? device = null) => create(seed, device);

    /// <inheritdoc/>
    public override SiameseTrainer CreateTrainer(SiameseModule model, TrainingOptions options) => createTrainer((TModel)model, (TOptions)options);
}
