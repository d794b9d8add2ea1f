using SiameseDsl.Cli.Terminals;
using SiameseDsl.Graphs;

namespace SiameseDsl.Cli.Runs;

/// <summary>Refuses a model that cannot fit into memory before any of it is built.</summary>
internal static class MemoryGuard
{
    // A weight, its gradient and the optimiser's two moments, four bytes each.
    private const int BytesPerParameter = 16;

    /// <exception cref="SiameseException">The model needs more memory than there is.</exception>
    public static void Require(ModelGraph plan) => Require(plan, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);

    /// <exception cref="SiameseException">The model needs more than <paramref name="available"/> bytes.</exception>
    public static void Require(ModelGraph plan, long available)
    {
        // In 128 bits, because an absurd size must not wrap round to a small one.
        Int128 needed = (Int128)plan.ParameterCount * BytesPerParameter;
        if (needed > available)
        {
            throw new SiameseException(
                $"{plan.Name} has {Format.Count(plan.ParameterCount)} parameters and needs {Gigabytes((double)needed)} of memory to train, but this machine has {Gigabytes(available)}; make its layers smaller.");
        }
    }

    private static string Gigabytes(double bytes) => (bytes / (1L << 30)).ToString("N1", System.Globalization.CultureInfo.InvariantCulture) + " GB";
}
