using SiameseDsl.Spec.Binding;

namespace SiameseDsl.Spec.Plans.Drafts;

/// <summary>A layer's place in an unrolled list, before shapes are known: what <c>repeat</c> wrote once stands here several times.</summary>
internal sealed class LayerSlot(BoundNode node, string? givenName, bool tied)
{
    /// <summary>The layer as bound.</summary>
    public BoundNode Node => node;

    /// <summary>The author's name with the numbers of the repeats around it, or <see langword="null"/>.</summary>
    public string? GivenName => givenName;

    /// <summary>What stands before names inside the uses of blocks around it: <c>stem-</c> in the use called <c>stem</c>; empty outside of blocks.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Whether its weights belong to all towers.</summary>
    public bool Tied => tied;

    /// <summary>The towers among which its weights are tied where those are not all; empty where it is tied to all or to none.</summary>
    public IReadOnlyList<string> Group { get; init; } = [];

    /// <summary>What stands before its name in the field and weight key that it has in the tower whose own prefix is given: nothing where it is tied to all, <c>a-b-</c> where it is tied between <c>a</c> and <c>b</c>.</summary>
    public string PrefixIn(string prefix) => Tied ? "" : IsGrouped(prefix) ? string.Concat(Group.Select(tower => tower + "-")) : prefix;

    /// <summary>Whether it has its weights together with another tower in the tower whose own prefix is given.</summary>
    public bool IsTiedIn(string prefix) => Tied || IsGrouped(prefix);

    private bool IsGrouped(string prefix) => prefix.Length > 0 && Group.Contains(prefix.Substring(0, prefix.Length - 1));

    /// <summary>Whether training leaves it alone.</summary>
    public bool Frozen { get; init; }

    /// <summary>What its weights begin with; <see langword="null"/> where a layer has nothing to choose.</summary>
    public BoundNode? Init { get; init; }

    /// <summary>The final name.</summary>
    public string Name { get; set; } = givenName ?? "";

    /// <summary>The lists inside it: for a residual its body and its shortcut, for parallel branches one list a branch, else none.</summary>
    public IReadOnlyList<IReadOnlyList<LayerSlot>> Branches { get; init; } = [];
}
