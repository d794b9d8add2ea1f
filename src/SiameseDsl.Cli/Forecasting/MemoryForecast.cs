using SiameseDsl.Data;
using SiameseDsl.Graphs;
using SiameseDsl.Training;

namespace SiameseDsl.Cli.Forecasting;

/// <summary>The peak memory of a training, from the plan: what the program itself takes, the data, the weights with all that goes with them, and the values between the layers.</summary>
internal static class MemoryForecast
{
    private const int FloatBytes = 4;

    // Measured: a process with the runtime, LibTorch and its kernels loaded, before any data or model (Linux x64).
    private const long Program = 330L << 20;

    // A layer's output is kept for the way back; its gradient comes on that way, and the largest workspace beside it.
    private const double BackwardShare = 0.5;

    /// <summary>The bytes.</summary>
    public static long Of(ModelGraph plan, TrainingOptions options, DataSplit data)
    {
        double weights = (double)plan.ParameterCount * FloatBytes * Copies(options.Optimizer);
        double values = plan.Towers.Max(tower => Values(tower.Operations)) + Values(plan.HeadLayers) + plan.InputShape.Aggregate(1.0, (product, size) => product * size);
        double activations = values * options.Batch.Images * FloatBytes * (1 + BackwardShare);
        return Program + Bytes(data) + (long)Math.Min(weights + activations, long.MaxValue / 4);
    }

    // Weights and gradients; the optimiser's own; the best weights; and, while a checkpoint is written, all of the state once more.
    private static double Copies(OptimizerOptions optimizer)
    {
        double own = optimizer switch
        {
            SgdOptions { Momentum: 0 } => 0,
            SgdOptions => 1,
            RmsPropOptions { Momentum: 0 } => 1,
            _ => 2,
        };
        return 2 + own + 1 + (2 + own);
    }

    private static double Values(IReadOnlyList<GraphOperation> operations) => operations.Sum(operation =>
        operation.Output.Aggregate(1.0, (product, size) => product * size) + operation.Branches.Sum(Values));

    private static long Bytes(DataSplit data) => data.Train.Samples.NumberOfElements * data.Train.Samples.ElementSize
        + (data.Validation.Samples.NumberOfElements * data.Validation.Samples.ElementSize)
        + (data.Test.Samples.NumberOfElements * data.Test.Samples.ElementSize);
}
