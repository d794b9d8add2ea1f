using System.CommandLine;

namespace SiameseDsl.Cli.Commands;

/// <summary>Options that several commands have in common.</summary>
internal static class CommonOptions
{
    /// <summary><c>--stop-unhealthy</c>.</summary>
    public static Option<bool> StopUnhealthy() => new("--stop-unhealthy") { Description = "Stop a training, with exit code 1, as soon as something is found to be wrong with it: collapse, memorisation and the like." };

    /// <summary><c>--checkpoint-every</c>: about so many seconds of work can be lost.</summary>
    public static Option<double?> CheckpointEvery()
    {
        var option = new Option<double?>("--checkpoint-every") { Description = "About how many seconds of training a crash can cost: the time between two checkpoints, 10 by default." };
        option.Validators.Add(result =>
        {
            if (result.GetValue(option) is <= 0 or double.NaN or > 86_400)
            {
                result.AddError("--checkpoint-every must be above 0 and at most 86400 seconds.");
            }
        });
        return option;
    }

    public static Option<bool> Json() => new("--json") { Description = "Print one JSON document and nothing else on standard output." };
}
