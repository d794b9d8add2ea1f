using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Catalog.Layers;

/// <summary>A fixed transform of a tower's input image: no weights, no multiply-accumulates.</summary>
public abstract class TransformEntry : LayerEntry
{
    /// <inheritdoc/>
    public sealed override Category Category => Category.Transform;

    /// <inheritdoc/>
    public sealed override bool HasField => false;

    /// <inheritdoc/>
    public sealed override LayerShape Infer(EquatableArray<long> input, EquatableArray<Argument> arguments) =>
        input.Count == 3 ? InferImage(input, arguments) : LayerShape.Fails("an image (channels, height, width)");

    /// <inheritdoc/>
    public override TensorFacts Derive(TensorFacts input, EquatableArray<Argument> arguments, EquatableArray<long> inputShape, EquatableArray<long> outputShape) => input;

    /// <summary>The shape rule for images.</summary>
    protected abstract LayerShape InferImage(EquatableArray<long> input, EquatableArray<Argument> arguments);
}

/// <summary><c>rotate</c>: by quarter turns.</summary>
public sealed class RotateEntry : TransformEntry
{
    /// <inheritdoc/>
    public override string Kind => "rotate";

    /// <inheritdoc/>
    public override string Summary => "Rotates the image counter-clockwise by 90, 180 or 270 degrees.";

    /// <inheritdoc/>
    public override IReadOnlyList<CatalogKey> Keys { get; } = [new("degrees", KeyType.Integer, "90, 180 or 270 degrees.") { Required = true, Minimum = 90, Maximum = 270 }];

    /// <inheritdoc/>
    public override string? MainKey => "degrees";

    /// <inheritdoc/>
    protected override LayerShape InferImage(EquatableArray<long> input, EquatableArray<Argument> arguments)
    {
        long degrees = arguments.Get("degrees").AsInteger();
        if (degrees is not (90 or 180 or 270))
        {
            return LayerShape.Contradicts($"90, 180 or 270 degrees (it has {degrees})", "choose one of them", "degrees");
        }

        return new LayerShape { Output = degrees == 180 ? input : EquatableArray.Of(input[0], input[2], input[1]) };
    }
}

/// <summary><c>invert</c>: 1 - x.</summary>
public sealed class InvertEntry : TransformEntry
{
    /// <inheritdoc/>
    public override string Kind => "invert";

    /// <inheritdoc/>
    public override string Summary => "Exchanges light and dark: 1 - x.";

    /// <inheritdoc/>
    public override IReadOnlyList<CatalogKey> Keys { get; } = [];

    /// <inheritdoc/>
    public override TensorFacts Derive(TensorFacts input, EquatableArray<Argument> arguments, EquatableArray<long> inputShape, EquatableArray<long> outputShape) =>
        input with { Minimum = 1 - input.Maximum, Maximum = 1 - input.Minimum };

    /// <inheritdoc/>
    protected override LayerShape InferImage(EquatableArray<long> input, EquatableArray<Argument> arguments) => new() { Output = input };
}

/// <summary><c>resize</c>: to another height and width.</summary>
public sealed class ResizeEntry : TransformEntry
{
    /// <inheritdoc/>
    public override string Kind => "resize";

    /// <inheritdoc/>
    public override string Summary => "Resizes the image to another height and width by bilinear interpolation.";

    /// <inheritdoc/>
    public override IReadOnlyList<CatalogKey> Keys { get; } = [new("size", KeyType.Integers, "Height and width, in pixels; one number for both.") { Required = true, Minimum = 1, Maximum = LayerKeys.LargestWindow, Repeat = 2 }];

    /// <inheritdoc/>
    public override string? MainKey => "size";

    /// <inheritdoc/>
    protected override LayerShape InferImage(EquatableArray<long> input, EquatableArray<Argument> arguments)
    {
        long[] size = ConvGeometry.Spread(arguments.Get("size"), 2);
        return new LayerShape { Output = EquatableArray.Of(input[0], size[0], size[1]) };
    }
}
