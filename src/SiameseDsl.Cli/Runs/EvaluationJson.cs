using System.Globalization;
using System.Text.Json.Nodes;
using SiameseDsl.Checkpoints;
using SiameseDsl.Cli.Reports;
using SiameseDsl.Evaluation;

namespace SiameseDsl.Cli.Runs;

/// <summary>The figures of one run as JSON, under the keys of results.json.</summary>
internal static class EvaluationJson
{
    public static JsonObject Document(RunDirectory run, RunMeasurement measured, bool pairs, bool episodes)
    {
        EvaluationResult result = measured.Result;
        DataReport data = measured.Data;
        var document = new JsonObject
        {
            ["schema"] = 1,
            ["run"] = run.FullPath,
            ["model"] = measured.Model,
            ["plan_hash"] = run.Record.Identity.PlanHash,
            ["seed"] = run.Record.Identity.Seed,
            ["protocol"] = pairs && episodes ? "pairs+episodes" : pairs ? "pairs" : "episodes",
            ["data"] = new JsonObject
            {
                ["name"] = data.Name,
                ["sha256"] = data.Sha256,
                ["split"] = data.Split,
                ["classes"] = new JsonObject { ["train"] = data.Classes.Train, ["validation"] = data.Classes.Validation, ["test"] = data.Classes.Test, ["disjoint"] = data.Classes.Disjoint },
                ["images"] = new JsonObject { ["train"] = data.Images.Train, ["validation"] = data.Images.Validation, ["test"] = data.Images.Test },
            },
            ["threshold"] = result.Threshold,
        };
        if (pairs)
        {
            document["pairs"] = result.Pairs.Pairs.Count;
            document["pair_accuracy"] = Figure(result.PairAccuracy, measured.Intervals.PairAccuracy);
            document["auc"] = Figure(result.Auc, measured.Intervals.Auc);
            document["eer"] = Figure(result.Eer, measured.Intervals.Eer);
            AddVerification(document, result.Verification);
            document["roc"] = new JsonArray([.. Verification.Roc(result.Pairs.Scores, result.Pairs.Pairs.Same).Select(point => (JsonNode)new JsonArray(point.FalseAccepts, point.TrueAccepts))]);
        }

        if (episodes)
        {
            document["episodes"] = ByWays(result, ways => result.Episodes[ways].Episodes.Count);
            document["one_shot"] = ByWays(result, ways => Figure(result.OneShot[ways], measured.Intervals.OneShot[ways]));
            if (measured.Rotated is { } rotated)
            {
                document["episodes_rotated"] = ByWays(rotated.Result, ways => rotated.Result.Episodes[ways].Episodes.Count);
                document["one_shot_rotated"] = ByWays(rotated.Result, ways => Figure(rotated.Result.OneShot[ways], rotated.Intervals.OneShot[ways]));
            }

            AddIdentification(document, result);
        }

        document["baselines"] = new JsonArray([.. measured.Baselines.Select(baseline => (JsonNode)Baseline(baseline, measured.Rotated?.Baselines.Single(turned => turned.Name == baseline.Name), pairs, episodes))]);
        return document;
    }

    private static JsonObject Baseline(MeasuredBaseline baseline, MeasuredBaseline? rotated, bool pairs, bool episodes)
    {
        EvaluationResult result = baseline.Results[0];
        var node = new JsonObject { ["name"] = baseline.Name };
        if (pairs)
        {
            node["pair_accuracy"] = result.PairAccuracy;
            node["auc"] = result.Auc;
            node["eer"] = result.Eer;
            AddVerification(node, result.Verification);
        }

        if (episodes)
        {
            node["one_shot"] = ByWays(result, ways => result.OneShot[ways]);
            if (rotated?.Results[0] is { } turned)
            {
                node["one_shot_rotated"] = ByWays(turned, ways => turned.OneShot[ways]);
            }

            AddIdentification(node, result);
        }

        return node;
    }

    private static void AddVerification(JsonObject node, VerificationFigures figures)
    {
        node["average_precision"] = figures.AveragePrecision;
        node["tar_at_far"] = ByKey(figures.TrueAccepts);
        node["brier"] = figures.Brier;
        node["calibration_error"] = figures.CalibrationError;
    }

    private static void AddIdentification(JsonObject node, EvaluationResult result)
    {
        if (result.Retrieval is { } retrieval)
        {
            node["retrieval"] = new JsonObject
            {
                ["queries"] = retrieval.Queries,
                ["gallery"] = retrieval.Gallery,
                ["recall_at"] = ByKey(retrieval.RecallAt),
                ["r_precision"] = retrieval.RPrecision,
                ["map_at_r"] = retrieval.MapAtR,
            };
        }

        if (result.OpenSet is { } openSet)
        {
            node["open_set"] = new JsonObject
            {
                ["enrolled"] = openSet.Enrolled,
                ["galleries"] = openSet.Galleries,
                ["mated_probes"] = openSet.MatedProbes,
                ["non_mated_probes"] = openSet.NonMatedProbes,
                ["dir_at_fpir"] = ByKey(openSet.DetectedAndIdentified),
                ["rank_1"] = openSet.Rank1,
            };
        }
    }

    private static JsonObject ByKey<TKey>(IReadOnlyDictionary<TKey, double> figures)
        where TKey : IFormattable =>
        new(figures.Select(figure => new KeyValuePair<string, JsonNode?>(figure.Key.ToString(null, CultureInfo.InvariantCulture), figure.Value)));

    private static JsonObject Figure(double mean, double? half) => new() { ["mean"] = mean, ["ci95"] = half };

    private static JsonObject ByWays(EvaluationResult result, Func<int, JsonNode> value)
    {
        var node = new JsonObject();
        foreach (int ways in result.OneShot.Keys)
        {
            node[ways.ToString(CultureInfo.InvariantCulture)] = value(ways);
        }

        return node;
    }
}
