using System.Globalization;
using System.Text.Json;
using SiameseDsl.Cli.Reports;

namespace SiameseDsl.Cli.Tests.Reports;

public sealed class ResultsJsonTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("siamese-reports-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_file_has_the_keys_that_the_product_promises()
    {
        string path = Path.Combine(folder, "results.json");
        ResultsJson.Write(path, SampleReport.Digits());
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
        JsonElement root = document.RootElement;

        Assert.Equal(1, root.GetProperty("schema").GetInt32());
        Assert.Equal("Digits", root.GetProperty("family").GetString());
        Assert.Equal([1], root.GetProperty("seeds").EnumerateArray().Select(s => s.GetInt32()));
        Assert.Equal("pair_accuracy", root.GetProperty("primary").GetString());
        Has(root.GetProperty("data"), "name", "sha256", "classes", "images");
        Has(root.GetProperty("data").GetProperty("classes"), "train", "validation", "test", "disjoint");
        Has(root.GetProperty("data").GetProperty("images"), "train", "validation", "test");
        Has(root.GetProperty("baselines")[0], "name", "pair_accuracy", "auc", "one_shot");
        JsonElement variant = root.GetProperty("variants")[0];
        Has(variant, "name", "plan_hash", "head", "loss", "parameters", "macs", "embedding_size", "pair_accuracy", "auc", "eer", "one_shot", "train_seconds", "images_per_second", "runs");
        Has(variant.GetProperty("pair_accuracy"), "mean", "ci95");
        Has(variant.GetProperty("one_shot").GetProperty("5"), "mean", "ci95");
        Has(variant.GetProperty("runs")[0], "seed", "run", "threshold", "pair_accuracy", "auc", "eer", "one_shot");
        Has(root.GetProperty("comparisons")[0], "a", "b", "metric", "scope", "difference", "ci95", "p_value");
    }

    [Fact]
    public void An_interval_that_does_not_exist_is_null_and_stays_a_key()
    {
        ComparisonReport report = SampleReport.Digits();
        report = report with { Variants = [report.Variants[0] with { Auc = new Figure(1, null) }] };
        using JsonDocument document = JsonDocument.Parse(ResultsJson.ToJson(report));
        Assert.Equal(JsonValueKind.Null, document.RootElement.GetProperty("variants")[0].GetProperty("auc").GetProperty("ci95").ValueKind);
    }

    [Fact]
    public void What_is_written_reads_back_equal_in_every_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            string json = ResultsJson.ToJson(SampleReport.Digits(5));
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            Assert.Equal(json, ResultsJson.ToJson(SampleReport.Digits(5)));
            Assert.Equal(json, ResultsJson.ToJson(ResultsJson.Parse(json)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Text_that_is_no_report_is_refused_in_one_sentence()
    {
        Assert.Contains("write them anew", Assert.Throws<SiameseException>(() => ResultsJson.Parse("{ \"schema\": 1 }")).Message);
        Assert.Contains("write them anew", Assert.Throws<SiameseException>(() => ResultsJson.Parse("null")).Message);
    }

    [Fact]
    public void A_file_that_cannot_be_written_leaves_no_part_and_names_the_remedy()
    {
        string missing = Path.Combine(folder, "no", "results.json");
        string message = Assert.Throws<SiameseException>(() => ResultsJson.Write(missing, SampleReport.Digits())).Message;
        Assert.Contains(missing, message);
        Assert.Contains("--out", message);

        string path = Path.Combine(folder, "results.json");
        File.WriteAllText(path, "old");
        ResultsJson.Write(path, SampleReport.Digits());
        Assert.StartsWith("{\n", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(folder));
    }

    private static void Has(JsonElement element, params string[] keys) =>
        Assert.All(keys, k => Assert.True(element.TryGetProperty(k, out _), $"The key {k} is missing."));
}
