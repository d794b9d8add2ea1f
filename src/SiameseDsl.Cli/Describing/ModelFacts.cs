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
        ModelGraph plan = entry.CountedPlan;
        yield return new("head", plan.Head + (plan.Calibrated ? ", calibrated (a learned scale and bias)" : "") + (plan.IsMetric ? ": a distance" : plan.IsPlainSimilarity ? ": a similarity" : ": gives a logit"));
        yield return new("loss", LossText.Of(entry.DefaultOptions.LossSettings));
        yield return new("sharing", plan.Sharing);
        yield return new("embedding", $"{Format.Plural(plan.EmbeddingSize, "value")} per sample");
        if (plan.Views != "none")
        {
            yield return new("views", plan.JoinedViews > 1 ? "rotations: four turns, one embedding behind the other, in evaluation" : "mirror: the mean with the mirror image, in evaluation");
        }

        yield return new("parameters", Format.Count(plan.ParameterCount));
        yield return new("MACs", $"{Format.Count(plan.Macs)} to embed one sample");
        foreach (KeyValuePair<string, string> fact in TrainingFacts.Of(entry.DefaultOptions))
        {
            yield return fact;
        }

        yield return new("plan", plan.PlanHash);
    }

    /// <summary>A batch in words.</summary>
    public static string Batch(BatchOptions batch) => batch switch
    {
        PairBatch pairs => $"{Format.Plural(pairs.Count, "balanced pair")} ({Format.Plural(pairs.Images, "image")})",
        PkBatch pk => $"{Format.Plural(pk.Classes, "class").Replace("classs", "classes", StringComparison.Ordinal)} x {Format.Plural(pk.Samples, "sample")} ({Format.Plural(pk.Images, "image")}){(pk.Grouped ? ", group by group" : "")}",
        EpisodeBatch episodes => $"episodes: {episodes.Ways} ways, {Format.Plural(episodes.Shots, "shot")}, {(episodes.Queries == 1 ? "1 query" : $"{episodes.Queries} queries")} ({Format.Plural(episodes.Images, "image")})",
        _ => $"{Format.Plural(batch.Images, "image")}",
    };
}
