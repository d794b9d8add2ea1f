namespace SiameseDsl.Data;

/// <summary>All files below a folder. Links to other folders are followed, but one that leads round in a circle is refused.</summary>
internal static class FolderWalk
{
    /// <summary>The paths of all files, in no particular order.</summary>
    /// <exception cref="SiameseException">A link leads to a folder that it lies in.</exception>
    /// <exception cref="IOException">A folder cannot be read.</exception>
    public static IEnumerable<string> Files(string folder) => Files(folder, []);

    private static IEnumerable<string> Files(string folder, List<string> around)
    {
        string real = RealPath(folder);
        if (around.Contains(real))
        {
            throw new SiameseException($"The link '{folder}' leads to a folder that it lies in itself, '{real}'; remove it.");
        }

        around.Add(real);
        foreach (string file in Directory.EnumerateFiles(folder))
        {
            yield return file;
        }

        foreach (string inner in Directory.EnumerateDirectories(folder))
        {
            foreach (string file in Files(inner, around))
            {
                yield return file;
            }
        }

        around.RemoveAt(around.Count - 1);
    }

    /// <summary>The path without any links in it.</summary>
    private static string RealPath(string folder)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        string? above = Path.GetDirectoryName(full);
        return above is null ? full
            : Directory.ResolveLinkTarget(full, returnFinalTarget: true) is { } target ? RealPath(target.FullName)
            : Path.Combine(RealPath(above), Path.GetFileName(full));
    }
}
