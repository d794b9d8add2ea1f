using SiameseDsl.Benchmarks.Measuring;
using SiameseDsl.Training;

namespace SiameseDsl.Benchmarks.Training;

/// <summary>Training steps of compiled models against the same networks written by hand, each loop in a process of its own and all in turns.</summary>
internal static class TrainingSpeed
{
    /// <summary>Measures the MLP and conv-4; <c>bf16</c> as an argument adds the towers in bfloat16, and a number sets the rounds.</summary>
    public static void Run(Report report, string[] args)
    {
        int rounds = args.Select(arg => int.TryParse(arg, out int number) ? number : 0).FirstOrDefault(number => number > 0, 15);
        bool half = args.Contains("bf16");
        report.Note($"Steps of 128 pairs, contrastive loss, 2 threads, each loop in its own process; medians of {rounds} steps (ten times as many of the MLP) in turns.");
        Compare(report, "MLP 784-1000-100", "mlp", 10 * rounds, 1.8, half ? 4 : null);
        Compare(report, "conv-4 of 32 filters", "conv", rounds, 1.3, half ? 2 : null);
    }

    private static void Compare(Report report, string name, string network, int rounds, double goal, double? halfGoal)
    {
        using var hand = new StepProcess(network, "hand", keepsAllocator: true);
        using var handKeeping = new StepProcess(network, "hand", keepsAllocator: false);
        using var compiled = new StepProcess(network, nameof(Precision.Float32), keepsAllocator: false);
        using StepProcess? half = halfGoal is null ? null : new StepProcess(network, nameof(Precision.BFloat16), keepsAllocator: false);
        StepProcess[] loops = half is null ? [hand, handKeeping, compiled] : [hand, handKeeping, compiled, half];

        // The same pairs and the same settings: the losses of all end alike.
        double[] medians = Stopwatches.Medians(rounds, [.. loops.Select(loop => (Func<double>)loop.Step)]);
        report.Figure($"{name}, by hand", medians[0], "ms", $"loss {hand.Loss:F4}");
        report.Figure($"{name}, by hand, freed memory kept", medians[1], "ms", $"loss {handKeeping.Loss:F4}");
        report.Figure($"{name}, compiled", medians[2], "ms", $"loss {compiled.Loss:F4}");
        report.AtLeast($"{name}, times as fast", medians[0] / medians[2], goal, "x");
        report.Figure($"{name}, times as fast at equal allocators", medians[1] / medians[2], "x");
        if (half is not null)
        {
            report.Figure($"{name}, compiled, in bfloat16", medians[3], "ms", $"loss {half.Loss:F4}");
            report.AtLeast($"{name}, times as fast in bfloat16", medians[0] / medians[3], halfGoal!.Value, "x");
            report.Figure($"{name}, the same at equal allocators", medians[1] / medians[3], "x");
        }
    }
}
