using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SiameseDsl.Cli.Reports;

/// <summary>results.json: the comparison as data.</summary>
public static class ResultsJson
{
    /// <summary>The report as indented JSON that ends in a line end.</summary>
    public static string ToJson(ComparisonReport report) => JsonSerializer.Serialize(report, Info) + "\n";

    /// <summary>The report of a text that <see cref="ToJson"/> made.</summary>
    /// <exception cref="SiameseException">The text is no such report.</exception>
    public static ComparisonReport Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, Info) ?? throw new SiameseException("The results are 'null' where a comparison is expected: write them anew with compare.");
        }
        catch (JsonException e)
        {
            throw new SiameseException($"The results cannot be read ({e.Message}): write them anew with compare.", e);
        }
    }

    /// <summary>Writes the report in one move: a reader sees the old file or the new one, never a part.</summary>
    /// <exception cref="SiameseException">The file cannot be written.</exception>
    public static void Write(string path, ComparisonReport report) => ReportFile.Write(path, ToJson(report));

    private static JsonTypeInfo<ComparisonReport> Info => ReportJsonContext.Default.ComparisonReport;
}

/// <summary>Files of reports.</summary>
internal static class ReportFile
{
    /// <summary>Writes beside the target, flushes to the disk, and renames.</summary>
    /// <exception cref="SiameseException">The file cannot be written.</exception>
    public static void Write(string path, string text)
    {
        string temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                stream.Write(Encoding.UTF8.GetBytes(text));
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            TryDelete(temporary);
            throw new SiameseException($"{path} cannot be written ({e.Message}): free space or choose another directory with --out.", e);
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The first error is the one to tell.
        }
    }
}
