namespace SiameseDsl.Training.Optimizers;

/// <summary>Something that an optimiser keeps beside each parameter.</summary>
/// <param name="Name">Its name in checkpoints.</param>
/// <param name="Form">Its form.</param>
/// <param name="Initial">The value that it begins with.</param>
internal readonly record struct StateSlot(string Name, SlotForm Form = SlotForm.Moment, double Initial = 0)
{
    /// <summary>The count of the parameter's steps.</summary>
    public static StateSlot Step { get; } = new("step", SlotForm.Count);

    /// <summary>What the rule of the settings keeps.</summary>
    /// <exception cref="ArgumentException">There is no such optimiser.</exception>
    public static IReadOnlyList<StateSlot> Of(OptimizerOptions options) => options switch
    {
        AdamOptions or AdamWOptions or RAdamOptions => [new("exp_avg"), new("exp_avg_sq"), Step],
        NAdamOptions => [new("exp_avg"), new("exp_avg_sq"), Step, new("mu_product", SlotForm.Factor, 1)],
        AdamaxOptions => [new("exp_avg"), new("exp_inf"), Step],
        AdagradOptions adagrad => [new("sum", Initial: adagrad.InitialSum)],
        LionOptions => [new("exp_avg")],
        SgdOptions sgd => sgd.Momentum > 0 ? [new("momentum")] : [],
        RmsPropOptions rms => rms.Momentum > 0 ? [new("square_avg"), new("momentum")] : [new("square_avg")],
        _ => throw new ArgumentException($"There is no optimiser for settings of type {options.GetType().Name}.", nameof(options)),
    };
}
