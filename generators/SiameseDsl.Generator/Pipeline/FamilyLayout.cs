using SiameseDsl.Generator.Emit;
using SiameseDsl.Spec;

namespace SiameseDsl.Generator.Pipeline;

/// <summary>What the files of a project decide together: the name of each generated file, the families of the registry, and clashes. It knows paths, type names and what was found in parts, so that editing a layer leaves it unchanged.</summary>
/// <param name="Settings">What the build says.</param>
/// <param name="Slots">One a spec that is emitted, in the ordinal order of their paths.</param>
/// <param name="Families">The families' type names in ordinal order.</param>
/// <param name="HidingFamilies">Families whose type names hide types that generated code uses.</param>
/// <param name="Clashes">Families that a second file declares too, or that the registry's own name forbids.</param>
/// <param name="HasSpecs">Whether there is any spec: without one there is no registry.</param>
internal sealed record FamilyLayout(
    GeneratorSettings Settings,
    EquatableArray<LayoutSlot> Slots,
    EquatableArray<string> Families,
    EquatableArray<string> HidingFamilies,
    EquatableArray<FamilyClash> Clashes,
    bool HasSpecs)
{
    /// <summary>What the specs have to do with parts, each of those that include some.</summary>
    public EquatableArray<PartUse> Parts { get; init; }

    /// <summary>Lays the files out.</summary>
    public static FamilyLayout Of(IReadOnlyCollection<FileHeading> headings, GeneratorSettings settings)
    {
        List<(string Key, FileHeading Heading)> ordered = new(headings.Count);
        foreach (FileHeading heading in headings)
        {
            ordered.Add((SpecPath.FileKey(heading.Path, settings.ProjectDirectory), heading));
        }

        ordered.Sort(static (left, right) => string.CompareOrdinal(left.Key, right.Key));
        List<PartUse>? parts = null;
        foreach ((_, FileHeading heading) in ordered)
        {
            if (heading.Parts.Paths.Count > 0)
            {
                (parts ??= []).Add(heading.Parts);
            }
        }

        Dictionary<string, FileHeading> owners = new(StringComparer.Ordinal);
        List<LayoutSlot> slots = [];
        List<FamilyClash> clashes = [];
        HashSet<string> hints = new(StringComparer.OrdinalIgnoreCase) { RegistryEmitter.TypeName };
        foreach ((string key, FileHeading heading) in ordered)
        {
            if (heading.TypeName.Length == 0)
            {
                continue;
            }

            if (heading.TypeName == RegistryEmitter.TypeName)
            {
                clashes.Add(new(heading.Family, heading.Path, ""));
            }
            else if (owners.TryGetValue(heading.TypeName, out FileHeading? owner))
            {
                clashes.Add(new(heading.Family, heading.Path, owner.Path));
            }
            else
            {
                owners.Add(heading.TypeName, heading);
                string hint = SpecPath.Hint(heading.Path, settings.ProjectDirectory);
                if (!hints.Add(hint))
                {
                    hint += "." + SpecPath.Hash(key);
                    hints.Add(hint);
                }

                slots.Add(new(heading.Path, hint));
            }
        }

        slots.Sort(static (left, right) => string.CompareOrdinal(left.Path, right.Path));
        List<string> families = [.. owners.Keys];
        families.Sort(StringComparer.Ordinal);
        List<string> hiding = families.FindAll(Names.All.Contains);
        return new(settings, slots.ToEquatableArray(), families.ToEquatableArray(), hiding.ToEquatableArray(), clashes.ToEquatableArray(), headings.Count > 0)
        {
            Parts = parts?.ToEquatableArray() ?? default,
        };
    }

    /// <summary>The generated file's name for the spec at <paramref name="path"/>; <see langword="null"/> where it is not emitted.</summary>
    public string? HintOf(string path)
    {
        int low = 0;
        int high = Slots.Count - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            int order = string.CompareOrdinal(Slots[middle].Path, path);
            if (order == 0)
            {
                return Slots[middle].Hint;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return null;
    }
}

/// <summary>A spec that is emitted, and the name of its generated file without <c>.g.cs</c>.</summary>
internal sealed record LayoutSlot(string Path, string Hint);

/// <summary>A family that cannot have its name.</summary>
/// <param name="Family">The name as written.</param>
/// <param name="Path">The file that gets no source.</param>
/// <param name="OwnerPath">The file that keeps the name; empty where the registry has it.</param>
internal sealed record FamilyClash(string Family, string Path, string OwnerPath);
