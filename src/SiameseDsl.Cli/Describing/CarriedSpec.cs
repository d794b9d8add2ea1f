using System.Reflection;
using SiameseDsl.Modules;
using SiameseDsl.Spec;

namespace SiameseDsl.Cli.Describing;

/// <summary>The spec that a model was compiled from: the targets embed its text, and that of its parts, in the assembly.</summary>
internal static class CarriedSpec
{
    private const string Folder = "siamese/";

    /// <exception cref="SiameseException">The assembly does not carry the spec's text.</exception>
    public static SpecFile Of(ModelEntry entry)
    {
        using Stream? stream = entry.Assembly.GetManifestResourceStream(entry.SpecResource)
            ?? throw new SiameseException($"The assembly {entry.Assembly.GetName().Name} does not carry the text of {entry.Family}'s spec (resource '{entry.SpecResource}'); build it with the targets of SiameseDsl.");
        using var reader = new StreamReader(stream);
        return new SpecFile(entry.SpecResource[Folder.Length..], reader.ReadToEnd()) { Parts = new CarriedParts(entry.Assembly) };
    }

    private sealed class CarriedParts(Assembly assembly) : IPartSource
    {
        public SpecFile? Find(string path)
        {
            using Stream? stream = assembly.GetManifestResourceStream(Folder + path);
            if (stream is null)
            {
                return null;
            }

            using var reader = new StreamReader(stream);
            return new SpecFile(path, reader.ReadToEnd());
        }
    }
}
