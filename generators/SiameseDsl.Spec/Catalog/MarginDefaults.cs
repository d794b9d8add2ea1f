namespace SiameseDsl.Spec.Catalog;

/// <summary>How far apart two embeddings can be by a head.</summary>
/// <param name="Supremum">The smallest bound known of the distance, or of the difference of two similarities; positive infinity where there is none.</param>
/// <param name="IsQuadratic">Whether the number grows with the square of the embeddings' difference, as 1 - cosine and the squared distance do.</param>
/// <param name="IsMetric">Whether it is a distance.</param>
public readonly record struct DistanceScale(double Supremum, bool IsQuadratic, bool IsMetric);

/// <summary>
/// The margins that follow from how far apart two embeddings can be. Published margins hold for embeddings of length 1: 1.0 on the Euclidean distance (Hadsell's hinge), 0.5 on 1 - cosine, which is the same angle;
/// 0.2 on the Euclidean distance for triplets, 0.2 on its square (FaceNet), 0.1 on 1 - cosine. They are the same part of each range, and that part is taken of any range.
/// </summary>
public static class MarginDefaults
{
    /// <summary>The contrastive margin: half of the range, a quarter of a quadratic one, at most 1.</summary>
    public static double Contrastive(DistanceScale scale) => Math.Min(1, scale.Supremum / (scale.IsQuadratic ? 4 : 2));

    /// <summary>The margin of same pairs: a fifth of the contrastive one.</summary>
    public static double Positive(DistanceScale scale) => Contrastive(scale) / 5;

    /// <summary>The triplet margin: a tenth of the range, a twentieth of a quadratic one, at most 0.2; for similarities without a distance a twentieth, at most 1.</summary>
    public static double Triplet(DistanceScale scale) => scale.IsMetric
        ? Math.Min(0.2, scale.Supremum / (scale.IsQuadratic ? 20 : 10))
        : Math.Min(1, scale.Supremum / 20);
}
