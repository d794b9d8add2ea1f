using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SiameseDsl.Graphs;

namespace SiameseDsl.Checkpoints;

/// <summary>Everything that can change a run's numbers. Two runs of the same identity give the same model; what is there under the same identity is not trained again.</summary>
public sealed record RunIdentity
{
    private const int ShownDifferences = 6;

    /// <summary>The model, <c>Family/variant</c>: for messages, the plan's hash decides.</summary>
    public required string Model { get; init; }

    /// <summary>SHA-256 of the resolved plan.</summary>
    public required string PlanHash { get; init; }

    /// <summary>The resolved settings behind the hash, so that a difference can be told in words.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Resolved { get; init; }

    /// <summary>The version of the numerics: <see cref="NumericsVersion.Current"/> for a new run.</summary>
    public int Numerics { get; init; } = NumericsVersion.Current;

    /// <summary>The seed that is used.</summary>
    public required long Seed { get; init; }

    /// <summary>The epochs that are asked for.</summary>
    public required int Epochs { get; init; }

    /// <summary>Threads that libtorch computes with.</summary>
    public required int Threads { get; init; }

    /// <summary>The data set's name: for messages, the hash decides.</summary>
    public required string Data { get; init; }

    /// <summary>SHA-256 over the samples, the labels and the split.</summary>
    public required string DataSha256 { get; init; }

    /// <summary>How the data was split, in words.</summary>
    public required string Split { get; init; }

    /// <summary>The precision of the computation.</summary>
    public string Precision { get; init; } = "float32";

    /// <summary>SHA-256 of the weights that the training begins with; an empty text where it begins with fresh ones.</summary>
    public string Start { get; init; } = "";

    /// <summary>SHA-256 of what the classes of the user's compute; an empty text where there are none.</summary>
    public string CustomCode { get; init; } = "";

    /// <summary>SHA-256 over all of it, lower-case hex.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Parts().Select(part => $"{part.Key}={part.Value}")))));

    /// <summary>The identity of a run of a compiled model.</summary>
    public static RunIdentity Of(ModelGraph plan, long seed, int epochs, int threads, string data, string dataSha256, string split) => new()
    {
        Model = plan.Name,
        PlanHash = plan.PlanHash,
        Resolved = plan.Resolved,
        Seed = seed,
        Epochs = epochs,
        Threads = threads,
        Data = data,
        DataSha256 = dataSha256,
        Split = split,
    };

    /// <summary>What differs between this run (there) and another (here), such as <c>training.optimizer.adam.lr: 0.001 there, 0.002 here</c>; an empty text where they are the same.</summary>
    public string Difference(RunIdentity here)
    {
        var differences = new List<string>();
        if (PlanHash != here.PlanHash)
        {
            differences.AddRange(Model == here.Model ? [] : [$"model: {Model} there, {here.Model} here"]);
            differences.AddRange(SettingDifferences(Resolved, here.Resolved));
            if (differences.Count == 0)
            {
                differences.Add($"plan: {Short(PlanHash)} there, {Short(here.PlanHash)} here");
            }
        }

        Compare("numerics version", Text(Numerics), Text(here.Numerics));
        Compare("seed", Text(Seed), Text(here.Seed));
        Compare("epochs", Text(Epochs), Text(here.Epochs));
        Compare("threads", Text(Threads), Text(here.Threads));
        Compare("precision", Precision, here.Precision);
        Compare("first weights", Started(Start), Started(here.Start));
        Compare("code of custom classes", Short(CustomCode), Short(here.CustomCode));
        if (DataSha256 != here.DataSha256)
        {
            if (Data != here.Data)
            {
                differences.Add($"data: {Data} there, {here.Data} here");
            }
            else if (Split != here.Split)
            {
                differences.Add($"split: \"{Split}\" there, \"{here.Split}\" here");
            }
            else
            {
                differences.Add($"content of {Data}: SHA-256 {Short(DataSha256)} there, {Short(here.DataSha256)} here");
            }
        }

        return Shorten(differences);

        void Compare(string name, string there, string other)
        {
            if (there != other)
            {
                differences.Add($"{name}: {there} there, {other} here");
            }
        }
    }

    /// <summary>What differs between two plans' resolved settings, as one text.</summary>
    internal static string PlanDifference(IReadOnlyList<KeyValuePair<string, string>> there, IReadOnlyList<KeyValuePair<string, string>> here) => Shorten([.. SettingDifferences(there, here)]);

    private static IEnumerable<string> SettingDifferences(IReadOnlyList<KeyValuePair<string, string>> there, IReadOnlyList<KeyValuePair<string, string>> here)
    {
        var others = here.ToDictionary(setting => setting.Key, setting => setting.Value, StringComparer.Ordinal);
        foreach ((string path, string value) in there)
        {
            if (!others.Remove(path, out string? other))
            {
                yield return $"{path}: {value} there, not here";
            }
            else if (other != value)
            {
                yield return $"{path}: {value} there, {other} here";
            }
        }

        foreach ((string path, string value) in here)
        {
            if (others.ContainsKey(path))
            {
                yield return $"{path}: not there, {value} here";
            }
        }
    }

    private static string Shorten(List<string> differences) => differences.Count <= ShownDifferences
        ? string.Join("; ", differences)
        : string.Join("; ", differences.Take(ShownDifferences)) + $"; and {differences.Count - ShownDifferences} more";

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Started(string hash) => hash.Length == 0 ? "fresh" : Short(hash);

    private static string Short(string hash) => hash.Length <= 8 ? hash : hash[..8];

    private IEnumerable<KeyValuePair<string, string>> Parts()
    {
        yield return new("plan", PlanHash);
        yield return new("numerics", Text(Numerics));
        yield return new("seed", Text(Seed));
        yield return new("epochs", Text(Epochs));
        yield return new("threads", Text(Threads));
        yield return new("precision", Precision);
        yield return new("data", DataSha256);
        if (Start.Length > 0)
        {
            yield return new("start", Start);
        }

        if (CustomCode.Length > 0)
        {
            yield return new("custom code", CustomCode);
        }
    }
}
