using SiameseDsl.Graphs;
using static TorchSharp.torch;

namespace SiameseDsl.Training.Health;

/// <summary>The activation behind the last layer of the first tower, where it has two ends.</summary>
/// <param name="Kind">Its name in the language.</param>
/// <param name="Path">Where the spec sets it.</param>
/// <param name="Low">Its lower end.</param>
/// <param name="High">Its upper end.</param>
internal sealed record EmbeddingActivation(string Kind, string Path, double Low, double High)
{
    private const double Nearness = 0.01;

    /// <summary>That of a model; <see langword="null"/> where its embedding is unbounded.</summary>
    public static EmbeddingActivation? Of(ModelGraph plan)
    {
        (string path, string kind) = Last(plan);
        return kind switch
        {
            "sigmoid" or "hardsigmoid" => new EmbeddingActivation(kind, path, 0, 1),
            "tanh" or "softsign" => new EmbeddingActivation(kind, path, -1, 1),
            _ => null,
        };
    }

    /// <summary>The path and the kind of what makes the embedding's values: the last layer's activation, or the last layer itself.</summary>
    public static (string Path, string Kind) Last(ModelGraph plan)
    {
        string tower = plan.Towers[0].Name;
        string layers = plan.Resolved.FirstOrDefault(value => value.Key == $"{tower}.layers").Value ?? "";
        string layer = $"{tower}.{layers.Trim('[', ']').Split(", ")[^1]}";
        string? activation = plan.Resolved.FirstOrDefault(value => value.Key == $"{layer}.activation").Value;
        return activation is null ? (layer, plan.Resolved.FirstOrDefault(value => value.Key == layer).Value ?? "") : ($"{layer}.activation", activation);
    }

    /// <summary>The share of values at an end.</summary>
    public double Saturated(Tensor embeddings)
    {
        double reach = Nearness * (High - Low);
        using Tensor atAnEnd = embeddings.lt(Low + reach).logical_or(embeddings.gt(High - reach));
        return atAnEnd.to(ScalarType.Float64).mean().item<double>();
    }
}
