namespace SiameseDsl.Data;

/// <summary>A folder of the user's: one folder per class, PNG, JPEG, BMP or PGM in it, resized to the model's input, grey for one channel and colour for three.</summary>
internal sealed class FolderSource(string folder) : DataSource
{
    /// <summary>What a folder's name starts with on the command line.</summary>
    public const string Prefix = "folder:";

    public override string Name => Prefix + folder;

    public override DataSetInfo Describe(string root) => new(
        Name,
        "One folder per class; PNG, JPEG, BMP or PGM.",
        "The user's own.",
        Path.GetFullPath(folder),
        Directory.Exists(folder),
        IsFetchable: false);

    public override void Check(DataRequest request)
    {
        RefuseOptions(request with { Split = null });
        ImageShape.FromInput(request.InputShape, Name, 1, 3);
    }

    public override Partition Load(DataRequest request, string root)
    {
        ImageShape shape = ImageShape.FromInput(request.InputShape, Name, 1, 3);
        (string[] classes, List<(string Path, int Label)> images) = ListImages();
        byte[] pixels = ImageFiles.Decode(images.Count, i => ImageFiles.OpenFile(images[i].Path), shape, invert: false);
        ImageTable table = new(pixels, shape, [.. images.Select(image => image.Label)], classes);

        return new ShuffledClasses($"folder '{folder}'", "images").Cut(table, request);
    }

    private (string[] Classes, List<(string Path, int Label)> Images) ListImages()
    {
        IReadOnlyList<(string Name, string[] Images)> classes = ImageFolder.List(folder);
        if (classes.Count < 4)
        {
            throw new SiameseException($"The folder '{folder}' has {classes.Count} class(es), one subfolder each; at least 4 are needed, so that training and test have two each.");
        }

        if (classes.FirstOrDefault(entry => entry.Images.Length < 2) is { Name: { } name, Images.Length: var found })
        {
            throw new SiameseException($"The class folder '{Path.Combine(folder, name)}' has {found} image(s) (PNG, JPEG, BMP, PGM); at least two are needed to make a pair of one class.");
        }

        return ([.. classes.Select(entry => entry.Name)], [.. classes.Index().SelectMany(entry => entry.Item.Images.Select(path => (path, entry.Index)))]);
    }
}
