using SiameseDsl.Benchmarks.Building;
using SiameseDsl.Benchmarks.Generator;
using SiameseDsl.Benchmarks.Measuring;
using SiameseDsl.Benchmarks.Training;

// One command a figure. A measurement of another part of the project is a line here.
Measurement[] all =
[
    new("unrelated-edit", "An edit of C# beside 1, 100 and 1,000 specs, against a generator that only adds as many files.", UnrelatedEdit.Run),
    new("edit-one", "An edit of one spec of 30 layers and 4 variants among 100, step by step.", EditOne.Run),
    new("cold", "1,000 specs compiled for the first time by a warm compiler.", ColdRun.Run),
    new("compiler-process", "What the generator adds to a compiler process that begins anew.", CompilerProcess.Run),
    new("first-error", "From saving a broken spec to its error in 'dotnet build'.", FirstError.Run),
    new("save-to-training", "From saving a spec to the first step of its training under 'dotnet run'.", SaveToTraining.Run),
    new("training", "Training steps against the same networks written by hand in TorchSharp, each in a process of its own; 'bf16' adds the towers in bfloat16, a number sets the rounds.", TrainingSpeed.Run),
    new("details", "The generator's benchmarks under BenchmarkDotNet, with allocations; further arguments go to it.", Details.Run),
];

if (args is [StepWorker.Command, var network, var loop])
{
    StepWorker.Run(network, loop);
    return 0;
}

Measurement? chosen = args.Length == 0 ? null : Array.Find(all, measurement => measurement.Name == args[0]);
if (chosen is null)
{
    Console.Error.WriteLine("Usage: dotnet run -c Release --project tests/SiameseDsl.Benchmarks -- NAME");
    foreach (Measurement measurement in all)
    {
        Console.Error.WriteLine($"  {measurement.Name,-18}{measurement.Summary}");
    }

    return 2;
}

Report report = new();
chosen.Run(report, args[1..]);
return report.AllMet ? 0 : 1;
