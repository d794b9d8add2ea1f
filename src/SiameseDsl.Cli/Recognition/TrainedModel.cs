using SiameseDsl.Checkpoints;
using SiameseDsl.Cli.App;
using SiameseDsl.Cli.Runs;
using SiameseDsl.Data;
using SiameseDsl.Modules;

namespace SiameseDsl.Cli.Recognition;

/// <summary>The model of a run, with its best weights.</summary>
internal sealed class TrainedModel : IDisposable
{
    private TrainedModel(RunDirectory run, SiameseModule module)
    {
        Run = run;
        Module = module;
    }

    public RunDirectory Run { get; }

    public SiameseModule Module { get; }

    /// <summary>Whether the run's data inverts image files.</summary>
    public bool InvertsFiles => ImagePreparation.InvertsFilesOf(Run.Record.Identity.Data);

    /// <exception cref="SiameseException">There is no run, it is of another plan, or its weights are damaged.</exception>
    public static TrainedModel Open(CommandContext context, string path)
    {
        RunDirectory run = RunDirectory.Open(path);
        SiameseModule? module = null;
        try
        {
            ModelEntry entry = context.Models.Find(run.Record.Identity.Model);
            RunLoader.RequireSamePlan(entry.Plan, run);
            TorchBackend.EnsureLoaded();
            module = Measurement.Create(entry, run.Record.Identity.Seed, run.Record.Identity.Threads);
            RunLoader.LoadInto(module, run);
            if (module.Threshold is null)
            {
                throw new SiameseException($"The run '{path}' has no threshold yet, because it is not at its end; go on with it by 'siamese train' and --resume.");
            }

            return new TrainedModel(run, module);
        }
        catch
        {
            module?.Dispose();
            run.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Module.Dispose();
        Run.Dispose();
    }
}
