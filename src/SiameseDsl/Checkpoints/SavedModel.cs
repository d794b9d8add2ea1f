using System.Text.Json;
using SiameseDsl.Modules;

namespace SiameseDsl.Checkpoints;

/// <summary>
/// A trained model in a directory: <c>model.json</c> (the plan, the threshold, the weights' fingerprint) beside the weights in TorchSharp's own format.
/// The weights' file has their fingerprint in its name and <c>model.json</c> is renamed into place last, so that a crash leaves the old model or the new one, never a mixture.
/// </summary>
public static class SavedModel
{
    /// <summary>The name of the description.</summary>
    public const string FileName = "model.json";

    /// <summary>Writes a model's weights, plan and threshold.</summary>
    /// <exception cref="IOException">The disk is full or the directory is not writable; an earlier model there is unharmed.</exception>
    public static void Write(string directory, SiameseModule model)
    {
        Directory.CreateDirectory(directory);
        WeightFingerprint fingerprint = model.Fingerprint;
        string weights = $"weights-{fingerprint.Short}.dat";
        WriteWhole(Path.Combine(directory, weights), stream =>
        {
            using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
            model.save(writer);
        });
        WriteWhole(Path.Combine(directory, FileName), stream => Describe(stream, model, weights, fingerprint));
        foreach (string file in Directory.EnumerateFiles(directory, "weights-*.dat"))
        {
            if (Path.GetFileName(file) != weights)
            {
                File.Delete(file);
            }
        }
    }

    /// <summary>Reads weights and threshold into a model of the same plan and puts it into evaluation mode.</summary>
    /// <exception cref="SiameseException">There is no model, it is damaged, or it has another plan: the sentence names the difference.</exception>
    public static void Read(string directory, SiameseModule model)
    {
        string path = Path.Combine(directory, FileName);
        if (!File.Exists(path))
        {
            throw new SiameseException($"{directory} holds no trained model ({FileName} is missing): give the directory of a finished run of {model.Plan.Name}.");
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            JsonElement root = document.RootElement;
            RefuseOtherPlan(directory, root, model);
            string weights = Path.Combine(directory, root.GetProperty("weights").GetString()!);
            model.load(weights);
            model.eval();
            var expected = new WeightFingerprint(root.GetProperty("fingerprint").GetString()!);
            if (model.Fingerprint != expected)
            {
                throw new SiameseException($"{weights} is damaged: its weights have the fingerprint {model.Fingerprint}, but {path} names {expected}. Train the model again or restore the file.");
            }

            JsonElement threshold = root.GetProperty("threshold");
            model.Threshold = threshold.ValueKind == JsonValueKind.Null ? null : threshold.GetDouble();
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or IOException or ArgumentException)
        {
            throw new SiameseException($"The model in {directory} is damaged or incomplete ({error.Message.TrimEnd('.')}): train it again or restore its files.", error);
        }
    }

    private static void Describe(Stream stream, SiameseModule model, string weights, WeightFingerprint fingerprint)
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteNumber("schema", 1);
        json.WriteString("model", model.Plan.Name);
        json.WriteString("plan_hash", model.Plan.PlanHash);
        if (model.Threshold is { } threshold)
        {
            json.WriteNumber("threshold", threshold);
        }
        else
        {
            json.WriteNull("threshold");
        }

        json.WriteString("weights", weights);
        json.WriteString("fingerprint", fingerprint.Sha256);
        json.WriteStartObject("resolved");
        foreach ((string key, string value) in model.Plan.Resolved)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void RefuseOtherPlan(string directory, JsonElement root, SiameseModule model)
    {
        string name = root.GetProperty("model").GetString()!;
        if (root.GetProperty("plan_hash").GetString() == model.Plan.PlanHash)
        {
            return;
        }

        Dictionary<string, string> there = root.GetProperty("resolved").EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.GetString()!);
        List<string> differences = PlanDifference.Describe(there, model.Plan.Resolved);
        string difference = differences.Count == 0 ? "their plan hashes differ" : string.Join("; ", differences.Take(5));
        string more = differences.Count > 5 ? $"; and {differences.Count - 5} more" : "";
        throw new SiameseException($"{directory} holds a run of {name} with another plan than {model.Plan.Name}: {difference}{more}. Load it with the model that it was trained from, or train again.");
    }

    private static void WriteWhole(string path, Action<Stream> write)
    {
        string temporary = path + ".tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
