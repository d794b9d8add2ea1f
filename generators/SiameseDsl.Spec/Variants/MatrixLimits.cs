namespace SiameseDsl.Spec.Variants;

/// <summary>How many variants a matrix may make. Each becomes a class, is trained and is compared with all others.</summary>
public static class MatrixLimits
{
    /// <summary>Beyond this the matrix is refused.</summary>
    public const int Variants = 256;

    /// <summary>Beyond this it is worth a warning.</summary>
    public const int Usual = 64;

    /// <summary>Combinations, those excluded too, beyond which they are not even listed.</summary>
    internal const int Combinations = 4096;
}
