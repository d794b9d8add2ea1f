using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Plans;
using SiameseDsl.Spec.Yaml;

namespace SiameseDsl.Spec.Binding;

/// <summary>The catalog's defaults as arguments, read once.</summary>
internal static class DefaultValues
{
    private static readonly Dictionary<CatalogEntry, Argument?[]> Table = Build();

    /// <summary>The default of the key at <paramref name="index"/> of <paramref name="entry"/>: <see cref="ArgumentType.Null"/> where there is none,
    /// <see langword="null"/> for layers, choices and sections.</summary>
    public static Argument? Of(CatalogEntry entry, int index) => Table[entry][index];

    /// <summary>What stands in for a value that is broken: the default, else the smallest or first value allowed.</summary>
    public static Argument StandIn(CatalogKey key, Argument? byDefault)
    {
        if (byDefault is not null and not { Type: ArgumentType.Null })
        {
            return byDefault;
        }

        string smallest = key.Minimum is { } minimum ? ((long)Math.Max(1, Math.Ceiling(minimum))).ToString(System.Globalization.CultureInfo.InvariantCulture) : "1";
        return key.Type switch
        {
            KeyType.Integer => new Argument(key.Name, ArgumentType.Integer, smallest),
            KeyType.Number => new Argument(key.Name, ArgumentType.Number, DecimalText.Normalize(smallest)),
            KeyType.Boolean => new Argument(key.Name, ArgumentType.Boolean, "false"),
            KeyType.Integers => new Argument(key.Name, ArgumentType.Integers, key.Repeat > 1 ? string.Join(",", Enumerable.Repeat(smallest, key.Repeat)) : smallest),
            KeyType.Enum => new Argument(key.Name, ArgumentType.Text, key.Values[0]),
            _ => new Argument(key.Name, ArgumentType.Text, ""),
        };
    }

    private static Dictionary<CatalogEntry, Argument?[]> Build()
    {
        var table = new Dictionary<CatalogEntry, Argument?[]>();
        foreach (CatalogEntry entry in SpecCatalog.All)
        {
            var defaults = new Argument?[entry.Keys.Count];
            for (int i = 0; i < defaults.Length; i++)
            {
                defaults[i] = Read(entry.Keys[i]);
            }

            table.Add(entry, defaults);
        }

        return table;
    }

    private static Argument? Read(CatalogKey key)
    {
        if (key.Type is KeyType.Layers or KeyType.LayerLists or KeyType.Choice or KeyType.Choices or KeyType.Section or KeyType.Sections or KeyType.Map or KeyType.Special or KeyType.Names or KeyType.Pairs or KeyType.Values)
        {
            return null;
        }

        if (key.Default is null)
        {
            return new Argument(key.Name, ArgumentType.Null, "");
        }

        var findings = new FindingBag("the catalog");
        bool text = key.Type == KeyType.Text;
        var node = new YamlScalar(key.Default, isPlain: !text, SourceSpan.FileStart);
        return new ValueBinder(findings).Bind(key, node, SourceSpan.FileStart, scalar => scalar)
            ?? throw new InvalidOperationException($"The catalog's default '{key.Default}' does not suit the key '{key.Name}'.");
    }
}
