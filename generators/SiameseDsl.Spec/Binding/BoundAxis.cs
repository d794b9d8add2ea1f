using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Binding;

/// <summary>A setting that <c>tune</c> chooses, and what it chooses from.</summary>
public sealed class BoundAxis
{
    /// <summary>The setting's whole path, the kind included: <c>training.optimizer.adam.lr</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Where it lies: <c>loss</c>, a key of <c>training</c> such as <c>optimizer</c>, or an empty text for a key of <c>training</c> itself.</summary>
    public required string Owner { get; init; }

    /// <summary>The kind that has it; <c>training</c> for a key of the section itself.</summary>
    public required string Kind { get; init; }

    /// <summary>The setting.</summary>
    public required CatalogKey Key { get; init; }

    /// <summary>The values tried; for a range its two ends.</summary>
    public required IReadOnlyList<Argument> Values { get; init; }

    /// <summary>The place of the values.</summary>
    public required SourceSpan Span { get; init; }

    /// <summary>Who wrote them.</summary>
    public required Origin Origin { get; init; }

    /// <summary>What is tried, in YAML notation.</summary>
    public string Text => IsRange
        ? $"{{ from: {Values[0].Text}, to: {Values[1].Text}, scale: {(IsLogarithmic ? "log" : "linear")} }}"
        : "[" + string.Join(", ", Values.Select(value => value.Text)) + "]";

    /// <summary>Whether <see cref="Values"/> are the ends of a range.</summary>
    public bool IsRange { get; init; }

    /// <summary>Whether a range is drawn from by ratios.</summary>
    public bool IsLogarithmic { get; init; }
}
