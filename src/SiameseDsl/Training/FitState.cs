using SiameseDsl.Sampling;

namespace SiameseDsl.Training;

/// <summary>Where a training stands between two steps, apart from weights, optimiser and random sources.</summary>
internal sealed class FitState
{
    /// <summary>Finished epochs.</summary>
    public int Epoch => History.Count;

    /// <summary>Figures of the finished epochs.</summary>
    public List<EpochResult> History { get; } = [];

    /// <summary>The best epoch so far.</summary>
    public BestWeights Best { get; } = new();

    /// <summary>Steps done in the present epoch.</summary>
    public long EpochSteps { get; set; }

    /// <summary>The sum of the present epoch's losses.</summary>
    public double LossSum { get; set; }

    /// <summary>The sum of the present epoch's active fractions.</summary>
    public double ActiveSum { get; set; }

    /// <summary>Seconds that the present epoch's steps took.</summary>
    public double Seconds { get; set; }

    /// <summary>Steps of the whole training; 0 before it began.</summary>
    public long TotalSteps { get; set; }

    /// <summary>The sampler, once the training began.</summary>
    public BatchSampler? Sampler { get; set; }

    /// <summary>The sampler's state from a checkpoint, until the training goes on.</summary>
    public SamplerState? SavedSampler { get; set; }

    /// <summary>The mean loss of the present epoch.</summary>
    public double MeanLoss => EpochSteps == 0 ? double.NaN : LossSum / EpochSteps;

    /// <summary>Closes the present epoch.</summary>
    public void Close(EpochResult result)
    {
        History.Add(result);
        (EpochSteps, LossSum, ActiveSum, Seconds) = (0, 0, 0, 0);
    }
}
