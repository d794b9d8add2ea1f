namespace SiameseDsl.Spec.Binding;

/// <summary>Tells by its place who wrote a value.</summary>
/// <param name="variants">The place of what stands behind <c>variants:</c>; empty where there is none.</param>
/// <param name="matrix">The place of what stands behind <c>matrix:</c>; empty where there is none.</param>
internal sealed class OriginMap(SourceSpan variants, SourceSpan matrix)
{
    /// <summary>Whose the place is. Never <see cref="Origin.Default"/>.</summary>
    public Origin Of(SourceSpan span) => Holds(variants, span) ? Origin.Variant : Holds(matrix, span) ? Origin.Matrix : Origin.Base;

    /// <summary>Whether a variant's patch wrote it, its own or one that it has from a matrix.</summary>
    public static bool IsPatch(Origin origin) => origin is Origin.Variant or Origin.Matrix;

    private static bool Holds(SourceSpan whole, SourceSpan span) => span.Start >= whole.Start && span.Start < whole.End;
}
