using System.Diagnostics;
using SiameseDsl.Data;
using SiameseDsl.Graphs;
using SiameseDsl.Training;

namespace SiameseDsl.Cli.Forecasting;

/// <summary>The peak memory of a training: what the process has once the data is loaded, measured, and from the plan what training adds: the weights with all that goes with them, and the values
/// between the layers.</summary>
internal sealed class MemoryForecast
{
    private const int FloatBytes = 4;

    // Measured on Linux x64 over MLPs and convolutions: what LibTorch's kernels and oneDNN set up at the first step...
    private const long Kernels = 60L << 20;

    // ... and how often the values between the layers are there: as outputs kept for the way back, as gradients on it, and in the kernels' own layouts.
    private const double ActivationCopies = 3;

    private readonly long loaded;
    private readonly long peak;

    private MemoryForecast(long loaded, long peak)
    {
        this.loaded = loaded;
        this.peak = peak;
    }

    /// <summary>Measures the process as it is: the data is loaded, and no step was made yet.</summary>
    public static MemoryForecast Measure()
    {
        using var process = Process.GetCurrentProcess();
        return new MemoryForecast(process.WorkingSet64, process.PeakWorkingSet64);
    }

    /// <summary>The peak of one training, in bytes.</summary>
    public long Of(ModelGraph plan, TrainingOptions options, SampleSet train)
    {
        double weights = (double)plan.ParameterCount * FloatBytes * Copies(options);
        double values = Elements(plan.InputShape) + plan.Towers.Max(tower => Values(tower.Operations)) + Values(plan.HeadLayers);
        double activations = values * options.Batch.Images * FloatBytes * ActivationCopies;
        double rotated = options.Augment.Any(augmentation => augmentation is RotationClasses) ? 3.0 * train.Samples.NumberOfElements * train.Samples.ElementSize : 0;
        return Math.Max(peak, loaded + Kernels + (long)Math.Min(weights + activations + rotated, long.MaxValue / 4));
    }

    // Weights, gradients, the best weights so far, their average, and what the optimiser keeps of its own.
    private static int Copies(TrainingOptions options) => 3 + (options.Ema is null ? 0 : 1) + options.Optimizer switch
    {
        SgdOptions { Momentum: 0 } => 0,
        SgdOptions or RmsPropOptions { Momentum: 0 } or AdagradOptions or LionOptions => 1,
        _ => 2,
    };

    private static double Values(IReadOnlyList<GraphOperation> operations) => operations.Sum(operation => Elements(operation.Output) + operation.InnerValues + operation.Branches.Sum(Values));

    private static double Elements(IReadOnlyList<long> shape) => shape.Aggregate(1.0, (product, size) => product * size);
}
