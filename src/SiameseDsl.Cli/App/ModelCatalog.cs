using SiameseDsl.Modules;
using SiameseDsl.Spec.Catalog;

namespace SiameseDsl.Cli.App;

/// <summary>Finds compiled models by their names on the command line.</summary>
internal sealed class ModelCatalog(IReadOnlyList<ModelEntry> entries)
{
    /// <summary>All models in the registry's order.</summary>
    public IReadOnlyList<ModelEntry> All => entries;

    /// <summary>The names of the families, in the registry's order.</summary>
    public IReadOnlyList<string> Families { get; } = [.. entries.Select(entry => entry.Family).Distinct()];

    /// <summary>The family that is meant where none is named: Digits where it is there, else the first.</summary>
    public string DefaultFamily => Families.Contains("Digits") || Families.Count == 0 ? "Digits" : Families[0];

    /// <summary>The model called <paramref name="name"/>: <c>Family/variant</c>; a family's name alone means its top level, the variant <c>base</c>.</summary>
    /// <exception cref="UsageException">There is no such model; the message names the nearest one.</exception>
    public ModelEntry Find(string name)
    {
        string wanted = name.Contains('/', StringComparison.Ordinal) ? name : name + "/base";
        foreach (ModelEntry entry in entries)
        {
            if (entry.Name == wanted)
            {
                return entry;
            }
        }

        string[] parts = wanted.Split('/', 2);
        if (!Families.Contains(parts[0]))
        {
            string? family = NearestName.Find(parts[0], Families);
            string suggestion = family is null ? $"; known families: {string.Join(", ", Families)}." : $"; did you mean '{(name == parts[0] ? family : Nearest(family, parts[1]))}'?";
            throw new UsageException($"There is no model '{name}'{suggestion}");
        }

        string[] variants = [.. Variants(parts[0]).Select(entry => entry.Variant)];
        string? variant = NearestName.Find(parts[1], variants);
        throw new UsageException(variant is null
            ? $"There is no model '{name}'; the family {parts[0]} has the variants {string.Join(", ", variants)}."
            : $"There is no model '{name}'; did you mean '{parts[0]}/{variant}'?");
    }

    /// <summary>The variants of a family, in the spec's order.</summary>
    /// <exception cref="UsageException">There is no such family; the message names the nearest one.</exception>
    public IReadOnlyList<ModelEntry> Family(string name)
    {
        if (Families.Contains(name))
        {
            return [.. Variants(name)];
        }

        string hint = name.Contains('/', StringComparison.Ordinal) && Families.Contains(name.Split('/')[0])
            ? $"; a family is asked for, not a model: '{name.Split('/')[0]}' with --variants {name.Split('/')[1]}."
            : NearestName.Clause(NearestName.Find(name, Families), Families);
        throw new UsageException($"There is no family '{name}'{hint}");
    }

    private string Nearest(string family, string variant)
    {
        string[] variants = [.. Variants(family).Select(entry => entry.Variant)];
        return variants.Contains(variant) ? $"{family}/{variant}" : $"{family}/{NearestName.Find(variant, variants) ?? "base"}";
    }

    private IEnumerable<ModelEntry> Variants(string family) => entries.Where(entry => entry.Family == family);
}
