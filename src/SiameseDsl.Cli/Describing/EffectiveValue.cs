namespace SiameseDsl.Cli.Describing;

/// <summary>Where an effective value comes from.</summary>
internal enum ValueOrigin
{
    Default,
    Derived,
    Base,
    Variant,
    Matrix,
}

/// <summary>An effective value of a model.</summary>
/// <param name="Path">Its path, such as <c>tower.embedding.units</c>.</param>
/// <param name="Value">Its value in YAML notation.</param>
/// <param name="Origin">Where it comes from.</param>
/// <param name="Source">The variant that sets it, for <see cref="ValueOrigin.Variant"/>, or the axis, for <see cref="ValueOrigin.Matrix"/>.</param>
/// <param name="Line">The line of the spec, from 1; <see langword="null"/> for a default.</param>
/// <param name="Part">The part that holds the line; <see langword="null"/> for the spec itself.</param>
internal sealed record EffectiveValue(string Path, string Value, ValueOrigin Origin, string Source, int? Line, string? Part = null)
{
    /// <summary>The origin in words.</summary>
    public string OriginText => Origin switch
    {
        ValueOrigin.Variant => $"variant {Source}, {Place}",
        ValueOrigin.Matrix => $"matrix axis {Source}, {Place}",
        ValueOrigin.Base => $"base, {Place}",
        ValueOrigin.Derived => "default, follows from the model",
        _ => "default",
    };

    private string Place => Part is null ? $"line {Line}" : $"line {Line} of {Part}";
}
