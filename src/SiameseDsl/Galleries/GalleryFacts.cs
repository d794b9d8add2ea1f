using SiameseDsl.Evaluation;
using SiameseDsl.Graphs;
using SiameseDsl.Modules;

namespace SiameseDsl.Galleries;

/// <summary>What a gallery's embeddings are of: one training of one model, and what its scores mean.</summary>
public sealed record GalleryFacts
{
    /// <summary>The model, <c>Family/variant</c>.</summary>
    public required string Model { get; init; }

    /// <summary>SHA-256 of the model's resolved plan.</summary>
    public required string PlanHash { get; init; }

    /// <summary>The fingerprint of the weights that made every embedding in it.</summary>
    public required WeightFingerprint Weights { get; init; }

    /// <summary>The shape of one embedding.</summary>
    public required IReadOnlyList<long> EmbeddingShape { get; init; }

    /// <summary>The tower that probes go through.</summary>
    public required string ProbeTower { get; init; }

    /// <summary>The tower that enrolled samples went through; <see cref="ProbeTower"/> again where one tower serves both sides.</summary>
    public required string GalleryTower { get; init; }

    /// <summary>Whether image files are inverted before a tower takes them; see <see cref="Data.ImagePreparation"/>.</summary>
    public bool InvertsFiles { get; init; }

    /// <summary>The score at and above which two samples count as one identity, fitted on validation data.</summary>
    public required double Threshold { get; init; }

    /// <summary>What scores mean beyond the threshold; <see langword="null"/> where that was never measured.</summary>
    public ScoreReference? Reference { get; init; }

    /// <summary>Values in one embedding.</summary>
    public int EmbeddingSize => checked((int)EmbeddingShape.Aggregate(1L, (product, size) => product * size));

    /// <summary>The facts of a model as it is.</summary>
    /// <exception cref="SiameseException">The model has no threshold yet.</exception>
    internal static GalleryFacts Of(SiameseModule model, bool invertsFiles)
    {
        ModelGraph plan = model.Plan;
        return new GalleryFacts
        {
            Model = plan.Name,
            PlanHash = plan.PlanHash,
            Weights = model.Fingerprint,
            EmbeddingShape = plan.Towers[0].Operations.Count > 0 ? plan.EmbeddingShape : [plan.EmbeddingSize],
            ProbeTower = plan.Towers[model.LeftTower].Name,
            GalleryTower = plan.Towers[model.RightTower].Name,
            InvertsFiles = invertsFiles,
            Threshold = model.ScoreReference?.Point.Threshold ?? model.Threshold
                ?? throw new SiameseException($"{plan.Name} has no threshold yet, so that a gallery could not tell same from different: train it with validation data, or load a finished run."),
            Reference = model.ScoreReference,
        };
    }

    /// <summary>Why this gallery does not take a model's embeddings, and what to do; <see langword="null"/> where it does.</summary>
    internal string? Refuse(SiameseModule model, string path)
    {
        const string Remedy = "open it with the run that made it, or enrol the samples anew into another gallery.";
        if (PlanHash != model.Plan.PlanHash)
        {
            return model.Plan.Name == Model
                ? $"'{path}' holds embeddings of an earlier state of {Model} (plan {Short(PlanHash)} there, {Short(model.Plan.PlanHash)} here); {Remedy}"
                : $"'{path}' holds embeddings of {Model}, not of {model.Plan.Name}; {Remedy}";
        }

        return Weights == model.Fingerprint
            ? null
            : $"'{path}' holds embeddings of another training of {Model} (weights {Weights} there, {model.Fingerprint} here); {Remedy}";
    }

    private static string Short(string hash) => hash.Length <= 8 ? hash : hash[..8];
}
