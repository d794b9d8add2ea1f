using SiameseDsl.Spec.Yaml;

namespace SiameseDsl.Spec.Variants;

/// <summary>Where a variant has a part of its patch from: a value on an axis of <c>matrix:</c>.</summary>
/// <param name="Axis">The axis' name.</param>
/// <param name="Name">The value's name, a part of the variant's.</param>
/// <param name="Span">The place to show findings at: the value's name, or the value itself where it has none of its own.</param>
/// <param name="Whole">All that is written for the value.</param>
public sealed record MatrixPlace(string Axis, string Name, SourceSpan Span, SourceSpan Whole);

/// <summary>A value on an axis, ready to be laid over the base.</summary>
internal sealed class MatrixValue(MatrixPlace place, YamlMapping patch, bool isBroken)
{
    /// <summary>Its axis, name and place.</summary>
    public MatrixPlace Place => place;

    /// <summary>What it changes.</summary>
    public YamlMapping Patch => patch;

    /// <summary>Whether an error was found in it, so that none of its variants can be built.</summary>
    public bool IsBroken => isBroken;
}

/// <summary>One combination: a value of each axis. It becomes a variant.</summary>
/// <param name="Name">The values' names joined by hyphens.</param>
/// <param name="Values">The values in the order of the axes; an inclusion may leave axes out.</param>
internal sealed record MatrixCell(string Name, IReadOnlyList<MatrixValue> Values);
