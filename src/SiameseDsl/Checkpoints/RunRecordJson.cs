using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SiameseDsl.Training.Health;

namespace SiameseDsl.Checkpoints;

/// <summary>Reads and writes <c>run.json</c>.</summary>
internal static class RunRecordJson
{
    private const int Schema = 1;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(RunRecord record)
    {
        RunIdentity identity = record.Identity;
        var root = new JsonObject
        {
            ["schema"] = Schema,
            ["model"] = identity.Model,
            ["status"] = record.Status == RunStatus.Done ? "done" : "training",
            ["command"] = record.Command,
            ["identity"] = new JsonObject
            {
                ["hash"] = identity.Hash,
                ["plan"] = identity.PlanHash,
                ["numerics"] = identity.Numerics,
                ["seed"] = identity.Seed,
                ["epochs"] = identity.Epochs,
                ["threads"] = identity.Threads,
                ["precision"] = identity.Precision,
                ["data"] = identity.Data,
                ["data_sha256"] = identity.DataSha256,
                ["split"] = identity.Split,
                ["start"] = identity.Start,
                ["custom_code"] = identity.CustomCode,
            },
            ["data_arguments"] = Texts(record.DataArguments),
            ["versions"] = Texts(record.Versions),
        };
        if (record.Result is { } result)
        {
            var validation = new JsonObject();
            foreach ((string name, double value) in result.Validation)
            {
                validation[name] = Number(value);
            }

            root["result"] = new JsonObject
            {
                ["epochs"] = result.Epochs,
                ["best_epoch"] = result.BestEpoch,
                ["threshold"] = result.Threshold is { } threshold ? Number(threshold) : null,
                ["train_seconds"] = Number(result.TrainSeconds),
                ["images_per_second"] = Number(result.ImagesPerSecond),
                ["batch"] = result.Batch,
                ["validation"] = validation,
            };
            if (result.Tuned.Count > 0)
            {
                root["result"]!["tuned"] = new JsonObject(result.Tuned.Select(pair => new KeyValuePair<string, JsonNode?>(pair.Key, Number(pair.Value))));
            }
        }

        if (record.Health.Count > 0)
        {
            root["health"] = new JsonArray([.. record.Health.Select(notice => (JsonNode)new JsonObject { ["condition"] = Name(notice.Condition), ["epoch"] = notice.Epoch, ["message"] = notice.Message })]);
        }

        root["resolved"] = Texts(identity.Resolved);
        return root.ToJsonString(Indented) + "\n";
    }

    /// <exception cref="SiameseException">The text is no run.json, or of a newer version.</exception>
    public static RunRecord Read(string path, string text)
    {
        try
        {
            JsonObject root = JsonNode.Parse(text)!.AsObject();
            int schema = root["schema"]!.GetValue<int>();
            if (schema != Schema)
            {
                throw new SiameseException($"'{path}' has schema {schema}, this program knows {Schema}; use the version of SiameseDsl that wrote it, or train again.");
            }

            JsonObject part = root["identity"]!.AsObject();
            var identity = new RunIdentity
            {
                Model = root["model"]!.GetValue<string>(),
                PlanHash = part["plan"]!.GetValue<string>(),
                Numerics = part["numerics"]!.GetValue<int>(),
                Seed = part["seed"]!.GetValue<long>(),
                Epochs = part["epochs"]!.GetValue<int>(),
                Threads = part["threads"]!.GetValue<int>(),
                Precision = part["precision"]!.GetValue<string>(),
                Data = part["data"]!.GetValue<string>(),
                DataSha256 = part["data_sha256"]!.GetValue<string>(),
                Split = part["split"]!.GetValue<string>(),
                Start = part["start"]?.GetValue<string>() ?? "",
                CustomCode = part["custom_code"]?.GetValue<string>() ?? "",
                Resolved = Texts(root["resolved"]!),
            };
            if (part["hash"]!.GetValue<string>() != identity.Hash)
            {
                throw new SiameseException($"'{path}' was changed by hand: its identity no longer gives its hash; restore it, or delete the directory and train again.");
            }

            RunStatus status = root["status"]!.GetValue<string>() == "done" ? RunStatus.Done : RunStatus.Training;
            return new RunRecord(identity, root["command"]!.GetValue<string>(), Texts(root["versions"]!), Texts(root["data_arguments"]!), status, Result(root["result"])) { Health = Notices(root["health"]) };
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or NullReferenceException or FormatException)
        {
            throw new SiameseException($"'{path}' is damaged: it is no description of a run; delete the directory and train again.", problem);
        }
    }

    private static string Name(HealthCondition condition) => JsonNamingPolicy.SnakeCaseLower.ConvertName(condition.ToString());

    private static HealthNotice[] Notices(JsonNode? node) =>
    [
        .. node?.AsArray().Select(entry => new HealthNotice(
            Enum.GetValues<HealthCondition>().First(condition => Name(condition) == entry!["condition"]!.GetValue<string>()),
            entry!["epoch"]!.GetValue<int>(),
            entry["message"]!.GetValue<string>())) ?? [],
    ];

    private static RunResult? Result(JsonNode? node) => node is null ? null : new RunResult
    {
        Epochs = node["epochs"]!.GetValue<int>(),
        BestEpoch = node["best_epoch"]!.GetValue<int>(),
        Threshold = node["threshold"]?.GetValue<double>(),
        TrainSeconds = node["train_seconds"]?.GetValue<double>() ?? double.NaN,
        ImagesPerSecond = node["images_per_second"]?.GetValue<double>() ?? double.NaN,
        Batch = node["batch"]!.GetValue<string>(),
        Tuned = [.. node["tuned"]?.AsObject().Select(pair => new KeyValuePair<string, double>(pair.Key, pair.Value!.GetValue<double>())) ?? []],
        Validation = [.. node["validation"]!.AsObject().Select(pair => new KeyValuePair<string, double>(pair.Key, pair.Value?.GetValue<double>() ?? double.NaN))],
    };

    private static JsonObject Texts(IReadOnlyList<KeyValuePair<string, string>> pairs)
    {
        var node = new JsonObject();
        foreach ((string name, string value) in pairs)
        {
            node[name] = value;
        }

        return node;
    }

    private static KeyValuePair<string, string>[] Texts(JsonNode node) => [.. node.AsObject().Select(pair => new KeyValuePair<string, string>(pair.Key, pair.Value!.GetValue<string>()))];

    // JSON has no word for NaN and the infinities.
    private static JsonNode? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;
}
