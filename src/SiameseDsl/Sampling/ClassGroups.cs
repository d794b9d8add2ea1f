using SiameseDsl.Data;

namespace SiameseDsl.Sampling;

/// <summary>Which classes belong together by their names: <c>Alphabet/character01</c> with <c>Alphabet/character02</c>, and what augmentation makes of them (<c>@90</c> turned, <c>~1</c> warped, <c>+1</c> joined, <c>*1</c> drawn) apart from them.</summary>
internal static class ClassGroups
{
    /// <summary>The group of each class, numbered from 0 in the order in which they occur. A class without a slash in its name is a group by itself.</summary>
    public static int[] Of(IReadOnlyList<string> classNames)
    {
        var known = new Dictionary<(string Alphabet, string Mark), int>();
        return [.. classNames.Select(name => Number((OmniglotClass.AlphabetOf(name), MarkOf(name))))];

        int Number((string Alphabet, string Mark) group)
        {
            known.TryAdd(group, known.Count);
            return known[group];
        }
    }

    private static string MarkOf(string name)
    {
        int slash = name.IndexOf('/');
        int mark = slash < 0 ? -1 : name.AsSpan(slash).IndexOfAny("@~+*");
        return mark < 0 ? "" : name[(slash + mark)..];
    }
}
