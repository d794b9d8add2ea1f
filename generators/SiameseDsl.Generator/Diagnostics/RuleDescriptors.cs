using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SiameseDsl.Spec;
using SiameseDsl.Spec.Rules;

namespace SiameseDsl.Generator.Diagnostics;

/// <summary>Roslyn's view of the rule table: one descriptor a rule. Errors are not configurable, because a demoted error would run a stub.</summary>
internal static class RuleDescriptors
{
    /// <summary>The category of all rules.</summary>
    public const string Category = "SiameseDsl";

    private static readonly ImmutableDictionary<string, DiagnosticDescriptor> ById = Create();

    /// <summary>All descriptors.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } = [.. ById.Values];

    /// <summary>The descriptor of a rule.</summary>
    /// <exception cref="KeyNotFoundException">The rule table has no such rule.</exception>
    public static DiagnosticDescriptor Of(string id) => ById[id];

    /// <summary>Roslyn's word for a severity.</summary>
    public static DiagnosticSeverity SeverityOf(Severity severity) => severity switch
    {
        Severity.Error => DiagnosticSeverity.Error,
        Severity.Warning => DiagnosticSeverity.Warning,
        _ => DiagnosticSeverity.Info,
    };

    private static ImmutableDictionary<string, DiagnosticDescriptor> Create()
    {
        ImmutableDictionary<string, DiagnosticDescriptor>.Builder descriptors = ImmutableDictionary.CreateBuilder<string, DiagnosticDescriptor>(StringComparer.Ordinal);
        foreach (Rule rule in RuleTable.All)
        {
            string[] tags = rule.Severity == Severity.Error ? [WellKnownDiagnosticTags.NotConfigurable] : [];
            descriptors.Add(
                rule.Id,
                new DiagnosticDescriptor(rule.Id, rule.Title, "{0}", Category, SeverityOf(rule.Severity), isEnabledByDefault: true, rule.Explanation, helpLinkUri: null, tags));
        }

        return descriptors.ToImmutable();
    }
}
