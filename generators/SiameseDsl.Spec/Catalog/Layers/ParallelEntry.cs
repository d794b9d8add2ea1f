using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Catalog.Layers;

/// <summary><c>parallel</c>: branches beside each other (Szegedy et al. 2015). The plan's maker plans each branch and joins them with <see cref="Concat"/> or <see cref="Sum"/>.</summary>
public sealed class ParallelEntry : LayerEntry
{
    /// <inheritdoc/>
    public override string Kind => "parallel";

    /// <inheritdoc/>
    public override string Summary => "Several lists of layers beside each other, each over what arrives; what they give is laid one behind the other or added. An empty list hands the input on.";

    /// <inheritdoc/>
    public override IReadOnlyList<CatalogKey> Keys { get; } =
    [
        new("branches", KeyType.LayerLists, "The branches, each a list of layers; [] hands the input on.") { Required = true },
        new("join", KeyType.Enum, "'concat' lays the branches' results one behind the other, 'sum' adds them.") { Default = "concat", Values = ["concat", "sum"] },
        LayerKeys.Over("Along what 'concat' joins: the 'channels' (first dimension) or the 'features' (last dimension).", "channels"),
        LayerKeys.Activation,
    ];

    /// <inheritdoc/>
    public override string? MainKey => "branches";

    /// <inheritdoc/>
    public override bool HasField => false;

    /// <summary>Whether the branches are added.</summary>
    public static bool IsSum(EquatableArray<Argument> arguments) => arguments.Get("join").Text == "sum";

    /// <summary>The dimension that branches are joined along, of a sample with <paramref name="rank"/> dimensions.</summary>
    public static int Dimension(EquatableArray<Argument> arguments, int rank) => LayerKeys.IsOverFeatures(arguments) ? rank - 1 : 0;

    /// <inheritdoc/>
    public override LayerShape Infer(EquatableArray<long> input, EquatableArray<Argument> arguments) => new() { Output = input };

    /// <inheritdoc/>
    public override TensorFacts Derive(TensorFacts input, EquatableArray<Argument> arguments, EquatableArray<long> inputShape, EquatableArray<long> outputShape) => input;

    /// <summary>The shape of the branches laid one behind the other along <paramref name="dimension"/>; <see langword="null"/> where they differ in another one.</summary>
    public static EquatableArray<long>? Joined(IReadOnlyList<EquatableArray<long>> branches, int dimension)
    {
        long[] shape = [.. branches[0]];
        for (int i = 1; i < branches.Count; i++)
        {
            if (branches[i].Count != shape.Length)
            {
                return null;
            }

            for (int d = 0; d < shape.Length; d++)
            {
                if (d == dimension)
                {
                    shape[d] = Shape.Add(shape[d], branches[i][d]);
                }
                else if (shape[d] != branches[i][d])
                {
                    return null;
                }
            }
        }

        return new EquatableArray<long>(shape);
    }

    /// <summary>The facts of two tensors one behind the other.</summary>
    public static TensorFacts Concat(TensorFacts first, TensorFacts second) => Sum(first, second) with
    {
        Minimum = Math.Min(first.Minimum, second.Minimum),
        Maximum = Math.Max(first.Maximum, second.Maximum),
    };

    /// <summary>The facts of the sum of two tensors.</summary>
    public static TensorFacts Sum(TensorFacts first, TensorFacts second) => ResidualEntry.Join(first, second);
}
