namespace SiameseDsl.Data;

/// <summary>
/// Omniglot (Lake, Salakhutdinov and Tenenbaum, 2015): 50 alphabets, 20 drawings a character, split by alphabets. Nothing decoded is kept
/// on disk: all 19,280 drawings of the background part are read in about a second.
/// </summary>
internal sealed class OmniglotSource : DataSource
{
    /// <summary>Alphabets that validate, and as many that test where the evaluation part is absent.</summary>
    private const int PartAlphabets = 5;

    private const string Background = "images_background";
    private const string Evaluation = "images_evaluation";
    private const string Address = "https://raw.githubusercontent.com/brendenlake/omniglot/master/python/";

    public override string Name => "omniglot";

    public override bool InvertsFiles => true;

    public override bool IsLightOnDark => true;

    public override IReadOnlyList<DownloadItem> Downloads { get; } =
    [
        new($"omniglot/{Background}.zip", [new Uri($"{Address}{Background}.zip")], "68d2efa1b9178cc56df9314c21c6e718"),
        new($"omniglot/{Evaluation}.zip", [new Uri($"{Address}{Evaluation}.zip")], "6b91aef0f799c5bb55b94e3f2daec811"),
        new("omniglot/all_runs.zip", [new Uri($"{Address}one-shot-classification/all_runs.zip")], "e8996daecdf12afeeb4a53a179f06b19"),
    ];

    public override DataSetInfo Describe(string root)
    {
        bool present = OmniglotPart.Find(root, Background) is not null;
        string parts = string.Join(", ", new[] { Background, Evaluation, OmniglotRuns.Folder }.Where(part => OmniglotPart.Find(root, part) is not null));
        return new DataSetInfo(
            Name,
            "Handwritten characters of 50 alphabets, 20 drawings each, resized to the model's input, ink = 1.",
            "Lake, Salakhutdinov and Tenenbaum, github.com/brendenlake/omniglot, MIT licence.",
            Path.Combine(root, Name) + (present ? $" ({parts})" : ""),
            present,
            IsFetchable: true);
    }

    public override bool Has(string root, DownloadItem item) => OmniglotPart.Find(root, Path.GetFileNameWithoutExtension(item.RelativePath)) is not null;

    public override void Check(DataRequest request)
    {
        RefuseOptions(request with { TrainAll = false });
        ImageShape.FromInput(request.InputShape, Name, 1);
    }

    public override Partition Load(DataRequest request, string root)
    {
        ImageShape shape = ImageShape.FromInput(request.InputShape, Name, 1);
        string path = OmniglotPart.Find(root, Background)!;
        OmniglotPart background = OmniglotPart.Read(path, shape);
        string? evaluationPath = OmniglotPart.Find(root, Evaluation);
        if (request.TrainAll && evaluationPath is null)
        {
            throw new SiameseException($"Training on all background alphabets leaves nothing to test on: '{Evaluation}' is not in '{Path.Combine(root, Name)}'; fetch it first.");
        }

        string[] alphabets = background.Alphabets;
        int kept = evaluationPath is null ? 2 * PartAlphabets : PartAlphabets;
        if (alphabets.Length <= kept)
        {
            throw new SiameseException($"'{path}' holds {alphabets.Length} alphabet(s); more than {kept} are needed, because the last {kept} validate and test.");
        }

        return evaluationPath is null
            ? WithoutEvaluation(background, alphabets, shape)
            : WithEvaluation(background, OmniglotPart.Read(evaluationPath, shape), alphabets, shape, request.TrainAll);
    }

    private static Partition WithoutEvaluation(OmniglotPart background, string[] alphabets, ImageShape shape)
    {
        ImageTable table = new(background.Pixels, shape, background.Labels, background.ClassNames);
        return new Partition(
            table,
            Drawings(table, alphabets[..^(2 * PartAlphabets)]),
            Drawings(table, alphabets[^(2 * PartAlphabets)..^PartAlphabets]),
            Drawings(table, alphabets[^PartAlphabets..]),
            $"The evaluation part is absent: the last {PartAlphabets} background alphabets test, the {PartAlphabets} before them validate, the first {alphabets.Length - (2 * PartAlphabets)} train.");
    }

    private static Partition WithEvaluation(OmniglotPart background, OmniglotPart evaluation, string[] alphabets, ImageShape shape, bool trainAll)
    {
        string? both = evaluation.Alphabets.Intersect(alphabets).FirstOrDefault();
        if (both is not null)
        {
            throw new SiameseException($"The alphabet '{both}' is in Omniglot's background and evaluation part; the two must not share one.");
        }

        int first = background.ClassNames.Length;
        ImageTable table = new(
            [.. background.Pixels, .. evaluation.Pixels],
            shape,
            [.. background.Labels, .. evaluation.Labels.Select(label => label + first)],
            [.. background.ClassNames, .. evaluation.ClassNames]);
        string[] train = trainAll ? alphabets : alphabets[..^PartAlphabets];
        string which = trainAll
            ? $"All {train.Length} background alphabets train; the last {PartAlphabets} of them also validate, so that validation figures are on known characters;"
            : $"The first {train.Length} background alphabets train, the last {PartAlphabets} validate,";
        return new Partition(
            table,
            Drawings(table, train),
            Drawings(table, alphabets[^PartAlphabets..]),
            [.. Enumerable.Range(background.Labels.Length, evaluation.Labels.Length)],
            $"{which} the evaluation part tests.");
    }

    private static int[] Drawings(ImageTable table, string[] alphabets)
    {
        HashSet<string> wanted = [.. alphabets];
        bool[] isWanted = [.. table.ClassNames.Select(name => wanted.Contains(OmniglotClass.AlphabetOf(name)))];
        return [.. Enumerable.Range(0, table.Count).Where(i => isWanted[table.Labels[i]])];
    }
}
