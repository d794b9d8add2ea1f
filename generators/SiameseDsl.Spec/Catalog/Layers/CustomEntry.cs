using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Catalog.Layers;

/// <summary><c>custom</c>: a module of the user's. Of its values nothing is known but the shape that the author declares.</summary>
public sealed class CustomEntry : LayerEntry
{
    /// <inheritdoc/>
    public override string Kind => CustomKeys.Kind;

    /// <inheritdoc/>
    public override string Summary => "A C# class of your own that derives from TorchSharp's Module<Tensor, Tensor>; its parameters are counted once the model is made.";

    /// <inheritdoc/>
    public override IReadOnlyList<CatalogKey> Keys { get; } =
    [
        CustomKeys.Type("Module<Tensor, Tensor>"),
        CustomKeys.Args,
        new("output", KeyType.Integers, "The shape that it gives, without the batch dimension; the shape that arrives where it is absent. Each call is held to it.") { Minimum = 1, Maximum = LayerKeys.LargestSize },
    ];

    /// <inheritdoc/>
    public override string? MainKey => CustomKeys.TypeKey;

    /// <inheritdoc/>
    public override CustomRole? Custom => CustomRole.Layer;

    /// <inheritdoc/>
    public override bool HasField => true;

    /// <inheritdoc/>
    public override LayerShape Infer(EquatableArray<long> input, EquatableArray<Argument> arguments)
    {
        if (arguments.Get("output") is not { Type: ArgumentType.Integers } declared)
        {
            return new LayerShape { Output = input };
        }

        long[] output = declared.AsIntegers();
        return output.Length > 4
            ? LayerShape.Contradicts("one to four sizes in its 'output'", null, "output")
            : new LayerShape { Output = new EquatableArray<long>(output) };
    }

    // A function of one tensor keeps what is the same in both orders the same; of everything else it may make anything.
    /// <inheritdoc/>
    public override TensorFacts Derive(TensorFacts input, EquatableArray<Argument> arguments, EquatableArray<long> inputShape, EquatableArray<long> outputShape) => input.Unbounded().Mixed();

    /// <inheritdoc/>
    public override bool SameWeights(EquatableArray<long> first, EquatableArray<long> second, EquatableArray<Argument> arguments) => first == second;
}
