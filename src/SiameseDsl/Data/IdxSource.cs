using SiameseDsl.Sampling;

namespace SiameseDsl.Data;

/// <summary>MNIST and the data sets in its shape: 60,000 training and 10,000 test images of ten classes, 28x28 grey.</summary>
internal sealed class IdxSource : DataSource
{
    private const int Classes = 10;
    private const int Side = 28;

    // One validation image in twelve: 5,000 of MNIST's 60,000.
    private const int ValidationShare = 12;
    private const ulong ShuffleSeed = 20;

    private static readonly string[] Files =
        ["train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz", "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"];

    private static readonly ImageShape Shape = new(1, Side, Side);

    private readonly string description;
    private readonly string source;
    private readonly string[] classNames;

    /// <param name="name">The data set's name, and its folder's under the data root.</param>
    /// <param name="description">What it holds.</param>
    /// <param name="source">Where it comes from.</param>
    /// <param name="classNames">The names of the ten classes.</param>
    /// <param name="mirrors">Addresses of folders that serve the four files.</param>
    /// <param name="md5">The checksums of the four files as served.</param>
    public IdxSource(string name, string description, string source, string[] classNames, string[] mirrors, string[] md5)
    {
        Name = name;
        this.description = description;
        this.source = source;
        this.classNames = classNames;
        Downloads = [.. Files.Zip(md5, (file, sum) => new DownloadItem($"{name}/{file}", [.. mirrors.Select(mirror => new Uri(mirror + file))], sum))];
    }

    public override string Name { get; }

    public override bool IsLightOnDark => true;

    public override IReadOnlyList<DownloadItem> Downloads { get; }

    public override DataSetInfo Describe(string root) => new(
        Name, description, source, Path.Combine(root, Name), IsPresent: Array.TrueForAll(Files, file => Find(root, file) is not null), IsFetchable: true);

    public override bool Has(string root, DownloadItem item) => Find(root, Path.GetFileName(item.RelativePath)) is not null;

    public override void Check(DataRequest request)
    {
        RefuseOptions(request);
        Shape.RequireInput(request.InputShape, Name);
    }

    public override Partition Load(DataRequest request, string root)
    {
        (byte[] trainPixels, int[] trainLabels) = ReadPart(root, Files[0], Files[1]);
        (byte[] testPixels, int[] testLabels) = ReadPart(root, Files[2], Files[3]);

        int[] order = [.. Enumerable.Range(0, trainLabels.Length)];
        new RandomSource(ShuffleSeed).Shuffle(order.AsSpan());
        int validation = trainLabels.Length / ValidationShare;
        int[] train = [.. order[..^validation].Order()];
        int[] held = [.. order[^validation..].Order()];
        int[] test = [.. Enumerable.Range(trainLabels.Length, testLabels.Length)];
        return new Partition(
            new ImageTable([.. trainPixels, .. testPixels], Shape, [.. trainLabels, .. testLabels], classNames),
            train,
            held,
            test,
            $"{held.Length:N0} of the {trainLabels.Length:N0} training images, taken by a fixed shuffle, validate; the t10k part tests; all classes are known.");
    }

    private (byte[] Pixels, int[] Labels) ReadPart(string root, string imageFile, string labelFile)
    {
        string imagePath = Find(root, imageFile)!;
        string labelPath = Find(root, labelFile)!;
        (int[] sizes, byte[] pixels) = IdxFile.Read(imagePath, 3);
        (int[] counts, byte[] labels) = IdxFile.Read(labelPath, 1);
        if (sizes[1] != Side || sizes[2] != Side)
        {
            throw new SiameseException($"The file '{imagePath}' holds images of {sizes[2]}x{sizes[1]} pixels; '{Name}' has {Side}x{Side}.");
        }

        if (sizes[0] != counts[0])
        {
            throw new SiameseException($"The file '{imagePath}' holds {sizes[0]} images but '{labelPath}' {counts[0]} labels; they do not belong together.");
        }

        int wrong = Array.FindIndex(labels, label => label >= Classes);
        if (wrong >= 0)
        {
            throw new SiameseException($"The file '{labelPath}' gives image {wrong} the label {labels[wrong]}; labels go from 0 to {Classes - 1}.");
        }

        return (pixels, [.. labels.Select(label => (int)label)]);
    }

    /// <summary>The file packed or plain.</summary>
    private string? Find(string root, string file)
    {
        string packed = Path.Combine(root, Name, file);
        string plain = packed[..^".gz".Length];
        return File.Exists(packed) ? packed : File.Exists(plain) ? plain : null;
    }
}
