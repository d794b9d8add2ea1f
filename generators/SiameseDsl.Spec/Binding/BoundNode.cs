using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Binding;

/// <summary>Where an effective value comes from.</summary>
public enum Origin
{
    /// <summary>The catalog's default.</summary>
    Default,

    /// <summary>The family's top level.</summary>
    Base,

    /// <summary>The variant's patch.</summary>
    Variant,

    /// <summary>A value on an axis of <c>matrix:</c>, a patch that several variants have.</summary>
    Matrix,
}

/// <summary>A kind with its keys bound against the catalog: every key of the entry is there, defaults included.</summary>
public sealed class BoundNode
{
    private EquatableArray<Argument>? arguments;

    /// <summary>The catalog's entry.</summary>
    public required CatalogEntry Entry { get; init; }

    /// <summary>The kind's name.</summary>
    public string Kind => Entry.Kind;

    /// <summary>The place of the kind's name.</summary>
    public required SourceSpan Span { get; init; }

    /// <summary>Where the choice of this kind comes from.</summary>
    public required Origin Origin { get; init; }

    /// <summary>For layers: the given name, or <see langword="null"/>.</summary>
    public string? Name { get; init; }

    /// <summary>The place of the name; that of the kind where no name is given.</summary>
    public SourceSpan NameSpan { get; init; }

    /// <summary>For layers: the key <c>shared</c> where it was given; <see langword="null"/> leaves it to the form of sharing. Where it is a list, <see langword="false"/>: no tie of all towers.</summary>
    public bool? Shared { get; init; }

    /// <summary>For layers: the names of the towers among which the layer is tied, where <c>shared</c> is a list; else <see langword="null"/>.</summary>
    public LayerTies? Ties { get; init; }

    /// <summary>For layers: the key <c>frozen</c> where it was given; <see langword="null"/> leaves it to what is around the layer.</summary>
    public BoundKey? Frozen { get; init; }

    /// <summary>For layers: the key <c>init</c> where it was given; <see langword="null"/> leaves it to what is around the layer.</summary>
    public BoundKey? Init { get; init; }

    /// <summary>For what stands in a block: the use of the block that put it here.</summary>
    public BlockUse? Use { get; init; }

    /// <summary>Whether an error was reported at this node or inside it. Its keys then hold stand-ins (the default, or the smallest value allowed), and what follows from
    /// them must not be blamed on anything behind it. An unknown kind has the entry <see cref="UnknownEntry"/> and no keys.</summary>
    public bool IsBroken { get; init; }

    /// <summary>All keys in catalog order.</summary>
    public required IReadOnlyList<BoundKey> Keys { get; init; }

    /// <summary>The key called <paramref name="name"/>; the catalog guarantees that it is there.</summary>
    public BoundKey this[string name]
    {
        get
        {
            foreach (BoundKey key in Keys)
            {
                if (key.Name == name)
                {
                    return key;
                }
            }

            throw new ArgumentException($"'{Kind}' has no key '{name}'.", nameof(name));
        }
    }

    /// <summary>The scalar keys as plain arguments, in catalog order.</summary>
    public EquatableArray<Argument> Arguments => arguments ??= CollectArguments();

    private EquatableArray<Argument> CollectArguments()
    {
        var collected = new List<Argument>(Keys.Count);
        foreach (BoundKey key in Keys)
        {
            if (key.Argument is { } argument)
            {
                collected.Add(argument);
            }

            foreach (BoundValue value in key.Values)
            {
                collected.Add(value.Argument);
            }
        }

        return new EquatableArray<Argument>([.. collected]);
    }
}

/// <summary>A bound key.</summary>
public sealed class BoundKey
{
    /// <summary>The key's name.</summary>
    public required string Name { get; init; }

    /// <summary>The value, for scalars and lists of numbers. <see cref="ArgumentType.Null"/> where there is neither value nor default.</summary>
    public Argument? Argument { get; init; }

    /// <summary>Whether what is written was reported, and <see cref="Argument"/> only stands in for it.</summary>
    public bool IsStandIn { get; init; }

    /// <summary>For layers, choices and sections: the nodes (one for a choice or section, none where it is absent).</summary>
    public IReadOnlyList<BoundNode> Nodes { get; init; } = [];

    /// <summary>For lists of layers: the nodes list by list; <see cref="Nodes"/> holds them all.</summary>
    public IReadOnlyList<IReadOnlyList<BoundNode>> Lists { get; init; } = [];

    /// <summary>For a mapping of values: each under its name.</summary>
    public IReadOnlyList<BoundValue> Values { get; init; } = [];

    /// <summary>The place of the value; that of the owner's kind for a default.</summary>
    public required SourceSpan Span { get; init; }

    /// <summary>Where the value comes from.</summary>
    public required Origin Origin { get; init; }
}
