namespace SiameseDsl.Spec.Plans;

/// <summary>How large a model may be: beyond this it would be refused by memory anyway, only later and less clearly.</summary>
public static class ModelLimits
{
    /// <summary>Trainable values of a model: 2 GB of float32 weights, four times that with gradients and Adam's state.</summary>
    public const long Parameters = 500_000_000;

    /// <summary>Values of one sample between two layers: 400 MB in float32.</summary>
    public const long Activations = 100_000_000;

    /// <summary>Operations of a model, <c>repeat</c> unrolled.</summary>
    public const int Layers = 1000;
}
