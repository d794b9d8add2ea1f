using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Catalog.Layers;

/// <summary>An activation as a layer: applied to each value by itself.</summary>
public sealed class ActivationEntry : LayerEntry
{
    private readonly Activation activation;

    internal ActivationEntry(Activation activation) => this.activation = activation;

    /// <inheritdoc/>
    public override string Kind => activation.Kind;

    /// <inheritdoc/>
    public override string Summary => activation.Summary;

    /// <inheritdoc/>
    public override IReadOnlyList<CatalogKey> Keys => activation.Keys;

    /// <inheritdoc/>
    public override string? MainKey => activation.Keys.Count == 1 ? activation.Keys[0].Name : null;

    /// <inheritdoc/>
    public override string NameStem => activation.Kind.Replace('_', '-');

    /// <inheritdoc/>
    public override bool HasField => false;

    /// <inheritdoc/>
    public override bool IsActivation => true;

    /// <inheritdoc/>
    public override bool TreatsStepsAlike(EquatableArray<Argument> arguments, EquatableArray<long> input) => true;

    /// <inheritdoc/>
    public override LayerShape Infer(EquatableArray<long> input, EquatableArray<Argument> arguments) => new() { Output = input };

    /// <inheritdoc/>
    public override TensorFacts Derive(TensorFacts input, EquatableArray<Argument> arguments, EquatableArray<long> inputShape, EquatableArray<long> outputShape)
    {
        double[] values = [.. Keys.Select(key => arguments.Get(key.Name).AsNumber())];
        double minimum = At(input.Minimum, values);
        double maximum = At(input.Maximum, values);
        bool monotone = activation.Dip is null;
        if (activation.Dip is double dip)
        {
            // Left of zero it falls and rises again, but never above zero; from zero on it is monotone.
            maximum = input.Maximum > 0 ? maximum : 0;
            minimum = input.Minimum >= 0 ? minimum : dip;
        }
        else if (activation.Turns?.Invoke(input.Minimum, input.Maximum, values) is (double Minimum, double Maximum) bounds)
        {
            (minimum, maximum) = bounds;
            monotone = false;
        }

        // One value through a monotone function keeps its order: what could not compare before cannot compare now.
        bool keepsOrder = monotone && input.Interaction is Interaction.Separable or Interaction.Monotone && Shape.Elements(outputShape) == 1;
        return (keepsOrder ? input with { Interaction = Interaction.Monotone } : input.Mixed()) with
        {
            Minimum = minimum,
            Maximum = maximum,
            UnitLength = false,
            Saturating = activation.Saturating || input.Saturating,
        };
    }

    private double At(double x, double[] values) =>
        double.IsNegativeInfinity(x) ? activation.Left(values) : double.IsPositiveInfinity(x) ? activation.Right(values) : activation.Apply(x, values);
}
