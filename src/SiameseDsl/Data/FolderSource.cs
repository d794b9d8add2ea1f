using SiameseDsl.Sampling;

namespace SiameseDsl.Data;

/// <summary>A folder of the user's: one folder per class, PNG, JPEG, BMP or PGM in it, resized to the model's input, grey for one channel and colour for three.</summary>
internal sealed class FolderSource(string folder) : DataSource
{
    /// <summary>What a folder's name starts with on the command line.</summary>
    public const string Prefix = "folder:";

    private const ulong ShuffleSeed = 60;

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

        // The order is fixed, whatever the seed: folds of different seeds are parts of one and the same circle.
        int[] order = [.. Enumerable.Range(0, classes.Length)];
        new RandomSource(ShuffleSeed).Shuffle(order.AsSpan());
        ClassSplit split = request.Split ?? DefaultSplit(classes.Length);
        if (split.Train + split.Validation + split.Test > classes.Length)
        {
            throw new SiameseException($"The split {split} asks for {split.Train + split.Validation + split.Test} classes, but the folder '{folder}' has {classes.Length}.");
        }

        int fold = request.Split is null ? 0 : (int)((((request.Seed - 1) % classes.Length) + classes.Length) % classes.Length * split.Test % classes.Length);
        int[] turned = [.. order[fold..], .. order[..fold]];
        return Cut(table, turned, split, request.Split is null ? "a fixed shuffle" : $"a fixed shuffle, fold {request.Seed}");
    }

    /// <summary>60 / 15 / 25 percent, with no validation classes where these would be fewer than two.</summary>
    private static ClassSplit DefaultSplit(int classes)
    {
        int test = Math.Max(2, ((25 * classes) + 50) / 100);
        int validation = ((15 * classes) + 50) / 100;
        validation = validation < 2 || classes - test - validation < 2 ? 0 : validation;
        return new ClassSplit(classes - test - validation, validation, test);
    }

    private Partition Cut(ImageTable table, int[] order, ClassSplit split, string how)
    {
        int[] test = Images(table, order[..split.Test]);
        int[] validation = Images(table, order[split.Test..(split.Test + split.Validation)]);
        int[] train = Images(table, order[(split.Test + split.Validation)..(split.Test + split.Validation + split.Train)]);
        string description = $"Classes by {how}: {split.Train} train, {split.Validation} validate, {split.Test} test.";
        if (split.Validation > 0)
        {
            return new Partition(table, train, validation, test, description);
        }

        HashSet<int> held = [.. train.GroupBy(i => table.Labels[i]).SelectMany(group => group.TakeLast(HeldOut(group.Count())))];
        if (held.Select(i => table.Labels[i]).Distinct().Count() < 2)
        {
            throw new SiameseException($"The folder '{folder}' has too few images to hold some out for validation: two training classes need at least 4; add images or give validation classes in the split.");
        }

        int[] rest = [.. train.Where(i => !held.Contains(i))];
        return new Partition(table, rest, [.. held.Order()], test, $"{description} No class is left for validation: {held.Count} held-out images of the training classes serve.");
    }

    /// <summary>A fifth of a class' images, at least two and only where two remain, so that the validation part has pairs of one class.</summary>
    private static int HeldOut(int images) => images < 4 ? 0 : Math.Max(2, images / 5);

    private static int[] Images(ImageTable table, int[] classes)
    {
        HashSet<int> wanted = [.. classes];
        return [.. Enumerable.Range(0, table.Count).Where(i => wanted.Contains(table.Labels[i]))];
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
