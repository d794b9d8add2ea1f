namespace SiameseDsl.Data;

/// <summary>One of Omniglot's two parts, decoded: classes <c>Alphabet/characterNN</c> in ordinal order.</summary>
internal sealed record OmniglotPart(byte[] Pixels, int[] Labels, string[] ClassNames)
{
    /// <summary>The alphabets in ordinal order.</summary>
    public string[] Alphabets => [.. ClassNames.Select(OmniglotClass.AlphabetOf).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Where the part <paramref name="name"/> lies under the data root, as a zip or a folder; <see langword="null"/> where it does not.</summary>
    public static string? Find(string root, string name)
    {
        string path = Path.Combine(root, "omniglot", name);
        return File.Exists(path + ".zip") ? path + ".zip" : Directory.Exists(path) ? path : null;
    }

    /// <summary>Reads the part at <paramref name="path"/>, every drawing resized and inverted so that ink is 255.</summary>
    /// <exception cref="SiameseException">A file is out of the layout or no image, or there is none.</exception>
    public static OmniglotPart Read(string path, ImageShape shape)
    {
        List<PackedFile> files = ImageFiles.Open(path);
        string[] classes = [.. files.Select(file => ClassOf(file.Path, path))];
        string[] names = [.. classes.Distinct().Order(StringComparer.Ordinal)];
        if (names.Length == 0)
        {
            throw new SiameseException($"'{path}' holds no drawing; expected ALPHABET/characterNN/XXXX_YY.png.");
        }

        Dictionary<string, int> number = names.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        byte[] pixels = ImageFiles.Decode(files.Count, i => files[i] with { Path = $"{path}:{files[i].Path}" }, shape, invert: true);
        return new OmniglotPart(pixels, [.. classes.Select(name => number[name])], names);
    }

    /// <summary>The class that a file's path names; folders above the alphabet (the zip's own) do not count.</summary>
    private static string ClassOf(string file, string path)
    {
        string[] parts = file.Split('/');
        bool fits = parts.Length is 3 or 4 && file.EndsWith(".png", StringComparison.OrdinalIgnoreCase) && parts[^2].StartsWith("character", StringComparison.Ordinal);
        return fits ? $"{parts[^3]}/{parts[^2]}" : throw new SiameseException($"'{path}' holds the file '{file}', which is not of Omniglot's layout ALPHABET/characterNN/XXXX_YY.png.");
    }
}
