using System.Text.Json.Serialization;

namespace SiameseDsl.Cli.Reports;

/// <summary>How reports become JSON: snake_case keys, indented, no reflection at run time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(ComparisonReport))]
internal sealed partial class ReportJsonContext : JsonSerializerContext;
