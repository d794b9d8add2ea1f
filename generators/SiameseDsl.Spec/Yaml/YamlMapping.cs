namespace SiameseDsl.Spec.Yaml;

/// <summary>A mapping from names to nodes, in the order of the file, each name once.</summary>
internal class YamlMapping(IReadOnlyList<YamlEntry> entries, SourceSpan span) : YamlNode(span)
{
    /// <summary>The entries in order.</summary>
    public IReadOnlyList<YamlEntry> Entries { get; } = entries;

    /// <inheritdoc/>
    public override string Description => "a mapping";

    /// <summary>The entry called <paramref name="key"/>, or <see langword="null"/>.</summary>
    public YamlEntry? Find(string key)
    {
        foreach (YamlEntry entry in Entries)
        {
            if (entry.Key == key)
            {
                return entry;
            }
        }

        return null;
    }

    /// <summary>A copy with the value at the key of <paramref name="entry"/> replaced, or the entry added at the end.</summary>
    public YamlMapping With(YamlEntry entry)
    {
        var copy = new List<YamlEntry>(Entries.Count + 1);
        bool found = false;
        foreach (YamlEntry old in Entries)
        {
            bool same = old.Key == entry.Key;
            found |= same;
            copy.Add(same ? entry : old);
        }

        if (!found)
        {
            copy.Add(entry);
        }

        return new YamlMapping(copy, Span);
    }

    /// <summary>A copy without <paramref name="key"/>.</summary>
    public YamlMapping Without(string key)
    {
        var copy = new List<YamlEntry>(Entries.Count);
        foreach (YamlEntry old in Entries)
        {
            if (old.Key != key)
            {
                copy.Add(old);
            }
        }

        return new YamlMapping(copy, Span);
    }
}

/// <summary>A key with its value.</summary>
/// <param name="Key">The key's text.</param>
/// <param name="KeySpan">The key's place.</param>
/// <param name="Value">The value; a null scalar where there is none.</param>
internal sealed record YamlEntry(string Key, SourceSpan KeySpan, YamlNode Value);
