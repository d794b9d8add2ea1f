using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Catalog.Layers;

/// <summary><c>alpha_dropout</c>: dropout that keeps mean and variance behind a selu (Klambauer et al. 2017).</summary>
public sealed class AlphaDropoutEntry : LayerEntry
{
    // What selu tends to far to the left, -scale * alpha: the value that stands for "off".
    private const double Off = -1.7580993408473766;

    /// <inheritdoc/>
    public override string Kind => "alpha_dropout";

    /// <inheritdoc/>
    public override string Summary => "Dropout for networks of 'selu': sets values to selu's lower end with a probability during training, and scales and shifts all so that mean and variance stay; does nothing in evaluation.";

    /// <inheritdoc/>
    public override string NameStem => "drop";

    /// <inheritdoc/>
    public override IReadOnlyList<CatalogKey> Keys { get; } = [DropoutEntry.Rate("The probability that a value is switched off.")];

    /// <inheritdoc/>
    public override string? MainKey => "rate";

    /// <inheritdoc/>
    public override bool HasField => true;

    /// <inheritdoc/>
    public override bool TreatsStepsAlike(EquatableArray<Argument> arguments, EquatableArray<long> input) => true;

    /// <inheritdoc/>
    public override LayerShape Infer(EquatableArray<long> input, EquatableArray<Argument> arguments) => new() { Output = input };

    /// <inheritdoc/>
    public override TensorFacts Derive(TensorFacts input, EquatableArray<Argument> arguments, EquatableArray<long> inputShape, EquatableArray<long> outputShape)
    {
        double rate = arguments.Get("rate").AsNumber();
        if (rate <= 0)
        {
            return input;
        }

        // Training gives scale * x + shift, or the same of the value for "off"; evaluation gives x.
        double scale = 1 / Math.Sqrt((1 - rate) * (1 + (rate * Off * Off)));
        double shift = -scale * rate * Off;
        return input with
        {
            Minimum = Math.Min(input.Minimum, (scale * Math.Min(input.Minimum, Off)) + shift),
            Maximum = Math.Max(input.Maximum, (scale * Math.Max(input.Maximum, Off)) + shift),
            UnitLength = false,
        };
    }
}
