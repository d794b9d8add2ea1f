using SiameseDsl.Spec;

namespace SiameseDsl.Cli.Checking;

/// <summary>Parts as they lie on the disk; it remembers which were asked for.</summary>
internal sealed class DiskParts : IPartSource
{
    private readonly Dictionary<string, SpecFile> read = new(StringComparer.Ordinal);

    /// <summary>The parts that were read, by their paths.</summary>
    public IReadOnlyDictionary<string, SpecFile> Read => read;

    /// <inheritdoc/>
    public SpecFile? Find(string path)
    {
        if (read.TryGetValue(path, out SpecFile? known))
        {
            return known;
        }

        if (!File.Exists(path))
        {
            return null;
        }

        var part = new SpecFile(path, SpecFiles.Read(path));
        read.Add(path, part);
        return part;
    }
}
