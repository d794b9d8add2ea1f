using SiameseDsl.Modules;

namespace SiameseDsl.Data;

/// <summary>The data sets: what there is, where it is, how it is fetched and loaded.</summary>
public static class DataSets
{
    private static readonly string[] Digits = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

    private static readonly DataSource[] Sources =
    [
        new GlyphSource(),
        new TypoSource(),
        new IdxSource(
            "mnist",
            "Handwritten digits, 60,000 training and 10,000 test images of ten classes, 28x28 grey.",
            "LeCun, Cortes and Burges; CC BY-SA 3.0.",
            Digits,
            ["https://ossci-datasets.s3.amazonaws.com/mnist/"],
            ["f68b3c2dcbeaaa9fbdd348bbdeb94873", "d53e105ee54ea40749a09fcbcd1e9432", "9fb629c4189551a2d022fa330f9573f3", "ec29112dd5afa0611ce80d1b7f02629c"]),
        new IdxSource(
            "fashion-mnist",
            "Articles of clothing, 60,000 training and 10,000 test images of ten classes, 28x28 grey.",
            "Zalando Research, github.com/zalandoresearch/fashion-mnist, MIT licence.",
            ["t-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle-boot"],
            ["http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"],
            ["8d4fb7e6c68d591d4c3dfef9ec88bf0d", "25c81989df183df01b3e8a0aad5dffbe", "bef4ecab320f06d8554ea6380940ec79", "bb300cfdad3c16e7a12a480ee83cd310"]),
        new IdxSource(
            "kmnist",
            "Cursive Japanese characters, 60,000 training and 10,000 test images of ten classes, 28x28 grey.",
            "ROIS-DS Center for Open Data in the Humanities, codh.rois.ac.jp/kmnist, CC BY-SA 4.0.",
            ["o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo"],
            ["http://codh.rois.ac.jp/kmnist/dataset/kmnist/"],
            ["bdb82020997e1d708af4cf47b453dcf7", "e144d726b3acfaa3e44228e80efcd344", "5c965bf0a639b31b8f53240b1b52f4d7", "7320c461ea6c1c855c0b718fb2a4b134"]),
        new OmniglotSource(),
    ];

    /// <summary>All data sets with a name of their own, looked for under the data root.</summary>
    /// <param name="root">The data root; <see langword="null"/> for the environment variable SIAMESE_DATA, else the user's cache folder.</param>
    public static IReadOnlyList<DataSetInfo> List(string? root = null)
    {
        string place = DataRoot.Resolve(root);
        return [.. Sources.Select(source => source.Describe(place))];
    }

    /// <summary>What there is to know about one data set, <c>folder:PATH</c> and <c>csv:PATH</c> included.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="root">The data root, as for <see cref="List"/>.</param>
    /// <exception cref="SiameseException">There is no data set of this name.</exception>
    public static DataSetInfo Describe(string name, string? root = null) => Find(name).Describe(DataRoot.Resolve(root));

    /// <summary>Downloads what is absent of a data set.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="root">The data root, as for <see cref="List"/>.</param>
    /// <param name="progress">Told of every block received.</param>
    /// <param name="cancellation">Stops the download; what has come stays for the next attempt.</param>
    /// <returns>The files that were downloaded, relative to the data root; none where all were there.</returns>
    /// <exception cref="SiameseException">There is no such data set, it cannot be downloaded, or the data root cannot be written.</exception>
    public static async Task<IReadOnlyList<string>> FetchAsync(
        string name, string? root = null, IProgress<DownloadProgress>? progress = null, CancellationToken cancellation = default)
    {
        DataSource source = Find(name);
        if (source.Downloads.Count == 0)
        {
            throw new SiameseException($"The data set '{name}' needs no download: {source.Describe(DataRoot.Resolve(root)).Source}");
        }

        using Downloader downloader = new();
        return await FetchAsync(source, DataRoot.Resolve(root), downloader, progress, cancellation).ConfigureAwait(false);
    }

    /// <summary>Loads a data set and cuts it into its parts, downloading it where it is absent and that is allowed.</summary>
    /// <param name="request">Which data, for which input, cut how.</param>
    /// <param name="progress">Told of a download's blocks.</param>
    /// <param name="cancellation">Stops a download.</param>
    /// <exception cref="SiameseException">
    /// There is no such data set, it is absent, a file is damaged, an option does not apply to it, or the model's input does not fit its images; or Torch cannot run here.
    /// </exception>
    public static DataSplit Load(DataRequest request, IProgress<DownloadProgress>? progress = null, CancellationToken cancellation = default)
    {
        DataSource source = Find(request.Name);
        source.Check(request);
        string root = DataRoot.Resolve(request.Root);
        DataSetInfo info = source.Describe(root);
        if (!info.IsPresent)
        {
            Obtain(source, info, request, root, progress, cancellation);
        }

        TorchBackend.EnsureLoaded();
        return source.Load(request, root).HoldOut(request).ToSplit(request.Name);
    }

    /// <summary>The data set of this name that comes with the library; <see langword="null"/> where there is none.</summary>
    internal static DataSource? Known(string name) => Array.Find(Sources, source => source.Name == name);

    internal static async Task<IReadOnlyList<string>> FetchAsync(
        DataSource source, string root, Downloader downloader, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        List<string> fetched = [];
        foreach (DownloadItem item in source.Downloads.Where(item => !source.Has(root, item)))
        {
            await downloader.FetchAsync(item, root, progress, cancellation).ConfigureAwait(false);
            fetched.Add(item.RelativePath);
        }

        return fetched;
    }

    private static void Obtain(DataSource source, DataSetInfo info, DataRequest request, string root, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        if (!info.IsFetchable)
        {
            throw new SiameseException($"The data set '{request.Name}' is not there: '{info.Location}' does not exist.");
        }

        const string Remedy = "put its files there, or name another place with the data root or the environment variable " + DataRoot.Variable;
        if (!request.MayDownload)
        {
            throw new SiameseException($"The data set '{request.Name}' is not complete in '{info.Location}'; fetch it, {Remedy}.");
        }

        try
        {
            using Downloader downloader = new() { Attempts = 2 };
            FetchAsync(source, root, downloader, progress, cancellation).GetAwaiter().GetResult();
        }
        catch (SiameseException error)
        {
            throw new SiameseException($"The data set '{request.Name}' is not complete in '{info.Location}', and fetching it failed; {Remedy}. ({error.Message.TrimEnd('.')})", error);
        }
    }

    private static DataSource Find(string name)
    {
        if (name.StartsWith(FolderSource.Prefix, StringComparison.Ordinal) && name.Length > FolderSource.Prefix.Length)
        {
            return new FolderSource(name[FolderSource.Prefix.Length..]);
        }

        if (name.StartsWith(CsvSource.Prefix, StringComparison.Ordinal) && name.Length > CsvSource.Prefix.Length)
        {
            return new CsvSource(name[CsvSource.Prefix.Length..]);
        }

        return Array.Find(Sources, source => source.Name == name)
            ?? throw new SiameseException($"There is no data set '{name}'; there are {string.Join(", ", Sources.Select(source => source.Name))}, folder:PATH and csv:PATH.");
    }
}
