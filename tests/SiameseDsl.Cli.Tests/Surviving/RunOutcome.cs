using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using SiameseDsl.Checkpoints;

namespace SiameseDsl.Cli.Tests.Surviving;

/// <summary>Everything that a run directory holds, but what the clock says: two runs are the same when these texts are.</summary>
internal static class RunOutcome
{
    private static readonly string[] ClockKeys = ["command", "train_seconds", "images_per_second", "seconds", "run", "data_arguments"];

    public static string Of(string run)
    {
        IEnumerable<string> files = Directory.GetFiles(run).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal);
        return string.Join('\n', files.Select(file => $"{file}: {Text(Path.Combine(run, file))}"));
    }

    /// <summary>A JSON document without the values that depend on the clock or the place.</summary>
    public static string OfJson(string text)
    {
        JsonNode root = JsonNode.Parse(text)!;
        Strip(root);
        return root.ToJsonString();
    }

    private static string Text(string path) => Path.GetFileName(path) switch
    {
        "metrics.csv" => Columns(File.ReadAllLines(path)),
        "curve.svg" => Figures(XDocument.Load(path)),
        var name when name.EndsWith(".json", StringComparison.Ordinal) => OfJson(File.ReadAllText(path)),
        "last.ckpt" or "previous.ckpt" => OfState(CheckpointFile.Read(path)),
        _ => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))),
    };

    /// <summary>What the lines under a learning curve's titles say, up to the time that it took.</summary>
    private static string Figures(XDocument curve) =>
        string.Join('\n', curve.Descendants().Where(element => (string?)element.Attribute("class") == "sub").Select(element => element.Value.Split(" after ")[0]));

    private static string OfState(Checkpoint state)
    {
        // An epoch's fact ends in its seconds and its images a second.
        IEnumerable<string> facts = state.Facts.Where(fact => fact.Key != "seconds").Select(fact => fact.Key.StartsWith("epoch ", StringComparison.Ordinal) ? string.Join(' ', fact.Value.Split(' ')[..^2]) : $"{fact.Key}={fact.Value}");
        IEnumerable<string> entries = state.Entries.Select(entry => $"{entry.Name} {Convert.ToHexStringLower(SHA256.HashData(entry.Data.Span))}");
        return string.Join(' ', facts.Concat(entries));
    }

    private static string Columns(string[] lines)
    {
        string[] header = lines[0].Split(',');
        return string.Join('\n', lines.Select(line => string.Join(',', line.Split(',').Where((_, i) => !ClockKeys.Contains(header[i])))));
    }

    private static void Strip(JsonNode? node)
    {
        if (node is JsonObject members)
        {
            foreach (string key in ClockKeys)
            {
                members.Remove(key);
            }

            foreach ((_, JsonNode? value) in members)
            {
                Strip(value);
            }
        }
        else if (node is JsonArray list)
        {
            foreach (JsonNode? value in list)
            {
                Strip(value);
            }
        }
    }
}
