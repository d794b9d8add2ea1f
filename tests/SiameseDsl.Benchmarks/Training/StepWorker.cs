using System.Diagnostics;
using System.Globalization;
using SiameseDsl.Data;
using SiameseDsl.Modules;
using SiameseDsl.Training;
using static TorchSharp.torch;

namespace SiameseDsl.Benchmarks.Training;

/// <summary>
/// A training loop in a process of its own: makes a step for each line that arrives and answers with its milliseconds and its loss. What the library sets up for a process, such as the allocator, thus
/// reaches its own loops only.
/// </summary>
internal static class StepWorker
{
    /// <summary>The first argument of such a process.</summary>
    public const string Command = "training-worker";

    private const int Pairs = 128;

    /// <summary>Runs until the input ends. The arguments are the network, <c>mlp</c> or <c>conv</c>, and the loop: <c>hand</c>, or the precision of the compiled model.</summary>
    public static void Run(string network, string loop)
    {
        TorchBackend.EnsureLoaded();
        set_num_threads(2);
        using DataSplit data = DataSets.Load(new DataRequest { Name = "glyphs", InputShape = [1, 28, 28] });
        manual_seed(1);
        using IDisposable owner = Create(network, loop, data.Train, out Func<float> step);
        while (Console.In.ReadLine() is not null)
        {
            long start = Stopwatch.GetTimestamp();
            float loss = step();
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(start).TotalMilliseconds} {loss}"));
        }
    }

    private static IDisposable Create(string network, string loop, SampleSet samples, out Func<float> step)
    {
        bool isMlp = network == "mlp";
        if (loop != "hand")
        {
            var compiled = new CompiledLoop(isMlp ? "Digits/contrastive-linear" : "DigitsConv/contrastive", samples, Enum.Parse<Precision>(loop));
            step = compiled.Step;
            return compiled;
        }

        nn.Module<Tensor, Tensor> tower = isMlp ? new HandMlp() : new HandConv4();
        optim.Optimizer optimizer = isMlp ? optim.Adam(tower.parameters(), 1e-3) : optim.AdamW(tower.parameters(), 2e-3, weight_decay: 1e-4);
        var hand = new HandLoop(tower, optimizer, samples, Pairs);
        step = hand.Step;
        return hand;
    }
}
