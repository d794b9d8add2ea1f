using SiameseDsl.Data;
using SiameseDsl.Modules;

namespace SiameseDsl.Training;

/// <summary>Measures a model on validation data: after each epoch for the best weights and early stopping, and once at the end for the threshold.</summary>
public interface IValidationMetric
{
    /// <summary>The metric's name, such as <c>one_shot</c>.</summary>
    string Name { get; }

    /// <summary>The figure of the model as it is now; larger is better. Draws nothing from torch's random generator.</summary>
    double Measure(SiameseModule model, SampleSet validation);

    /// <summary>The score at and above which a pair counts as one class.</summary>
    double FitThreshold(SiameseModule model, SampleSet validation);
}
