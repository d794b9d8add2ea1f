using SiameseDsl.Sampling;

namespace SiameseDsl.Data;

/// <summary>Cuts data of the user's by classes: a fixed shuffle, 60 / 15 / 25 percent or the counts that are asked for, and held-out samples of the training classes where no class is left for validation.</summary>
/// <param name="what">The data, for messages, such as "folder 'faces'".</param>
/// <param name="samples">What its samples are called, such as "images".</param>
internal sealed class ShuffledClasses(string what, string samples)
{
    private const ulong ShuffleSeed = 60;

    /// <summary>Cuts the samples.</summary>
    /// <exception cref="SiameseException">The split asks for more classes than there are, or too few samples are left for validation.</exception>
    public Partition Cut(SampleTable table, DataRequest request)
    {
        // The order is fixed, whatever the seed: folds of different seeds are parts of one and the same circle.
        int classes = table.ClassNames.Length;
        int[] order = [.. Enumerable.Range(0, classes)];
        new RandomSource(ShuffleSeed).Shuffle(order.AsSpan());
        ClassSplit split = request.Split ?? DefaultSplit(classes);
        if (split.Train + split.Validation + split.Test > classes)
        {
            throw new SiameseException($"The split {split} asks for {split.Train + split.Validation + split.Test} classes, but the {what} has {classes}.");
        }

        int fold = request.Split is null ? 0 : (int)((((request.Seed - 1) % classes) + classes) % classes * split.Test % classes);
        int[] turned = [.. order[fold..], .. order[..fold]];
        return Cut(table, turned, split, request.Split is null ? "a fixed shuffle" : $"a fixed shuffle, fold {request.Seed}");
    }

    /// <summary>60 / 15 / 25 percent, with no validation classes where these would be fewer than two.</summary>
    private static ClassSplit DefaultSplit(int classes)
    {
        int test = Math.Max(2, ((25 * classes) + 50) / 100);
        int validation = ((15 * classes) + 50) / 100;
        validation = validation < 2 || classes - test - validation < 2 ? 0 : validation;
        return new ClassSplit(classes - test - validation, validation, test);
    }

    private Partition Cut(SampleTable table, int[] order, ClassSplit split, string how)
    {
        int[] test = Samples(table, order[..split.Test]);
        int[] validation = Samples(table, order[split.Test..(split.Test + split.Validation)]);
        int[] train = Samples(table, order[(split.Test + split.Validation)..(split.Test + split.Validation + split.Train)]);
        string description = $"Classes by {how}: {split.Train} train, {split.Validation} validate, {split.Test} test.";
        if (split.Validation > 0)
        {
            return new Partition(table, train, validation, test, description);
        }

        HashSet<int> held = [.. train.GroupBy(i => table.Labels[i]).SelectMany(group => group.TakeLast(HeldOut(group.Count())))];
        if (held.Select(i => table.Labels[i]).Distinct().Count() < 2)
        {
            throw new SiameseException($"The {what} has too few {samples} to hold some out for validation: two training classes need at least 4; add {samples} or give validation classes in the split.");
        }

        int[] rest = [.. train.Where(i => !held.Contains(i))];
        return new Partition(table, rest, [.. held.Order()], test, $"{description} No class is left for validation: {held.Count} held-out {samples} of the training classes serve.");
    }

    /// <summary>A fifth of a class' samples, at least two and only where two remain, so that the validation part has pairs of one class.</summary>
    private static int HeldOut(int count) => count < 4 ? 0 : Math.Max(2, count / 5);

    private static int[] Samples(SampleTable table, int[] classes)
    {
        HashSet<int> wanted = [.. classes];
        return [.. Enumerable.Range(0, table.Count).Where(i => wanted.Contains(table.Labels[i]))];
    }
}
