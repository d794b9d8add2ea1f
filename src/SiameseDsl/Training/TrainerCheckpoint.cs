using System.Globalization;
using System.Runtime.InteropServices;
using SiameseDsl.Checkpoints;
using SiameseDsl.Sampling;
using SiameseDsl.Training.Health;
using static TorchSharp.torch;

namespace SiameseDsl.Training;

/// <summary>A training's state as a checkpoint, and back.</summary>
internal static class TrainerCheckpoint
{
    private const string BestPrefix = "best/";
    private const string TorchRandom = "random/torch";
    private const string AugmentRandom = "random/augment";
    private const string SamplerRandom = "random/sampler";
    private const string SamplerOrder = "sampler/order";

    /// <summary>The weights of the best epoch that a training's state holds beside the present ones; <see langword="null"/> where it holds none.</summary>
    public static Checkpoint? BestWeightsIn(Checkpoint state)
    {
        CheckpointEntry[] best = Best(state);
        return best.Length == 0 ? null : new Checkpoint([new("plan_hash", Fact(state, "plan_hash")), new("epoch", Fact(state, "best_epoch")), new("validation", Fact(state, "best_value"))], best);
    }

    public static Checkpoint Capture(SiameseTrainer trainer, FitState state, RandomSource augmentation, WeightAverage? average)
    {
        List<KeyValuePair<string, string>> facts =
        [
            new("plan_hash", trainer.Module.Plan.PlanHash),
            new("seed", Text(trainer.Settings.Seed)),
            new("threads", Text(trainer.Settings.Threads)),
            new("step", Text(trainer.Step)),
            new("total_steps", Text(state.TotalSteps)),
            new("epoch_steps", Text(state.EpochSteps)),
            new("loss_sum", Text(state.LossSum)),
            new("active_sum", Text(state.ActiveSum)),
            new("seconds", Text(state.Seconds)),
            new("best_epoch", Text(state.Best.Epoch)),
            new("best_value", Text(state.Best.Value)),
            new("epochs_since_best", Text(state.Best.EpochsSince)),
        ];
        facts.AddRange(state.History.Select(epoch => new KeyValuePair<string, string>($"epoch {epoch.Epoch}", EpochText(epoch))));
        facts.AddRange(trainer.Health.Index().Select(notice => new KeyValuePair<string, string>($"health {notice.Index}", NoticeText(notice.Item))));

        using var random = get_rng_state();
        List<CheckpointEntry> entries =
        [
            .. average?.Capture() ?? TensorEntries.FromModel(trainer.Module),
            .. LossParameters.Capture(trainer.Loss),
            .. trainer.Optimizer.CaptureState(),
            .. state.Best.Weights.Select(entry => entry with { Name = BestPrefix + entry.Name }),
            TensorEntries.From(TorchRandom, random),
            Numbers<ulong>(AugmentRandom, augmentation.State),
        ];
        if (state.Sampler?.Save() is { } sampler)
        {
            facts.Add(new("sampler_position", Text(sampler.Position)));
            entries.Add(Numbers<ulong>(SamplerRandom, sampler.Random));
            entries.Add(Numbers<int>(SamplerOrder, sampler.Order));
        }

        return new Checkpoint(facts, entries);
    }

    /// <summary>What was found to be wrong with the training up to its state.</summary>
    /// <exception cref="SiameseException">The state is incomplete.</exception>
    public static IReadOnlyList<HealthNotice> NoticesIn(Checkpoint state)
    {
        List<HealthNotice> notices = [];
        while (state.Fact($"health {notices.Count}") is { } text)
        {
            string[] parts = text.Split(' ', 3);
            notices.Add(parts.Length == 3 && Enum.TryParse(parts[0], out HealthCondition condition) && int.TryParse(parts[1], CultureInfo.InvariantCulture, out int epoch)
                ? new HealthNotice(condition, epoch, parts[2])
                : throw new SiameseException($"The saved training holds a notice on its health that cannot be read ('{text}'): train again."));
        }

        return notices;
    }

    public static long Restore(SiameseTrainer trainer, Checkpoint checkpoint, FitState state, RandomSource augmentation, WeightAverage? average)
    {
        Require(checkpoint, "plan_hash", trainer.Module.Plan.PlanHash, "plan");
        Require(checkpoint, "seed", Text(trainer.Settings.Seed), "seed");
        Require(checkpoint, "threads", Text(trainer.Settings.Threads), "number of threads");
        try
        {
            Dictionary<string, CheckpointEntry> entries = checkpoint.Entries.ToDictionary(entry => entry.Name);
            TensorEntries.IntoModel(trainer.Module, checkpoint, "the checkpoint");
            trainer.Module.ForgetFingerprint();
            average?.Restore(entries);
            if (LossParameters.ClassesIn(checkpoint.Entries) is { Length: > 0 } classes)
            {
                trainer.DeclareClasses(classes);
            }

            LossParameters.Restore(trainer.Loss, entries);
            trainer.Optimizer.RestoreState(checkpoint.Entries);
            using (var random = TensorEntries.ToTensor(entries[TorchRandom]))
            {
                set_rng_state(random);
            }

            augmentation.State = Numbers<ulong>(entries[AugmentRandom]);
            state.SavedSampler = entries.TryGetValue(SamplerRandom, out CheckpointEntry? sampler)
                ? new SamplerState(Numbers<ulong>(sampler), Numbers<int>(entries[SamplerOrder]), (int)Long(checkpoint, "sampler_position"))
                : null;
            state.TotalSteps = Long(checkpoint, "total_steps");
            state.EpochSteps = Long(checkpoint, "epoch_steps");
            state.LossSum = Double(checkpoint, "loss_sum");
            state.ActiveSum = Double(checkpoint, "active_sum");
            state.Seconds = Double(checkpoint, "seconds");
            state.History.Clear();
            while (checkpoint.Fact($"epoch {state.History.Count + 1}") is { } text)
            {
                state.History.Add(EpochOf(state.History.Count + 1, text));
            }

            state.Best.Restore((int)Long(checkpoint, "best_epoch"), Optional(Fact(checkpoint, "best_value")), (int)Long(checkpoint, "epochs_since_best"), Best(checkpoint));
            return Long(checkpoint, "step");
        }
        catch (Exception error) when (error is KeyNotFoundException or FormatException or ArgumentException or OverflowException)
        {
            throw new SiameseException($"The saved training of {trainer.Module.Plan.Name} is incomplete ({error.Message.TrimEnd('.')}): train again.", error);
        }
    }

    private static void Require(Checkpoint checkpoint, string fact, string expected, string what)
    {
        string? found = checkpoint.Fact(fact);
        if (found != expected)
        {
            throw new SiameseException($"The saved training has the {what} {found ?? "(none)"}, but this trainer has {expected}: go on with the model and the options that it was begun with, or train again.");
        }
    }

    private static CheckpointEntry[] Best(Checkpoint checkpoint) =>
        [.. checkpoint.Entries.Where(entry => entry.Name.StartsWith(BestPrefix, StringComparison.Ordinal)).Select(entry => entry with { Name = entry.Name[BestPrefix.Length..] })];

    private static string NoticeText(HealthNotice notice) => $"{notice.Condition} {Text(notice.Epoch)} {notice.Message}";

    private static string EpochText(EpochResult epoch) =>
        string.Join(' ', Text(epoch.Step), Text(epoch.Loss), Text(epoch.LearningRate), Text(epoch.Validation), Text(epoch.ActiveFraction), Text(epoch.TrainSeconds), Text(epoch.ImagesPerSecond));

    private static EpochResult EpochOf(int epoch, string text)
    {
        string[] parts = text.Split(' ');
        if (parts.Length != 7)
        {
            throw new FormatException($"epoch {epoch} has {parts.Length} figures instead of 7");
        }

        return new EpochResult
        {
            Epoch = epoch,
            Step = long.Parse(parts[0], CultureInfo.InvariantCulture),
            Loss = Number(parts[1]),
            LearningRate = Number(parts[2]),
            Validation = Optional(parts[3]),
            ActiveFraction = Optional(parts[4]),
            TrainSeconds = Number(parts[5]),
            ImagesPerSecond = Number(parts[6]),
        };
    }

    private static CheckpointEntry Numbers<T>(string name, T[] values)
        where T : unmanaged => new(name, "bytes", [(long)values.Length * Marshal.SizeOf<T>()], MemoryMarshal.AsBytes<T>(values).ToArray());

    private static T[] Numbers<T>(CheckpointEntry entry)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(entry.Data.Span).ToArray();

    private static string Fact(Checkpoint checkpoint, string name) => checkpoint.Fact(name) ?? throw new KeyNotFoundException($"'{name}' is missing");

    private static long Long(Checkpoint checkpoint, string name) => long.Parse(Fact(checkpoint, name), CultureInfo.InvariantCulture);

    private static double Double(Checkpoint checkpoint, string name) => Number(Fact(checkpoint, name));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static double? Optional(string text) => text == "-" ? null : Number(text);

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Text(double? value) => value is { } number ? Text(number) : "-";
}
