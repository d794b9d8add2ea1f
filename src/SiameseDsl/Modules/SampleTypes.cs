using SiameseDsl.Graphs;
using static TorchSharp.torch;

namespace SiameseDsl.Modules;

/// <summary>Whether samples are of the type that a tower takes: tokens are whole numbers below the vocabulary's size, everything else is bytes or real numbers.</summary>
internal static class SampleTypes
{
    /// <summary>Why the tower cannot take the samples, as what follows the model's name in a sentence; <see langword="null"/> where it can.</summary>
    public static string? Refuse(Tensor samples, GraphTower tower)
    {
        bool whole = samples.dtype is ScalarType.Int64 or ScalarType.Int32 or ScalarType.Int16 or ScalarType.Int8;
        if (tower.Vocabulary is not { } vocabulary)
        {
            return whole ? $"takes bytes or real numbers, but these samples are whole numbers of type {samples.dtype}" : null;
        }

        if (!whole && samples.dtype != ScalarType.Byte)
        {
            return $"takes tokens, whole numbers from 0 to {vocabulary - 1}, but these samples are of type {samples.dtype}";
        }

        if (samples.numel() == 0)
        {
            return null;
        }

        using var scope = NewDisposeScope();
        long smallest = samples.min().to(ScalarType.Int64).item<long>();
        long largest = samples.max().to(ScalarType.Int64).item<long>();
        return smallest < 0 || largest >= vocabulary ? $"takes tokens from 0 to {vocabulary - 1}, but these go from {smallest} to {largest}" : null;
    }
}
