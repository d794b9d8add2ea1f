using SiameseDsl.Spec.Plans;
using SiameseDsl.Spec.Rules;
using SiameseDsl.Spec.Variants;

namespace SiameseDsl.Spec.Binding;

/// <summary>A family as bound: its names and one complete model specification per variant, patches applied.</summary>
public sealed class FamilySpec
{
    /// <summary>The family's name.</summary>
    public required string Name { get; init; }

    /// <summary>The place of the name.</summary>
    public required SourceSpan NameSpan { get; init; }

    /// <summary>The summary, or an empty text.</summary>
    public required string Summary { get; init; }

    /// <summary>The deciding metric.</summary>
    public required string Primary { get; init; }

    /// <summary>The variants: first <c>base</c>, then those under <c>variants:</c> in file order, then the combinations of the matrix, the last axis fastest.</summary>
    public required IReadOnlyList<ModelSpec> Variants { get; init; }

    /// <summary>The place of the key <c>matrix</c>; the file's start where there is none.</summary>
    public SourceSpan MatrixSpan { get; init; }

    /// <summary>Whether the matrix has more combinations than allowed; those that are here are then broken.</summary>
    public bool IsMatrixRefused { get; init; }

    /// <summary>The levels at which the file wants rules reported.</summary>
    public EquatableArray<RuleLevel> Levels { get; init; }
}

/// <summary>One variant as bound, before shapes are known.</summary>
public sealed class ModelSpec
{
    /// <summary>The variant's name; <c>base</c> for the family's top level.</summary>
    public required string Variant { get; init; }

    /// <summary>The place of the variant's name (of the family's name for the base, of the last axis' value for a combination of the matrix).</summary>
    public required SourceSpan VariantSpan { get; init; }

    /// <summary>For a combination of the matrix the values that it is made of, in the order of the axes; empty for others.</summary>
    public IReadOnlyList<MatrixPlace> Combination { get; init; } = [];

    /// <summary>The variant's own summary, or the family's.</summary>
    public required string Summary { get; init; }

    /// <summary>Whether binding already found an error in it: the plan's maker then gives a stub, but still reports what it can without cascades.</summary>
    public required bool IsBroken { get; init; }

    /// <summary>The form of sharing.</summary>
    public required Sharing Sharing { get; init; }

    /// <summary>The place where the form of sharing is said; the file's start for the default.</summary>
    public required SourceSpan SharingSpan { get; init; }

    /// <summary>The towers that are compared, by their places among the plan's; the first pair is the one that evaluation takes.</summary>
    public required IReadOnlyList<TowerPair> Comparisons { get; init; }

    /// <summary>The place of <c>compare</c>; that of <see cref="SharingSpan"/> where it is not given.</summary>
    public required SourceSpan CompareSpan { get; init; }

    /// <summary>The towers as written: one (named <c>tower</c>) for <c>tower:</c>, or those of <c>towers:</c>. With separate or partial sharing the
    /// plan's maker makes one tower a branch of it, <c>left</c> and <c>right</c> or those of <c>branches:</c>; <see cref="BoundTower.Inputs"/> then holds the input of each.</summary>
    public required IReadOnlyList<BoundTower> Towers { get; init; }

    /// <summary>The tied layers that follow each named tower (<c>trunk:</c>); empty otherwise.</summary>
    public required IReadOnlyList<BoundNode> Trunk { get; init; }

    /// <summary>The head; <see langword="null"/> only where it is broken or missing.</summary>
    public required BoundNode? Head { get; init; }

    /// <summary>What an embedding is made of in evaluation: <c>none</c>, <c>mirror</c> or <c>rotations</c>.</summary>
    public required BoundKey Views { get; init; }

    /// <summary>The loss; <see langword="null"/> only where it is broken or missing.</summary>
    public required BoundNode? Loss { get; init; }

    /// <summary>The section <c>training</c> with its keys <c>optimizer</c>, <c>batch</c>, <c>schedule</c>, <c>augment</c>, <c>early_stop</c>, <c>epochs</c>, <c>clip_norm</c>, <c>seed</c>, <c>threads</c>.</summary>
    public required BoundNode Training { get; init; }

    /// <summary>The settings that <c>training.tune</c> chooses; none where the variant does not tune.</summary>
    public IReadOnlyList<BoundAxis> Tuned { get; init; } = [];

    /// <summary>The rules expected to fire here, with their reasons.</summary>
    public required IReadOnlyList<Expectation> Expectations { get; init; }
}

/// <summary>A tower as bound.</summary>
public sealed class BoundTower
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The place of the name, or of the key <c>tower</c>.</summary>
    public required SourceSpan Span { get; init; }

    /// <summary>The inputs of the branches that this tower serves. One for a shared or a named tower. For separate and partial sharing one a branch, <c>left</c> and <c>right</c> where no <c>branches:</c> are named.</summary>
    public required IReadOnlyList<BranchInput> Inputs { get; init; }

    /// <summary>The layers in order, <c>repeat</c> not yet unrolled.</summary>
    public required IReadOnlyList<BoundNode> Layers { get; init; }
}

/// <summary>What one branch takes.</summary>
/// <param name="Name"><c>left</c>, <c>right</c>, or the branch's or tower's name.</param>
/// <param name="Shape">The sample's shape without the batch dimension; empty where it is broken.</param>
/// <param name="ShapeSpan">The place of the shape.</param>
/// <param name="Transforms">Fixed transforms (category Transform), in order.</param>
/// <param name="Vocabulary">Where the sample is a sequence of tokens: how many different ones there are, and the shape is their number; else <see langword="null"/>.</param>
public sealed record BranchInput(string Name, EquatableArray<long> Shape, SourceSpan ShapeSpan, IReadOnlyList<BoundNode> Transforms, long? Vocabulary = null);

/// <summary>A rule that the author expects to fire in this variant.</summary>
/// <param name="Rule">The rule's id.</param>
/// <param name="Because">The author's reason.</param>
/// <param name="Span">The place of the id.</param>
/// <param name="IsShared">Whether it stands in a matrix' value, so that one of the value's variants is enough for it to be met.</param>
public sealed record Expectation(string Rule, string Because, SourceSpan Span, bool IsShared = false);
