using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using SiameseDsl.Spec;

namespace SiameseDsl.Generator.Diagnostics;

/// <summary>Turns findings into diagnostics at the last moment. Generator and analyzer both come here, so that the compiler merges what they say.</summary>
internal static class FindingDiagnostics
{
    /// <summary>The diagnostic of <paramref name="finding"/>.</summary>
    public static Diagnostic Create(Finding finding)
    {
        DiagnosticDescriptor descriptor = RuleDescriptors.Of(finding.Id);
        DiagnosticSeverity severity = RuleDescriptors.SeverityOf(finding.Severity);
        return Diagnostic.Create(descriptor, LocationOf(finding), severity, additionalLocations: null, properties: null, finding.Message);
    }

    private static Location LocationOf(Finding finding)
    {
        if (finding.File.Length == 0)
        {
            return Location.None;
        }

        SourceSpan span = finding.Span;
        return Location.Create(
            finding.File,
            TextSpan.FromBounds(span.Start, span.End),
            new LinePositionSpan(new LinePosition(span.StartLine, span.StartColumn), new LinePosition(span.EndLine, span.EndColumn)));
    }
}
