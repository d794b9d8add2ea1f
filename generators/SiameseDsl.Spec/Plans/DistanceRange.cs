namespace SiameseDsl.Spec.Plans;

/// <summary>How large a head's distance can become, from what is known of the embeddings.</summary>
public static class DistanceRange
{
    /// <summary>The smallest bound known for the distance of two embeddings: for values in [m, M] of size D it is sqrt(D) (M - m), for vectors of length 1 it is 2 (sqrt(2) where no value is
    /// negative), the squares of these for the squared distance, and 2 for 1 - cosine (1 where no cosine is negative). Positive infinity where there is none.</summary>
    public static double Supremum(string head, long size, TensorFacts a, TensorFacts b)
    {
        bool sameOrthant = (a.Minimum >= 0 && b.Minimum >= 0) || (a.Maximum <= 0 && b.Maximum <= 0);
        if (head == "cosine")
        {
            return sameOrthant ? 1 : 2;
        }

        double bound = Math.Sqrt(size) * LargestDifference(a, b);
        if (a.UnitLength && b.UnitLength)
        {
            bound = Math.Min(bound, sameOrthant ? Math.Sqrt(2) : 2);
        }

        return head switch
        {
            "euclidean" => bound,
            "squared_euclidean" => bound * bound,
            _ => double.PositiveInfinity,
        };
    }

    /// <summary>The largest difference of two elements.</summary>
    public static double LargestDifference(TensorFacts a, TensorFacts b) => Math.Max(a.Maximum - b.Minimum, b.Maximum - a.Minimum);
}
