using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Yaml;

namespace SiameseDsl.Spec.Variants;

/// <summary>The rules of patches: a mapping merges key by key; a choice merges where the kind is the same and is replaced where it differs; a list and a value are
/// replaced whole; <c>null</c> resets. Nothing is reported here: what is wrong in a patch is found when the result is bound.</summary>
internal static class Merge
{
    /// <summary>The entry that <paramref name="patch"/> makes of <paramref name="old"/>.</summary>
    public static YamlEntry Entry(CatalogKey key, YamlEntry? old, YamlEntry patch)
    {
        if (old is null || old.Value.IsNull || patch.Value.IsNull)
        {
            return patch;
        }

        YamlNode value = Value(key, old.Value, patch.Value);
        return ReferenceEquals(value, patch.Value) ? patch : new YamlEntry(old.Key, old.KeySpan, value);
    }

    /// <summary>The value that <paramref name="patch"/> makes of <paramref name="old"/>: one of the two, or a mixture.</summary>
    public static YamlNode Value(CatalogKey key, YamlNode old, YamlNode patch) => key.Type switch
    {
        KeyType.Section when old is YamlMapping mapping && patch is YamlMapping changes => Mapping(SpecCatalog.Section(key.Section!).Keys, mapping, changes),
        KeyType.Choice => Choice(key.Choice!.Value, old, patch),
        KeyType.Map or KeyType.Values when old is YamlMapping mapping && patch is YamlMapping changes => Map(key, mapping, changes),
        _ => patch,
    };

    /// <summary>Merges a choice.</summary>
    public static YamlNode Choice(Category category, YamlNode old, YamlNode patch)
    {
        if (ChoiceSyntax.Read(old) is not { } before || ChoiceSyntax.Read(patch) is not { } after || before.Kind != after.Kind)
        {
            return patch;
        }

        if (after.Body is null)
        {
            return old;
        }

        if (SpecCatalog.Find(category, before.Kind) is not { } entry || before.BodyOf(entry) is not { } body || after.BodyOf(entry) is not { } changes)
        {
            return patch;
        }

        return WithBody(before, Mapping(LayerHeader.AllKeysOf(entry), body, changes));
    }

    /// <summary>A choice of the same kind with another body.</summary>
    public static YamlMapping WithBody(ChoiceSyntax choice, YamlMapping body) => new([new YamlEntry(choice.Kind, choice.KindSpan, body)], choice.KindSpan);

    /// <summary>The root of a file over another one's.</summary>
    public static YamlMapping Tree(YamlMapping old, YamlMapping patch) => Mapping(SectionCatalog.File.Keys, old, patch);

    private static YamlMapping Mapping(IReadOnlyList<CatalogKey> keys, YamlMapping old, YamlMapping patch)
    {
        YamlMapping result = old;
        foreach (YamlEntry entry in patch.Entries)
        {
            CatalogKey? key = Find(keys, entry.Key);
            result = result.With(key is null ? entry : Entry(key, old.Find(entry.Key), entry));
        }

        return result;
    }

    private static YamlMapping Map(CatalogKey key, YamlMapping old, YamlMapping patch)
    {
        YamlMapping result = old;
        foreach (YamlEntry entry in patch.Entries)
        {
            if (entry.Value.IsNull)
            {
                result = result.Without(entry.Key);
            }
            else if (key.Section is not null && old.Find(entry.Key) is { Value: YamlMapping before } named && entry.Value is YamlMapping changes)
            {
                result = result.With(new YamlEntry(entry.Key, named.KeySpan, Mapping(SpecCatalog.Section(key.Section).Keys, before, changes)));
            }
            else
            {
                result = result.With(entry);
            }
        }

        return result;
    }

    /// <summary>The key of this name, or <see langword="null"/>.</summary>
    public static CatalogKey? Find(IReadOnlyList<CatalogKey> keys, string name)
    {
        for (int i = 0; i < keys.Count; i++)
        {
            if (keys[i].Name == name)
            {
                return keys[i];
            }
        }

        return null;
    }
}
