using System.Security.Cryptography;
using System.Text;

namespace SiameseDsl.Checkpoints;

/// <summary>A place for an evaluation's outcomes, so that the same evaluation is not made twice. What is kept names the model and the options it belongs to and carries a checksum; it is never taken for another's.</summary>
public sealed class KeptEvaluation
{
    private readonly string path;
    private readonly string identity;
    private readonly string options;

    private KeptEvaluation(string path, string identity, string options)
    {
        this.path = path;
        this.identity = identity;
        this.options = options;
    }

    /// <summary>The place in a directory.</summary>
    /// <param name="directory">The directory; it is made when needed.</param>
    /// <param name="name">A short name, part of the file's.</param>
    /// <param name="identity">What is evaluated: a run's identity, or that of an untrained model.</param>
    /// <param name="options">Everything else that can change the numbers.</param>
    public static KeptEvaluation In(string directory, string name, string identity, string options)
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{identity}\n{options}")));
        return new KeptEvaluation(Path.Combine(directory, $"evaluation-{name}-{hash[..12]}.ckpt"), identity, options);
    }

    /// <summary>What is kept there; <see langword="null"/> where there is nothing, or what is there is damaged or belongs to something else.</summary>
    public Checkpoint? Read()
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            Checkpoint kept = CheckpointFile.Read(path);
            return kept.Fact("identity") == identity && kept.Fact("options") == options ? kept : null;
        }
        catch (SiameseException)
        {
            // An evaluation can always be made again.
            return null;
        }
    }

    /// <summary>Keeps outcomes.</summary>
    /// <exception cref="SiameseException">The file could not be written.</exception>
    public void Write(Checkpoint outcomes)
    {
        AtomicFile.MakeDirectory(Path.GetDirectoryName(path)!);
        CheckpointFile.Write(path, outcomes with { Facts = [new("identity", identity), new("options", options), .. outcomes.Facts] });
    }
}
