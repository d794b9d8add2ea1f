using SiameseDsl.Modules;
using SiameseDsl.Spec;

namespace SiameseDsl.Cli.Describing;

/// <summary>The spec that a model was compiled from: the targets embed its text in the assembly.</summary>
internal static class CarriedSpec
{
    /// <exception cref="SiameseException">The assembly does not carry the spec's text.</exception>
    public static SpecFile Of(ModelEntry entry)
    {
        using Stream? stream = entry.Assembly.GetManifestResourceStream(entry.SpecResource)
            ?? throw new SiameseException($"The assembly {entry.Assembly.GetName().Name} does not carry the text of {entry.Family}'s spec (resource '{entry.SpecResource}'); build it with the targets of SiameseDsl.");
        using var reader = new StreamReader(stream);
        return new SpecFile($"{entry.Family}.siamese.yaml", reader.ReadToEnd());
    }
}
