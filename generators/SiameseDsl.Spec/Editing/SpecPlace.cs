using SiameseDsl.Spec.Catalog;

namespace SiameseDsl.Spec.Editing;

/// <summary>What the language expects at a place.</summary>
internal abstract record SpecPlace
{
    /// <summary>The keys of a section or of a kind.</summary>
    public sealed record Keys(CatalogEntry Entry) : SpecPlace;

    /// <summary>A choice: one kind of a category.</summary>
    public sealed record Kinds(Category Category) : SpecPlace;

    /// <summary>A list of choices.</summary>
    public sealed record List(Category Category) : SpecPlace;

    /// <summary>A list of lists of choices.</summary>
    public sealed record Lists(Category Category) : SpecPlace;

    /// <summary>The value of a key.</summary>
    public sealed record Value(CatalogEntry Owner, CatalogKey Key) : SpecPlace;

    /// <summary>The author's own names.</summary>
    public sealed record Names(CatalogKey Key) : SpecPlace;

    /// <summary>An axis of a matrix, with what its values are where its name leads to something.</summary>
    public sealed record Axis(SpecPlace? Target) : SpecPlace;

    /// <summary>A list of sections.</summary>
    public sealed record Sections(CatalogEntry Entry) : SpecPlace;
}
