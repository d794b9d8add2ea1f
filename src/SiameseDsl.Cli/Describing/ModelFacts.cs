using SiameseDsl.Cli.Terminals;
using SiameseDsl.Graphs;
using SiameseDsl.Modules;
using SiameseDsl.Training;

namespace SiameseDsl.Cli.Describing;

/// <summary>A model in words.</summary>
internal static class ModelFacts
{
    /// <summary>What describe prints below the layers.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Of(ModelEntry entry)
    {
        ModelGraph plan = entry.Plan;
        yield return new("head", plan.Head + (plan.Calibrated ? ", calibrated (a learned scale and bias)" : "") + (plan.IsMetric ? ": a distance" : plan.IsPlainSimilarity ? ": a similarity" : ": gives a logit"));
        yield return new("loss", LossText.Of(entry.DefaultOptions.LossSettings));
        yield return new("sharing", plan.Sharing);
        yield return new("embedding", $"{Format.Plural(plan.EmbeddingSize, "value")} per sample");
        yield return new("parameters", Format.Count(plan.ParameterCount));
        yield return new("MACs", $"{Format.Count(plan.Macs)} to embed one sample");
        foreach (KeyValuePair<string, string> fact in Training(entry.DefaultOptions))
        {
            yield return fact;
        }

        yield return new("plan", plan.PlanHash);
    }

    /// <summary>How it is trained.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Training(TrainingOptions options)
    {
        yield return new("optimizer", Optimizer(options.Optimizer));
        yield return new("batch", Batch(options.Batch));
        yield return new("schedule", options.Schedule is CosineSchedule cosine ? $"cosine, warmup {Format.Number(cosine.Warmup)}, final {Format.Number(cosine.Final)}" : "constant");
        yield return new("augment", options.Augment.Count == 0 ? "nothing" : string.Join("; ", options.Augment.Select(Augmentation)));
        yield return new("epochs", Format.Count(options.Epochs));
        if (options.EarlyStop is { } early)
        {
            yield return new("early stop", $"after {Format.Plural(early.Patience, "epoch")} without a better {early.Metric}");
        }

        if (options.ClipNorm is { } norm)
        {
            yield return new("clip norm", Format.Number(norm));
        }

        yield return new("seed", options.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture));
        yield return new("threads", Format.Count(options.Threads));
    }

    /// <summary>A batch in words.</summary>
    public static string Batch(BatchOptions batch) => batch switch
    {
        PairBatch pairs => $"{Format.Plural(pairs.Count, "balanced pair")} ({Format.Plural(pairs.Images, "image")})",
        PkBatch pk => $"{Format.Plural(pk.Classes, "class").Replace("classs", "classes", StringComparison.Ordinal)} x {Format.Plural(pk.Samples, "sample")} ({Format.Plural(pk.Images, "image")})",
        EpisodeBatch episodes => $"episodes: {episodes.Ways} ways, {Format.Plural(episodes.Shots, "shot")}, {(episodes.Queries == 1 ? "1 query" : $"{episodes.Queries} queries")} ({Format.Plural(episodes.Images, "image")})",
        _ => $"{Format.Plural(batch.Images, "image")}",
    };

    private static string Optimizer(OptimizerOptions optimizer)
    {
        string rate = $"learning rate {Format.Number(optimizer.LearningRate)}" + (optimizer.WeightDecay > 0 ? $", weight decay {Format.Number(optimizer.WeightDecay)}" : "");
        return optimizer switch
        {
            AdamOptions => $"adam, {rate}",
            AdamWOptions => $"adamw, {rate}",
            SgdOptions sgd => $"sgd, {rate}" + (sgd.Momentum > 0 ? $", {(sgd.Nesterov ? "Nesterov " : "")}momentum {Format.Number(sgd.Momentum)}" : ""),
            RmsPropOptions => $"rmsprop, {rate}",
            _ => rate,
        };
    }

    private static string Augmentation(AugmentationOptions augmentation) => augmentation switch
    {
        AffineAugmentation affine => $"affine (rotate {Format.Number(affine.Rotate)} degrees, shear {Format.Number(affine.Shear)}, scale {Format.Number(affine.ScaleMinimum)} to {Format.Number(affine.ScaleMaximum)}, shift {Format.Number(affine.Shift)} px, p {Format.Number(affine.Probability)})",
        RotationClasses => "rotations as classes of their own",
        _ => augmentation.GetType().Name,
    };
}
