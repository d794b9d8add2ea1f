using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Plans;
using SiameseDsl.Spec.Yaml;

namespace SiameseDsl.Spec.Catalog.Layers;

/// <summary>A block of the author's, used as a layer. It is no kind of the catalog, and the plan's maker puts its layers in its place, so that it never reaches a plan.</summary>
public sealed class BlockEntry : LayerEntry
{
    internal BlockEntry(string name, IReadOnlyList<YamlEntry> parameters)
    {
        Kind = name;
        var keys = new CatalogKey[parameters.Count];
        for (int i = 0; i < keys.Length; i++)
        {
            keys[i] = new CatalogKey(parameters[i].Key, KeyType.Special, "A parameter of the block.");
        }

        Keys = keys;
        MainKey = keys.Length == 0 ? null : keys[0].Name;
    }

    /// <summary>The layers of a bound use: they stand behind its parameters, under the key <c>layers</c>.</summary>
    public static IReadOnlyList<BoundNode> LayersOf(BoundNode use) => use.Keys[use.Keys.Count - 1].Nodes;

    /// <inheritdoc/>
    public override string Kind { get; }

    /// <inheritdoc/>
    public override string Summary => "A block of layers.";

    /// <inheritdoc/>
    public override IReadOnlyList<CatalogKey> Keys { get; }

    /// <inheritdoc/>
    public override string? MainKey { get; }

    /// <inheritdoc/>
    public override bool HasField => false;

    /// <inheritdoc/>
    public override LayerShape Infer(EquatableArray<long> input, EquatableArray<Argument> arguments) => new() { Output = input };

    /// <inheritdoc/>
    public override TensorFacts Derive(TensorFacts input, EquatableArray<Argument> arguments, EquatableArray<long> inputShape, EquatableArray<long> outputShape) => input;
}
