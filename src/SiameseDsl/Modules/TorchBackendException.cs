namespace SiameseDsl.Modules;

/// <summary>Torch cannot run here: its native libraries are missing, or the system cannot load them. The message says what to do.</summary>
public sealed class TorchBackendException : SiameseException
{
    /// <summary>An error with its sentence.</summary>
    public TorchBackendException(string message)
        : base(message)
    {
    }
}
