using SiameseDsl.Spec;
using SiameseDsl.Spec.Rules;

namespace SiameseDsl.Cli.Checking;

/// <summary>What a repair does, in a few words.</summary>
internal static class FixTitle
{
    public static string Of(Finding finding) => finding switch
    {
        { Setting: { } setting } => $"Write '{setting.Key}: {setting.Value}'",
        { Id: var id } when id == SyntaxRules.Tab.Id => "Indent with spaces",
        { FixSpan: not null, Fix: { } text } => $"Insert '{text.Trim()}'",
        { Fix: { } text } => $"Write '{text}'",
        { Id: var id } when id == LearningRules.ExpectationNotMet.Id => "Remove the expectation",
        _ => "Put the text in quotes",
    };
}
