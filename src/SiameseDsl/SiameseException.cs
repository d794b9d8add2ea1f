namespace SiameseDsl;

/// <summary>A mistake of the input or the surroundings, said in one clear sentence for the person at the keyboard: shown without a stack trace.</summary>
public class SiameseException : Exception
{
    /// <summary>An error with its sentence.</summary>
    public SiameseException(string message)
        : base(message)
    {
    }

    /// <summary>An error with its sentence and what caused it.</summary>
    public SiameseException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
