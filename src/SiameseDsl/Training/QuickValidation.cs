using SiameseDsl.Data;
using SiameseDsl.Evaluation;
using SiameseDsl.Graphs;
using SiameseDsl.Modules;

namespace SiameseDsl.Training;

/// <summary>The validation that trainers use unless told otherwise: the quick figure of the evaluation, on the same tasks each time.</summary>
internal sealed class QuickValidation(string metric) : IValidationMetric
{
    public string Name => metric;

    /// <summary>The metric that early stopping names, else the family's primary one; the equal error rate is watched through the AUC, for which more is better.</summary>
    public static QuickValidation For(ModelGraph plan, TrainingOptions options) =>
        new(options.EarlyStop?.Metric ?? (plan.Primary == "eer" ? "auc" : plan.Primary));

    public double Measure(SiameseModule model, SampleSet validation) => Evaluator.ValidationMetric(model, validation, metric);

    public double FitThreshold(SiameseModule model, SampleSet validation) =>
        Evaluator.FitThreshold(samples => new ModelScorer(model, samples), validation, new EvaluationOptions());
}
