using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Catalog.Layers;

/// <summary>An activation as a layer: applied to each value by itself.</summary>
public sealed class ActivationEntry : LayerEntry
{
    private readonly Activation activation;

    internal ActivationEntry(Activation activation)
    {
        this.activation = activation;
        Keys = activation.Slope is null
            ? []
            : [new CatalogKey("slope", KeyType.Number, "The slope below zero.") { Default = activation.Slope, Minimum = 0, Maximum = 1 }];
    }

    /// <inheritdoc/>
    public override string Kind => activation.Kind;

    /// <inheritdoc/>
    public override string Summary => activation.Summary;

    /// <inheritdoc/>
    public override IReadOnlyList<CatalogKey> Keys { get; }

    /// <inheritdoc/>
    public override string? MainKey => activation.Slope is null ? null : "slope";

    /// <inheritdoc/>
    public override string NameStem => activation.Kind.Replace('_', '-');

    /// <inheritdoc/>
    public override bool HasField => false;

    /// <inheritdoc/>
    public override LayerShape Infer(EquatableArray<long> input, EquatableArray<Argument> arguments) => new() { Output = input };

    /// <inheritdoc/>
    public override TensorFacts Derive(TensorFacts input, EquatableArray<Argument> arguments, EquatableArray<long> inputShape, EquatableArray<long> outputShape)
    {
        double slope = arguments.Find("slope")?.AsNumber() ?? 0;
        double minimum = At(input.Minimum, slope);
        double maximum = At(input.Maximum, slope);
        if (activation.Dip is double dip)
        {
            // Left of zero it falls and rises again, but never above zero; from zero on it is monotone.
            maximum = input.Maximum > 0 ? maximum : 0;
            minimum = input.Minimum >= 0 ? minimum : dip;
        }

        // One value through a monotone function keeps its order: what could not compare before cannot compare now.
        bool keepsOrder = activation.Dip is null && input.Interaction is Interaction.Separable or Interaction.Monotone && Shape.Elements(outputShape) == 1;
        return (keepsOrder ? input with { Interaction = Interaction.Monotone } : input.Mixed()) with
        {
            Minimum = minimum,
            Maximum = maximum,
            UnitLength = false,
            Saturating = activation.Saturating || input.Saturating,
        };
    }

    private double At(double x, double slope) =>
        double.IsNegativeInfinity(x) ? slope == 0 && activation.Slope is not null ? 0 : activation.AtMinusInfinity
        : double.IsPositiveInfinity(x) ? activation.AtInfinity
        : activation.Apply(x, slope);
}
