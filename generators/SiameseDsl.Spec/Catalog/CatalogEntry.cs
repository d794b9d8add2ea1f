namespace SiameseDsl.Spec.Catalog;

/// <summary>Where a kind may stand.</summary>
public enum Category
{
    /// <summary>In a tower, a block or behind a head's combination.</summary>
    Layer,

    /// <summary>A fixed transform of a tower's input.</summary>
    Transform,

    /// <summary>At <c>head:</c>.</summary>
    Head,

    /// <summary>At <c>loss:</c>.</summary>
    Loss,

    /// <summary>At <c>miner:</c> inside a loss.</summary>
    Miner,

    /// <summary>At <c>training.optimizer:</c>.</summary>
    Optimizer,

    /// <summary>At <c>training.batch:</c>.</summary>
    Batch,

    /// <summary>At <c>training.schedule:</c>.</summary>
    Schedule,

    /// <summary>In the list <c>training.augment:</c>.</summary>
    Augmentation,

    /// <summary>At <c>init:</c> of a layer, and at <c>training.init:</c> for all of them.</summary>
    Initializer,

    /// <summary>A mapping at a fixed place (the file's top level, <c>input:</c>, <c>training:</c>, <c>early_stop:</c>), whose keys the catalog holds like any other's.</summary>
    Section,
}

/// <summary>A kind that the language knows: the only place that knows its keys, types, defaults, ranges and documentation.</summary>
public abstract class CatalogEntry
{
    /// <summary>The kind as it is written, snake_case.</summary>
    public abstract string Kind { get; }

    /// <summary>Where it may stand.</summary>
    public abstract Category Category { get; }

    /// <summary>One sentence for the schema, hover texts and the documentation.</summary>
    public abstract string Summary { get; }

    /// <summary>Its keys in documented order. The common keys of layers (<c>name</c>, <c>shared</c>) are not repeated here.</summary>
    public abstract IReadOnlyList<CatalogKey> Keys { get; }

    /// <summary>The key that a bare value stands for (<c>dense: 100</c> is <c>dense: { units: 100 }</c>), or <see langword="null"/>.</summary>
    public virtual string? MainKey => null;

    /// <summary>What a C# class of the user's does here, for a kind that stands for one; <see langword="null"/> for all others.</summary>
    public virtual CustomRole? Custom => null;
}

/// <summary>The type of a key's value.</summary>
public enum KeyType
{
    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A finite real number.</summary>
    Number,

    /// <summary>true or false.</summary>
    Boolean,

    /// <summary>A text.</summary>
    Text,

    /// <summary>One of <see cref="CatalogKey.Values"/>.</summary>
    Enum,

    /// <summary>A list of whole numbers, or one number that stands for <see cref="CatalogKey.Repeat"/> equal ones.</summary>
    Integers,

    /// <summary>A list of layers.</summary>
    Layers,

    /// <summary>A list of lists of layers.</summary>
    LayerLists,

    /// <summary>A choice of the category <see cref="CatalogKey.Choice"/>: one key that names the kind.</summary>
    Choice,

    /// <summary>A list of choices of the category <see cref="CatalogKey.Choice"/>.</summary>
    Choices,

    /// <summary>A mapping whose keys are those of the section <see cref="CatalogKey.Section"/>.</summary>
    Section,

    /// <summary>A list of mappings whose keys are those of the section <see cref="CatalogKey.Section"/>.</summary>
    Sections,

    /// <summary>A mapping from the author's own names to something (towers, variants).</summary>
    Map,

    /// <summary>A list of the author's own names.</summary>
    Names,

    /// <summary>The word <c>all</c>, or a list of pairs of the author's own names.</summary>
    Pairs,

    /// <summary>true, false, or a list of the author's own names.</summary>
    Ties,

    /// <summary>The name of a C# class of the user's.</summary>
    TypeName,

    /// <summary>A mapping from names of parameters in C# to values.</summary>
    Values,

    /// <summary>Whatever the binder treats by hand and documents in the entry.</summary>
    Special,
}

/// <summary>A key of a kind.</summary>
/// <param name="Name">The key as it is written, snake_case.</param>
/// <param name="Type">The type of its value.</param>
/// <param name="Summary">One sentence of documentation, with the unit.</param>
public sealed record CatalogKey(string Name, KeyType Type, string Summary)
{
    /// <summary>The default in YAML notation; <see langword="null"/> where there is none.</summary>
    public string? Default { get; init; }

    /// <summary>What the value is where none is written and it follows from the rest of the model, in words; <see langword="null"/> for keys with a plain default or none.</summary>
    public string? Derived { get; init; }

    /// <summary>Whether the key must be given.</summary>
    public bool Required { get; init; }

    /// <summary>The smallest value allowed, for numbers and each number of a list.</summary>
    public double? Minimum { get; init; }

    /// <summary>The largest value allowed.</summary>
    public double? Maximum { get; init; }

    /// <summary>Whether <see cref="Minimum"/> itself is excluded.</summary>
    public bool ExclusiveMinimum { get; init; }

    /// <summary>Whether <see cref="Maximum"/> itself is excluded.</summary>
    public bool ExclusiveMaximum { get; init; }

    /// <summary>The allowed values of an enum; for a number or list, words allowed in place of it (<c>padding: same</c>).</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>For <see cref="KeyType.Choice"/> and <see cref="KeyType.Choices"/>: the category to choose from.</summary>
    public Category? Choice { get; init; }

    /// <summary>For <see cref="KeyType.Section"/> and <see cref="KeyType.Sections"/>: the section's kind.</summary>
    public string? Section { get; init; }

    /// <summary>For <see cref="KeyType.Integers"/>: how many numbers there must be (0 = any), and how often a single number is repeated.</summary>
    public int Repeat { get; init; }
    /// <summary>The key of the same kind that this number must not exceed (<c>scale_min</c> and <c>scale_max</c>), or <see langword="null"/>.</summary>
    public string? NotAbove { get; init; }

    /// <summary>The key of the same kind that must be greater than zero where this one is true (<c>nesterov</c> needs <c>momentum</c>), or <see langword="null"/>.</summary>
    public string? Needs { get; init; }
    /// <summary>For <see cref="KeyType.Choices"/>: whether each kind may stand in the list only once.</summary>
    public bool Distinct { get; init; }

    /// <summary>Whether the numbers behind the key are plain settings of a training, so that <c>tune</c> may choose them when the program runs.</summary>
    public bool Tunable { get; init; }
}
