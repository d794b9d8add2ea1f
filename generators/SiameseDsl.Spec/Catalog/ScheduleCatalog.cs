namespace SiameseDsl.Spec.Catalog;

/// <summary>The learning-rate schedules.</summary>
public static class ScheduleCatalog
{
    /// <summary>All schedules in documented order.</summary>
    public static IReadOnlyList<ComponentEntry> All { get; } =
    [
        new(Category.Schedule, "constant", "The learning rate as it is.", []),
        new(
            Category.Schedule,
            "cosine",
            "Half a cosine wave down to the final rate, after a linear warm-up (Loshchilov and Hutter 2017).",
            [
                new("warmup", KeyType.Number, "The part of the run in which the rate grows from zero.") { Default = "0", Minimum = 0, Maximum = 1, ExclusiveMaximum = true },
                new("final", KeyType.Number, "The rate at the end, as a fraction of the learning rate.") { Default = "0", Minimum = 0, Maximum = 1 },
            ]),
    ];
}
