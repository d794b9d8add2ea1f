using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SiameseDsl.Checkpoints;

/// <summary>The envelope around a kept evaluation: it names the run and the options it belongs to, and carries a checksum, so that it is never taken for another's.</summary>
internal static class CachedEvaluation
{
    /// <summary>A short name for a file, made of the options.</summary>
    public static string Name(string key) => Hash(key)[..12];

    public static string Wrap(string json, string identity, string key) =>
        new JsonObject { ["identity"] = identity, ["options"] = key, ["sha256"] = Hash(json), ["evaluation"] = json }.ToJsonString() + "\n";

    /// <summary>The evaluation, or <see langword="null"/> where the envelope belongs to another run or other options, or is damaged.</summary>
    public static string? Unwrap(string text, string identity, string key)
    {
        try
        {
            JsonNode? root = JsonNode.Parse(text);
            string? json = root?["evaluation"]?.GetValue<string>();
            bool mine = root?["identity"]?.GetValue<string>() == identity && root["options"]?.GetValue<string>() == key;
            return mine && json is not null && root?["sha256"]?.GetValue<string>() == Hash(json) ? json : null;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
