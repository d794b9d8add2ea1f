using System.CommandLine;
using SiameseDsl.Cli.App;
using SiameseDsl.Training;

namespace SiameseDsl.Cli.Commands;

/// <summary>Options that change how long and with how many threads a model is trained. They are part of a run's identity.</summary>
internal sealed class BudgetOptions
{
    private readonly Option<int?> epochs = new("--epochs") { Description = "Passes over the training images; the spec's by default." };
    private readonly Option<int?> threads = new("--threads") { Description = "Threads that Torch computes with; the spec's by default." };

    public BudgetOptions()
    {
        epochs.Validators.Add(result => RequirePositive(result, epochs));
        threads.Validators.Add(result => RequirePositive(result, threads));
    }

    public void AddTo(Command command)
    {
        command.Add(epochs);
        command.Add(threads);
    }

    public TrainingOptions Apply(TrainingOptions options, CommandContext context) => options with
    {
        Epochs = context.Get(epochs) ?? options.Epochs,
        Threads = context.Get(threads) ?? options.Threads,
    };

    private static void RequirePositive(System.CommandLine.Parsing.OptionResult result, Option<int?> option)
    {
        if (result.GetValue(option) is <= 0)
        {
            result.AddError($"{option.Name} must be at least 1.");
        }
    }
}
