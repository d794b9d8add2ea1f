using SiameseDsl.Spec.Rules;

namespace SiameseDsl.Generator.Customs;

/// <summary>Why a constructor does not take the arguments.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Argument">The place of the argument among those of the use; -1 for the class itself.</param>
/// <param name="IsName">Whether the argument's name is wrong, not its value.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Fix">What to write instead.</param>
internal sealed record ConstructorMistake(Rule Rule, int Argument, bool IsName, string Message, string? Fix = null)
{
    /// <summary>The parameter that no argument gives a value, where that is the mistake; else <see langword="null"/>.</summary>
    public string? Missing { get; init; }
}
