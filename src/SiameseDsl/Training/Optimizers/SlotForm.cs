namespace SiameseDsl.Training.Optimizers;

/// <summary>The form of what an optimiser keeps.</summary>
internal enum SlotForm
{
    /// <summary>A tensor of the parameter's shape and type.</summary>
    Moment,

    /// <summary>One float32, as the fused kernels count steps.</summary>
    Count,

    /// <summary>One float64.</summary>
    Factor,
}
