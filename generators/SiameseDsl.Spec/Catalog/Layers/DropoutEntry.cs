using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Catalog.Layers;

/// <summary><c>dropout</c>: sets values to zero at random during training (Srivastava et al. 2014).</summary>
public sealed class DropoutEntry : LayerEntry
{
    /// <inheritdoc/>
    public override string Kind => "dropout";

    /// <inheritdoc/>
    public override string Summary => "Sets each value to zero with a probability during training and scales the others up; does nothing in evaluation.";

    /// <inheritdoc/>
    public override string NameStem => "drop";

    /// <inheritdoc/>
    public override IReadOnlyList<CatalogKey> Keys { get; } = [Rate("The probability that a value is set to zero.")];

    /// <inheritdoc/>
    public override string? MainKey => "rate";

    /// <inheritdoc/>
    public override bool HasField => true;

    /// <inheritdoc/>
    public override bool TreatsStepsAlike(EquatableArray<Argument> arguments, EquatableArray<long> input) => true;

    /// <inheritdoc/>
    public override LayerShape Infer(EquatableArray<long> input, EquatableArray<Argument> arguments) => new() { Output = input };

    /// <inheritdoc/>
    public override TensorFacts Derive(TensorFacts input, EquatableArray<Argument> arguments, EquatableArray<long> inputShape, EquatableArray<long> outputShape) =>
        Widen(input, arguments.Get("rate").AsNumber());

    /// <summary>The key <c>rate</c>.</summary>
    internal static CatalogKey Rate(string summary) => new("rate", KeyType.Number, summary) { Default = "0.5", Minimum = 0, Maximum = 1, ExclusiveMaximum = true };

    /// <summary>The bounds that hold in training too, where a value becomes zero or grows by 1 / (1 - rate).</summary>
    internal static TensorFacts Widen(TensorFacts input, double rate)
    {
        if (rate <= 0)
        {
            return input;
        }

        double scale = 1 / (1 - rate);
        return input with { Minimum = Math.Min(0, input.Minimum * scale), Maximum = Math.Max(0, input.Maximum * scale), UnitLength = false };
    }
}
