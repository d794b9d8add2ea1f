using SiameseDsl.Modules;

namespace SiameseDsl.Training;

/// <summary>Trains a model of a known type: the base of each generated <c>Trainer</c>.</summary>
public abstract class SiameseTrainer<TModel>(TModel model, TrainingOptions options) : SiameseTrainer(model, options)
    where TModel : SiameseModule
{
    /// <summary>The model.</summary>
    public TModel Model => model;
}
