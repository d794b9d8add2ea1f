using System.Text.Json;
using System.Text.Json.Nodes;
using SiameseDsl.Training.Tuning;

namespace SiameseDsl.Checkpoints;

/// <summary><c>tuning.json</c>: the trials that were made before a run's training, so that a run that was cut off does not make them again.</summary>
/// <param name="path">The file.</param>
/// <param name="identity">The hash of the run's identity, which decides the trials.</param>
public sealed class TuningLog(string path, string identity)
{
    private const int Schema = 1;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>The trials so far; none where there is no file, or one that is damaged or of another run: they are then made anew, with the same outcome.</summary>
    public IReadOnlyList<TuneTrial> Read()
    {
        try
        {
            JsonObject root = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
            if (root["schema"]!.GetValue<int>() != Schema || root["identity"]!.GetValue<string>() != identity)
            {
                return [];
            }

            return [.. root["trials"]!.AsArray().Select(trial => new TuneTrial(
                [.. trial!["values"]!.AsObject().Select(pair => pair.Value!.GetValue<double>())],
                trial["figure"]?.GetValue<double>(),
                trial["seconds"]!.GetValue<double>()))];
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException or NullReferenceException or FormatException)
        {
            return [];
        }
    }

    /// <summary>Writes the trials in one move.</summary>
    /// <param name="axes">The paths of the settings, in the order of the trials' values.</param>
    /// <param name="trials">The trials so far.</param>
    /// <exception cref="SiameseException">The file could not be written.</exception>
    public void Write(IReadOnlyList<string> axes, IReadOnlyList<TuneTrial> trials)
    {
        var list = new JsonArray();
        foreach (TuneTrial trial in trials)
        {
            list.Add(new JsonObject
            {
                ["values"] = new JsonObject(axes.Zip(trial.Values, (axis, value) => new KeyValuePair<string, JsonNode?>(axis, value))),
                ["figure"] = trial.Figure,
                ["seconds"] = trial.Seconds,
            });
        }

        var root = new JsonObject { ["schema"] = Schema, ["identity"] = identity, ["trials"] = list };
        AtomicFile.WriteText(path, root.ToJsonString(Indented) + "\n");
    }
}
