using SiameseDsl.Data;
using SiameseDsl.Modules;
using SiameseDsl.Sampling;
using SiameseDsl.Training;

namespace SiameseDsl.Cli.Runs;

/// <summary>Test data in which rotated classes are classes of their own, as most published figures for Omniglot count them (Vinyals et al., 2016).</summary>
internal static class TurnedTest
{
    /// <summary>The split with each test class four times over; <see langword="null"/> for a model whose training counts no rotations as classes, and for samples that are no square images.</summary>
    /// <returns>A split that shares its other parts with <paramref name="split"/>: only its test part is the caller's to dispose.</returns>
    public static DataSplit? Of(ModelEntry entry, DataSplit split)
    {
        RotationClasses? rotations = entry.DefaultOptions.Augment.OfType<RotationClasses>().FirstOrDefault();
        if (rotations is null || split.Test.SampleShape is not [_, var height, var width] || height != width)
        {
            return null;
        }

        return split with
        {
            Test = Augmenter.Create([rotations], new RandomSource(0)).Expand(split.Test),
            Sha256 = $"{split.Sha256}+rotations",
        };
    }
}
