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
        }

        if (episodes)
        {
            document["episodes"] = ByWays(result, ways => result.Episodes[ways].Episodes.Count);
            document["one_shot"] = ByWays(result, ways => Figure(result.OneShot[ways], measured.Intervals.OneShot[ways]));
        }

        document["baselines"] = new JsonArray([.. measured.Baselines.Select(baseline => (JsonNode)Baseline(baseline, pairs, episodes))]);
        return document;
    }

    private static JsonObject Baseline(MeasuredBaseline baseline, bool pairs, bool episodes)
    {
        EvaluationResult result = baseline.Results[0];
        var node = new JsonObject { ["name"] = baseline.Name };
        if (pairs)
        {
            node["pair_accuracy"] = result.PairAccuracy;
            node["auc"] = result.Auc;
            node["eer"] = result.Eer;
        }

        if (episodes)
        {
            node["one_shot"] = ByWays(result, ways => result.OneShot[ways]);
        }

        return node;
    }

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
