using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;
using SiameseDsl.Spec;

namespace SiameseDsl.Generator.Pipeline;

/// <summary>A spec with the parts that it includes, and no others: an edited part compiles only the specs that stand on it.</summary>
/// <param name="Spec">The spec.</param>
/// <param name="Parts">The parts in the order in which they are met; those that were looked for in vain have no text.</param>
internal sealed record SpecInput(SpecText Spec, EquatableArray<SpecText> Parts) : IPartSource
{
    /// <summary>The spec with its parts; nothing for a part.</summary>
    public static ImmutableArray<SpecInput> OfSpec(SpecText text, PartTable table) => text.IsPart ? [] : [Of(text, table)];

    /// <summary>Finds the parts of a spec among those of the project.</summary>
    public static SpecInput Of(SpecText spec, PartTable table)
    {
        // Most projects have no parts, and most specs include none.
        if (table.Parts.Count == 0 || spec.Text is not { } text || !Mentions(text))
        {
            return new(spec, default);
        }

        Recorder recorder = new(table);
        PartIncludes.Visit(new SpecFile(spec.Path, text.ToString()) { Parts = recorder });
        return new(spec, recorder.Found.ToEquatableArray());
    }

    /// <summary>The paths of the parts.</summary>
    public EquatableArray<string> PartPaths
    {
        get
        {
            if (Parts.Count == 0)
            {
                return default;
            }

            List<string> paths = new(Parts.Count);
            foreach (SpecText part in Parts)
            {
                paths.Add(part.Path);
            }

            return paths.ToEquatableArray();
        }
    }

    /// <inheritdoc/>
    public SpecFile? Find(string path)
    {
        foreach (SpecText part in Parts)
        {
            if (PartTable.KeyOf(part.Path) == path && part.Text is { } text)
            {
                return new SpecFile(part.Path, text.ToString());
            }
        }

        return null;
    }

    private static bool Mentions(SourceText text) => text.ToString().Contains("include");

    private sealed class Recorder(PartTable table) : IPartSource
    {
        public List<SpecText> Found { get; } = [];

        public SpecFile? Find(string path)
        {
            if (table.Find(path) is not { Text: { } text } part)
            {
                return null;
            }

            Found.Add(part);
            return new SpecFile(part.Path, text.ToString());
        }
    }
}
