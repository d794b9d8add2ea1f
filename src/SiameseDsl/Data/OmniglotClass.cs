namespace SiameseDsl.Data;

/// <summary>Reads Omniglot's class names, <c>Alphabet/characterNN</c> (<c>Alphabet/characterNN@90</c> when rotated).</summary>
public static class OmniglotClass
{
    /// <summary>The alphabet of a class: the name before its slash; a name without one is its own alphabet.</summary>
    public static string AlphabetOf(string className)
    {
        int slash = className.IndexOf('/');
        return slash < 0 ? className : className[..slash];
    }
}
