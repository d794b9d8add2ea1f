using System.Globalization;
using System.Text;

namespace SiameseDsl.Generator.Pipeline;

/// <summary>Names made of a spec's path: stable on every machine, because nothing outside the project's directory enters them.</summary>
internal static class SpecPath
{
    /// <summary>The path inside the project with <c>/</c>; <see langword="null"/> for a file outside of it.</summary>
    public static string? Relative(string path, string projectDirectory)
    {
        string file = path.Replace('\\', '/');
        string directory = projectDirectory.Replace('\\', '/').TrimEnd('/');
        if (directory.Length == 0 || !file.StartsWith(directory + "/", StringComparison.OrdinalIgnoreCase))
        {
            // A path that is no absolute one counts from the project's directory.
            return IsAbsolute(file) || file.StartsWith("../", StringComparison.Ordinal) ? null : file;
        }

        return file.Substring(directory.Length + 1);
    }

    /// <summary>The file's name without folders.</summary>
    public static string FileName(string path)
    {
        string file = path.Replace('\\', '/');
        return file.Substring(file.LastIndexOf('/') + 1);
    }

    /// <summary>The manifest resource with the spec's text: build/SiameseDsl.Generator.targets gives it the same name.</summary>
    public static string Resource(string path, string projectDirectory) => "siamese/" + (Relative(path, projectDirectory) ?? FileName(path));

    /// <summary>The generated file's name without <c>.g.cs</c>, of characters that every host allows.</summary>
    public static string Hint(string path, string projectDirectory)
    {
        string? relative = Relative(path, projectDirectory);
        string name = relative ?? FileName(path);
        if (name.EndsWith(SpecText.Extension, StringComparison.OrdinalIgnoreCase))
        {
            name = name.Substring(0, name.Length - SpecText.Extension.Length);
        }

        StringBuilder hint = new(name.Length);
        bool changed = false;
        foreach (char c in name)
        {
            bool plain = c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '.' or '-' or '_';
            hint.Append(plain ? c : c == '/' ? '.' : '_');
            changed |= !plain && c != '/';
        }

        return changed || relative is null || hint.Length == 0 ? hint.Append('.').Append(Hash(FileKey(path, projectDirectory))).ToString() : hint.ToString();
    }

    /// <summary>Eight hex digits (FNV-1a) of a text.</summary>
    public static string Hash(string text)
    {
        uint hash = 2166136261;
        foreach (char c in text)
        {
            hash = unchecked((hash ^ c) * 16777619);
        }

        return hash.ToString("x8", CultureInfo.InvariantCulture);
    }

    /// <summary>What tells two files apart: the path from the project's directory on. For a file outside of it the common start is cut, so that the machine's own folders do not enter.</summary>
    public static string FileKey(string path, string projectDirectory)
    {
        if (Relative(path, projectDirectory) is { } relative)
        {
            return relative;
        }

        string[] file = path.Replace('\\', '/').Split('/');
        string[] directory = projectDirectory.Replace('\\', '/').TrimEnd('/').Split('/');
        int common = 0;
        while (common < file.Length - 1 && common < directory.Length && file[common] == directory[common])
        {
            common++;
        }

        StringBuilder key = new();
        for (int i = common; i < directory.Length; i++)
        {
            key.Append("../");
        }

        return key.Append(string.Join("/", file, common, file.Length - common)).ToString();
    }

    private static bool IsAbsolute(string file) => file.StartsWith("/", StringComparison.Ordinal) || (file.Length > 1 && file[1] == ':');
}
