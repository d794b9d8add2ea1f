using System.Text.Json;

namespace SiameseDsl.Checkpoints;

/// <summary>The JSON at the front of a checkpoint file.</summary>
internal static class CheckpointManifest
{
    public static byte[] Write(Checkpoint checkpoint)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("facts");
            foreach (KeyValuePair<string, string> fact in checkpoint.Facts)
            {
                json.WriteString(fact.Key, fact.Value);
            }

            json.WriteEndObject();
            json.WriteStartArray("arrays");
            foreach (CheckpointEntry entry in checkpoint.Entries)
            {
                json.WriteStartObject();
                json.WriteString("name", entry.Name);
                json.WriteString("type", entry.Type);
                json.WriteStartArray("shape");
                foreach (long size in entry.Shape)
                {
                    json.WriteNumberValue(size);
                }

                json.WriteEndArray();
                json.WriteNumber("bytes", entry.Data.Length);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    /// <summary>The checkpoint without its data, and the length of each array; <see langword="null"/> where the manifest makes no sense.</summary>
    public static Checkpoint? Read(byte[] bytes, out List<long> lengths)
    {
        lengths = [];
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes);
            var facts = new List<KeyValuePair<string, string>>();
            foreach (JsonProperty fact in document.RootElement.GetProperty("facts").EnumerateObject())
            {
                facts.Add(new(fact.Name, fact.Value.GetString() ?? ""));
            }

            var entries = new List<CheckpointEntry>();
            foreach (JsonElement array in document.RootElement.GetProperty("arrays").EnumerateArray())
            {
                long[] shape = [.. array.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())];
                entries.Add(new CheckpointEntry(array.GetProperty("name").GetString() ?? "", array.GetProperty("type").GetString() ?? "", shape, default));
                lengths.Add(array.GetProperty("bytes").GetInt64());
            }

            return new Checkpoint(facts, entries);
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
