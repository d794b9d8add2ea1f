using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Plans.Drafts;

namespace SiameseDsl.Spec.Plans;

/// <summary>How large a head's distance can become, from what is known of the embeddings.</summary>
public static class DistanceRange
{
    /// <summary>What is known of the distance of two embeddings from towers that are compared, or of the difference of two similarities.</summary>
    internal static DistanceScale Of(BoundNode head, IReadOnlyList<ChainDraft> towers, IReadOnlyList<TowerPair> compared)
    {
        double supremum = compared.Max(pair => Supremum(head.Kind, Shape.Elements(towers[pair.Left].Output), towers[pair.Left].Facts, towers[pair.Right].Facts));
        bool quadratic = head.Kind is "cosine" or "squared_euclidean" || head.Arguments.Find("squared") is { Text: "true" };
        return new DistanceScale(supremum, quadratic, head.Entry is HeadEntry { IsMetric: true });
    }

    /// <summary>The same behind a loss that squares the distance.</summary>
    internal static DistanceScale Squared(this DistanceScale scale) => scale with { Supremum = scale.Supremum * scale.Supremum, IsQuadratic = true };

    /// <summary>The smallest bound known for the distance of two embeddings: for values in [m, M] of size D it is sqrt(D) (M - m), for vectors of length 1 it is 2 (sqrt(2) where no value is
    /// negative), the squares of these for the squared distance, and 2 for 1 - cosine (1 where no cosine is negative). For the dot product, which is no distance, it is how far apart two of them can be.
    /// Positive infinity where there is none, as behind a learned map.</summary>
    public static double Supremum(string head, long size, TensorFacts a, TensorFacts b)
    {
        bool sameOrthant = (a.Minimum >= 0 && b.Minimum >= 0) || (a.Maximum <= 0 && b.Maximum <= 0);
        bool onSphere = a.UnitLength && b.UnitLength;
        if (head == "cosine" || (head == "dot" && onSphere))
        {
            return sameOrthant ? 1 : 2;
        }

        double bound = Math.Sqrt(size) * LargestDifference(a, b);
        if (onSphere)
        {
            bound = Math.Min(bound, sameOrthant ? Math.Sqrt(2) : 2);
        }

        return head switch
        {
            "euclidean" => bound,
            "squared_euclidean" => bound * bound,
            "dot" => size * ProductWidth(a, b),
            _ => double.PositiveInfinity,
        };
    }

    /// <summary>The largest difference of two elements.</summary>
    public static double LargestDifference(TensorFacts a, TensorFacts b) => Math.Max(a.Maximum - b.Minimum, b.Maximum - a.Minimum);

    /// <summary>The range of the product of two elements.</summary>
    public static (double Minimum, double Maximum) Product(TensorFacts a, TensorFacts b)
    {
        if (double.IsInfinity(a.Minimum) || double.IsInfinity(a.Maximum) || double.IsInfinity(b.Minimum) || double.IsInfinity(b.Maximum))
        {
            bool sameSign = (a.Minimum >= 0 && b.Minimum >= 0) || (a.Maximum <= 0 && b.Maximum <= 0);
            return (sameSign ? 0 : double.NegativeInfinity, double.PositiveInfinity);
        }

        double p = a.Minimum * b.Minimum;
        double q = a.Minimum * b.Maximum;
        double r = a.Maximum * b.Minimum;
        double s = a.Maximum * b.Maximum;
        return (Math.Min(Math.Min(p, q), Math.Min(r, s)), Math.Max(Math.Max(p, q), Math.Max(r, s)));
    }

    private static double ProductWidth(TensorFacts a, TensorFacts b)
    {
        (double minimum, double maximum) = Product(a, b);
        return maximum - minimum;
    }
}
