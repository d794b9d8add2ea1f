using System.Security.Cryptography;
using SiameseDsl.Modules;
using static TorchSharp.torch;

namespace SiameseDsl.Checkpoints;

/// <summary>The weights of another run that a training begins with, as far as names and shapes agree: a tower that was trained before, under a new head or beside frozen layers.</summary>
public sealed class StartingWeights
{
    private readonly string path;
    private readonly Checkpoint checkpoint;

    private StartingWeights(string path, string model, string sha256)
    {
        this.path = path;
        Model = model;
        Sha256 = sha256;
        checkpoint = CheckpointFile.Read(path);
    }

    /// <summary>The model that the run trained, <c>Family/variant</c>.</summary>
    public string Model { get; }

    /// <summary>SHA-256 of the file with the weights, lower-case hex: part of the identity of the runs that begin with them.</summary>
    public string Sha256 { get; }

    /// <summary>Reads the best weights of a run.</summary>
    /// <exception cref="SiameseException">There is no run, it has no weights yet, or they are damaged.</exception>
    public static StartingWeights Of(string runDirectory)
    {
        using RunDirectory run = RunDirectory.Open(runDirectory);
        if (!File.Exists(run.BestCheckpoint))
        {
            throw new SiameseException($"The run '{runDirectory}' has no weights to begin with yet; let it train for an epoch first.");
        }

        using FileStream file = File.OpenRead(run.BestCheckpoint);
        return new StartingWeights(run.BestCheckpoint, run.Record.Identity.Model, Convert.ToHexStringLower(SHA256.HashData(file)));
    }

    /// <summary>Copies weights and running statistics of the same name and shape into a model; the others keep what they have. Returns the names of those that were copied.</summary>
    /// <exception cref="SiameseException">Nothing agrees.</exception>
    public IReadOnlyList<string> Into(SiameseModule model)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        Dictionary<string, CheckpointEntry> entries = checkpoint.Entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        var copied = new List<string>();
        foreach ((string name, Tensor target) in model.state_dict())
        {
            if (entries.TryGetValue(TensorEntries.ModelPrefix + name, out CheckpointEntry? entry) && entry.Shape.SequenceEqual(target.shape))
            {
                target.copy_(TensorEntries.ToTensor(entry));
                copied.Add(name);
            }
        }

        if (copied.Count == 0)
        {
            throw new SiameseException($"No weights of '{path}', which are of {Model}, have the name and the shape of one of {model.Plan.Name}; begin with a run of a model that shares layers with it.");
        }

        model.ForgetFingerprint();
        return copied;
    }
}
