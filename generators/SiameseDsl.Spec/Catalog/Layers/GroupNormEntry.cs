using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Catalog.Layers;

/// <summary><c>group_norm</c>: normalises groups of channels of each sample by themselves (Wu and He 2018).</summary>
public sealed class GroupNormEntry : LayerEntry
{
    /// <inheritdoc/>
    public override string Kind => "group_norm";

    /// <inheritdoc/>
    public override string Summary => "Normalises groups of channels of each sample by themselves, whatever the batch: (C, L), (C, H, W) or (C, D, H, W).";

    /// <inheritdoc/>
    public override string NameStem => "norm";

    /// <inheritdoc/>
    public override IReadOnlyList<CatalogKey> Keys { get; } =
    [
        new("groups", KeyType.Integer, "The number of groups; must divide the channels.") { Default = "8", Minimum = 1, Maximum = LayerKeys.LargestSize },
        LayerKeys.Epsilon,
        LayerKeys.Affine("true"),
    ];

    /// <inheritdoc/>
    public override string? MainKey => "groups";

    /// <inheritdoc/>
    public override bool HasField => true;

    /// <inheritdoc/>
    public override SequenceLayout Reads(EquatableArray<Argument> arguments) => SequenceLayout.ChannelsFirst;

    /// <inheritdoc/>
    public override LayerShape Infer(EquatableArray<long> input, EquatableArray<Argument> arguments)
    {
        if (input.Count < 2)
        {
            return LayerShape.Fails(LayerWords.AnySpatial, "put it before 'flatten', or use 'layer_norm'");
        }

        long groups = arguments.Get("groups").AsInteger();
        return input[0] % groups != 0
            ? LayerShape.Fails($"a number of channels that its {groups} groups divide", $"choose a divisor of {input[0]} for 'groups'", "groups")
            : new LayerShape { Output = input, Parameters = arguments.Get("affine").AsBoolean() ? Shape.Multiply(2, input[0]) : 0 };
    }

    /// <inheritdoc/>
    public override TensorFacts Derive(TensorFacts input, EquatableArray<Argument> arguments, EquatableArray<long> inputShape, EquatableArray<long> outputShape) => input.Unbounded().Mixed();

    /// <inheritdoc/>
    public override bool SameWeights(EquatableArray<long> first, EquatableArray<long> second, EquatableArray<Argument> arguments) => first[0] == second[0];
}
