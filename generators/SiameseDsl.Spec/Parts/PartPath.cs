namespace SiameseDsl.Spec;

/// <summary>The paths of parts.</summary>
public static class PartPath
{
    /// <summary>How the name of a part ends.</summary>
    public const string Extension = ".siamese-part.yaml";

    /// <summary>Whether a file is a part, by its name.</summary>
    public static bool IsPart(string path) => path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether <c>include</c> may say this: a relative path with <c>/</c> that ends as parts' names do.</summary>
    public static bool IsValid(string include) =>
        IsPart(include) && include.IndexOf('\\') < 0 && include[0] != '/' && include.IndexOf(':') < 0 && include.IndexOf("//", StringComparison.Ordinal) < 0;

    /// <summary>The path of what <paramref name="including"/> includes as <paramref name="include"/>, with <c>/</c> and without <c>.</c> and <c>..</c> as far as they can be resolved.</summary>
    public static string Resolve(string including, string include)
    {
        string from = including.Replace('\\', '/');
        var segments = new List<string>(from.Substring(0, from.LastIndexOf('/') + 1).Split('/'));
        segments.RemoveAt(segments.Count - 1);
        foreach (string segment in include.Split('/'))
        {
            int last = segments.Count - 1;
            if (segment == ".." && last >= 0 && segments[last] is not (".." or "" or "."))
            {
                segments.RemoveAt(last);
            }
            else if (segment != ".")
            {
                segments.Add(segment);
            }
        }

        return string.Join("/", segments);
    }
}
