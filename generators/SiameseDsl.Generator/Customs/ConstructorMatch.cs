using System.Text;
using Microsoft.CodeAnalysis;
using SiameseDsl.Generator.Emit;
using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Plans;
using SiameseDsl.Spec.Rules;

namespace SiameseDsl.Generator.Customs;

/// <summary>The arguments of a use against one constructor.</summary>
internal sealed class ConstructorMatch
{
    private readonly StringBuilder text = new();
    private readonly List<ConstructorMistake> mistakes = [];
    private int left;

    private ConstructorMatch()
    {
    }

    /// <summary>Why the constructor does not take the arguments; none where it does.</summary>
    public IReadOnlyList<ConstructorMistake> Mistakes => mistakes;

    /// <summary>The arguments as C# has them, each with its name.</summary>
    public string ArgumentText => text.ToString();

    /// <summary>Whether one of them is what the head compares by.</summary>
    public bool TakesSimilarity { get; private set; }

    /// <summary>Holds the arguments against a constructor.</summary>
    public static ConstructorMatch Of(IMethodSymbol constructor, CustomUse use, CustomTypeSearch search)
    {
        ConstructorMatch match = new();
        bool[] taken = new bool[use.Arguments.Count];
        foreach (IParameterSymbol parameter in constructor.Parameters)
        {
            match.Take(parameter, use, taken, search);
        }

        string signature = constructor.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);
        List<string> names = [];
        foreach (IParameterSymbol parameter in constructor.Parameters)
        {
            names.Add(parameter.Name);
        }

        for (int i = 0; i < taken.Length; i++)
        {
            if (!taken[i])
            {
                // What a misspelt argument was most likely meant to be is not missing as well.
                string? nearest = NearestName.Find(use.Arguments[i].Name, names);
                match.mistakes.RemoveAll(mistake => mistake.Missing is { } missing && missing == nearest);
                string clause = nearest is not null ? $"; did you mean '{nearest}'?" : names.Count == 0 ? "; it takes no arguments." : $"; it takes {string.Join(", ", names)}.";
                match.mistakes.Add(new(CustomRules.NoConstructor, i, IsName: true, $"The constructor {signature} has no parameter '{use.Arguments[i].Name}'{clause}", nearest));
            }
        }

        return match;
    }

    /// <summary>Whether this constructor suits better: fewer mistakes, then fewer parameters left to their defaults.</summary>
    public bool IsBetterThan(ConstructorMatch other) => mistakes.Count != other.mistakes.Count ? mistakes.Count < other.mistakes.Count : left < other.left;

    private void Take(IParameterSymbol parameter, CustomUse use, bool[] taken, CustomTypeSearch search)
    {
        for (int i = 0; i < taken.Length; i++)
        {
            if (use.Arguments[i].Name == parameter.Name)
            {
                taken[i] = true;
                if (ArgumentConversion.Convert(use.Arguments[i], parameter.Type) is { Expression: { } value })
                {
                    Write(parameter, value);
                }
                else
                {
                    (string problem, string? fix) = ArgumentConversion.Problem(use.Arguments[i], parameter);
                    mistakes.Add(new(CustomRules.WrongArgument, i, IsName: false, problem, fix));
                }

                return;
            }
        }

        if (use.Role == CustomRole.BatchLoss && search.TakesSimilarity(parameter.Type) is { } any)
        {
            TakesSimilarity = true;
            Write(parameter, any ? "similarity" : "global::SiameseDsl.Losses.CustomBatchOptions.Distance(similarity)");
        }
        else if (parameter.IsOptional || parameter.IsParams)
        {
            left++;
        }
        else
        {
            mistakes.Add(new(
                CustomRules.NoConstructor,
                -1,
                IsName: false,
                $"The constructor of '{use.TypeName}' needs a value for '{parameter.Name}' ({parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}); give it under 'args'.")
            { Missing = parameter.Name });
        }
    }

    private void Write(IParameterSymbol parameter, string value) =>
        text.Append(text.Length > 0 ? ", " : "").Append(Literal.Identifier(parameter.Name)).Append(": ").Append(value);
}
