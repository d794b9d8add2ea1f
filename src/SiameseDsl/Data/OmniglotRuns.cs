using System.Text;
using static TorchSharp.torch;

namespace SiameseDsl.Data;

/// <summary>One of the official within-alphabet runs: a support image for each class, and queries.</summary>
/// <param name="Name">The run's name, such as <c>run01</c>.</param>
/// <param name="Support">One image for each class, class k at row k.</param>
/// <param name="Query">The images to recognise; their labels are the right answers, rows of <paramref name="Support"/>.</param>
public sealed record OmniglotRun(string Name, SampleSet Support, SampleSet Query) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose()
    {
        Support.Dispose();
        Query.Dispose();
    }
}

/// <summary>Omniglot's official one-shot classification runs (Lake et al., 2015): 20 runs of 20 trials within one alphabet, <c>all_runs</c> as a zip or a folder.</summary>
public static class OmniglotRuns
{
    internal const string Folder = "all_runs";
    private const string Answers = "class_labels.txt";

    /// <summary>Loads the runs in ordinal order, resized to <paramref name="inputShape"/> (1, H, W), ink = 255.</summary>
    /// <param name="root">The data root; <see langword="null"/> for the environment variable SIAMESE_DATA, else the user's cache folder.</param>
    /// <param name="inputShape">The model's input.</param>
    /// <exception cref="SiameseException">The runs are absent or damaged, or the input is no grey image.</exception>
    public static IReadOnlyList<OmniglotRun> Load(string? root, IReadOnlyList<long> inputShape)
    {
        ImageShape shape = ImageShape.FromInput(inputShape, "omniglot", 1);
        string place = DataRoot.Resolve(root);
        string path = OmniglotPart.Find(place, Folder)
            ?? throw new SiameseException($"Omniglot's official runs are not there: neither '{Path.Combine(place, "omniglot", Folder)}.zip' nor a folder of that name exists; fetch the data set 'omniglot' or set the data root.");
        Dictionary<string, byte[]> files = [];
        foreach (PackedFile file in ImageFiles.Open(path))
        {
            string[] parts = file.Path.Split('/');
            int run = Array.FindLastIndex(parts, part => part.StartsWith("run", StringComparison.Ordinal));
            if (run >= 0 && !files.TryAdd(string.Join('/', parts[run..]), file.Bytes))
            {
                throw new SiameseException($"'{path}' holds the file '{string.Join('/', parts[run..])}' twice.");
            }
        }

        string[] names = [.. files.Keys.Where(name => name.EndsWith('/' + Answers, StringComparison.Ordinal)).Select(name => name[..name.IndexOf('/')]).Order(StringComparer.Ordinal)];
        if (names.Length == 0)
        {
            throw new SiameseException($"'{path}' holds no run; expected runNN/{Answers} with runNN/training and runNN/test beside it.");
        }

        List<OmniglotRun> runs = [];
        try
        {
            runs.AddRange(names.Select(name => Read(name, files, shape, path)));
            return runs;
        }
        catch
        {
            runs.ForEach(run => run.Dispose());
            throw;
        }
    }

    private static OmniglotRun Read(string run, Dictionary<string, byte[]> files, ImageShape shape, string path)
    {
        string[] lines = Encoding.UTF8.GetString(files[$"{run}/{Answers}"]).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        List<(string Test, string Training)> trials = [];
        foreach (string line in lines)
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length != 2 || Array.Exists(words, word => !files.ContainsKey(word)))
            {
                throw new SiameseException($"'{path}' has the line '{line}' in {run}/{Answers}; expected the paths of a test and a training image that are there.");
            }

            trials.Add((words[0], words[1]));
        }

        string[] support = [.. files.Keys.Where(name => name.StartsWith($"{run}/training/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        int[] answers = [.. trials.Select(trial => Array.IndexOf(support, trial.Training))];
        if (trials.Count == 0 || answers.Contains(-1))
        {
            throw new SiameseException($"'{path}' has no usable answers in {run}/{Answers}: each line names a test image and one of {run}/training.");
        }

        SampleSet Decode(string[] names, int[] labels)
        {
            byte[] pixels = ImageFiles.Decode(names.Length, i => new PackedFile($"{path}:{names[i]}", files[names[i]]), shape, invert: true);
            return new SampleSet(tensor(pixels, [names.Length, 1, shape.Height, shape.Width]), labels, support);
        }

        SampleSet known = Decode(support, [.. Enumerable.Range(0, support.Length)]);
        try
        {
            return new OmniglotRun(run, known, Decode([.. trials.Select(trial => trial.Test)], answers));
        }
        catch
        {
            known.Dispose();
            throw;
        }
    }
}
