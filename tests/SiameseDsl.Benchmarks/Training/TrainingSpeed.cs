using SiameseDsl.Benchmarks.Measuring;
using SiameseDsl.Data;
using SiameseDsl.Modules;
using SiameseDsl.Training;
using static TorchSharp.torch;

namespace SiameseDsl.Benchmarks.Training;

/// <summary>Training steps of compiled models against the same networks written by hand, in one process and in turns.</summary>
internal static class TrainingSpeed
{
    private const int Pairs = 128;

    /// <summary>Measures the MLP and conv-4; <c>bf16</c> as an argument adds the towers in bfloat16, and a number sets the rounds.</summary>
    public static void Run(Report report, string[] args)
    {
        int rounds = args.Select(arg => int.TryParse(arg, out int number) ? number : 0).FirstOrDefault(number => number > 0, 15);
        bool half = args.Contains("bf16");
        TorchBackend.EnsureLoaded();
        set_num_threads(2);
        using DataSplit data = DataSets.Load(new DataRequest { Name = "glyphs", InputShape = [1, 28, 28] });
        report.Note($"Steps of {Pairs} pairs, contrastive loss, {get_num_threads()} threads; medians of {rounds} steps in turns.");
        manual_seed(1);
        using (var mlp = new HandMlp())
        using (var hand = new HandLoop(mlp, optim.Adam(mlp.parameters(), 1e-3), data.Train, Pairs))
        {
            Compare(report, "MLP 784-1000-100", hand, "Digits/contrastive-linear", data.Train, 10 * rounds, 1.8, half ? 4 : null);
        }

        using (var conv = new HandConv4())
        using (var hand = new HandLoop(conv, optim.AdamW(conv.parameters(), 2e-3, weight_decay: 1e-4), data.Train, Pairs))
        {
            Compare(report, "conv-4 of 32 filters", hand, "DigitsConv/contrastive", data.Train, rounds, 1.3, half ? 2 : null);
        }
    }

    private static void Compare(Report report, string network, HandLoop hand, string model, SampleSet samples, int rounds, double goal, double? halfGoal)
    {
        using var compiled = new CompiledLoop(model, samples, Precision.Float32);
        using CompiledLoop? half = halfGoal is null ? null : new CompiledLoop(model, samples, Precision.BFloat16);
        List<Func<float>> loops = [hand.Step, compiled.Step];
        if (half is not null)
        {
            loops.Add(half.Step);
        }

        // The same pairs and the same settings: the losses of all end alike.
        float[] losses = new float[loops.Count];
        Action[] works = [.. loops.Select((loop, i) => (Action)(() => losses[i] = (0.95f * losses[i]) + (0.05f * loop())))];
        double[] medians = Stopwatches.Medians(rounds, works);
        report.Figure($"{network}, by hand", medians[0], "ms", $"loss {losses[0]:F4}");
        report.Figure($"{network}, {model}", medians[1], "ms", $"loss {losses[1]:F4}");
        report.AtLeast($"{network}, times as fast", medians[0] / medians[1], goal, "x");
        if (half is not null)
        {
            report.Figure($"{network}, {model} in bfloat16", medians[2], "ms", $"loss {losses[2]:F4}");
            report.AtLeast($"{network}, times as fast in bfloat16", medians[0] / medians[2], halfGoal!.Value, "x");
        }
    }
}
