using SiameseDsl.Spec.Catalog;

namespace SiameseDsl.Spec.Plans;

/// <summary>The arguments of a kind of which nothing was written.</summary>
internal static class CatalogDefaults
{
    /// <summary>The scalar keys of <paramref name="entry"/> at their defaults, in catalog order.</summary>
    public static EquatableArray<Argument> Of(CatalogEntry entry)
    {
        if (entry.Keys.Count == 0)
        {
            return default;
        }

        var arguments = new List<Argument>(entry.Keys.Count);
        foreach (CatalogKey key in entry.Keys)
        {
            ArgumentType? type = key.Type switch
            {
                KeyType.Integer => ArgumentType.Integer,
                KeyType.Number => ArgumentType.Number,
                KeyType.Boolean => ArgumentType.Boolean,
                KeyType.Text or KeyType.Enum => ArgumentType.Text,
                _ => null,
            };
            if (type is ArgumentType known)
            {
                arguments.Add(key.Default is null ? new Argument(key.Name, ArgumentType.Null, "") : new Argument(key.Name, known, key.Default));
            }
        }

        return new EquatableArray<Argument>([.. arguments]);
    }
}
