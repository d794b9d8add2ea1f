using SiameseDsl.Modules;

namespace SiameseDsl.Training;

/// <summary>Trains a model.</summary>
public abstract class SiameseTrainer : IDisposable
{
    /// <summary>A trainer of <paramref name="model"/> under <paramref name="options"/>.</summary>
    protected SiameseTrainer(SiameseModule model, TrainingOptions options)
    {
        Module = model;
        Settings = options;
    }

    /// <summary>The model, whatever its type.</summary>
    public SiameseModule Module { get; }

    /// <summary>The options, whatever their type.</summary>
    public TrainingOptions Settings { get; }

    /// <inheritdoc/>
    public void Dispose() => GC.SuppressFinalize(this);
}

/// <summary>Trains a model of a known type: the base of each generated <c>Trainer</c>.</summary>
public abstract class SiameseTrainer<TModel>(TModel model, TrainingOptions options) : SiameseTrainer(model, options)
    where TModel : SiameseModule
{
    /// <summary>The model.</summary>
    public TModel Model => model;
}
