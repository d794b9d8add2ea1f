using Microsoft.CodeAnalysis;
using SiameseDsl.Spec;
using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Plans;
using SiameseDsl.Spec.Rules;

namespace SiameseDsl.Generator.Customs;

/// <summary>Checks one use of a class: that it is there, can be made, derives from what it must, and has a constructor for the arguments.</summary>
internal sealed class CustomChecker(CustomTypeSearch search, CustomPlace place, string path, List<Finding> findings)
{
    private CustomUse Use => place.Use;

    /// <summary>How the class is made; <see langword="null"/> after a finding.</summary>
    public CustomCreation? Check()
    {
        if (search.Find(Use.TypeName) is not { } type)
        {
            string? nearest = NearestName.Find(Use.TypeName, search.NamesOf(Use.Role));
            Report(CustomRules.UnknownType, place.Type, $"There is no class '{Use.TypeName}'{(nearest is null ? "; write it with its namespace, and look whether the project references what it lies in." : $"; did you mean '{nearest}'?")}", nearest);
            return null;
        }

        string name = type.ToDisplayString();
        if (Obstacle(type) is { } obstacle)
        {
            Report(CustomRules.UnusableType, place.Type, $"'{name}' cannot be used: {obstacle}.");
            return null;
        }

        if (!search.IsOf(Use.Role, type))
        {
            Report(CustomRules.WrongBaseType, place.Type, $"{Words(Use.Role)} derives from {CustomTypeSearch.BaseName(Use.Role)}, but '{name}' derives from {type.BaseType?.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat) ?? "nothing"}.");
            return null;
        }

        return Construct(type);
    }

    private CustomCreation? Construct(INamedTypeSymbol type)
    {
        List<IMethodSymbol> constructors = [];
        foreach (IMethodSymbol constructor in type.InstanceConstructors)
        {
            if (search.IsAccessible(constructor))
            {
                constructors.Add(constructor);
            }
        }

        ConstructorMatch? best = null;
        foreach (IMethodSymbol constructor in constructors)
        {
            ConstructorMatch match = ConstructorMatch.Of(constructor, Use, search);
            best = best is null || match.IsBetterThan(best) ? match : best;
        }

        if (best is null)
        {
            Report(CustomRules.UnusableType, place.Type, $"'{type.ToDisplayString()}' cannot be used: it has no constructor that the project has access to.");
            return null;
        }

        if (best.Mistakes.Count == 0)
        {
            string full = type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
            return new(Use, full, $"new {full}({best.ArgumentText})", best.TakesSimilarity);
        }

        foreach (ConstructorMistake mistake in best.Mistakes)
        {
            SourceSpan span = mistake.Argument < 0 ? place.Type : mistake.IsName ? place.Arguments[mistake.Argument].Name : place.Arguments[mistake.Argument].Value;
            Report(mistake.Rule, span, mistake.Message, mistake.Fix);
        }

        return null;
    }

    private string? Obstacle(INamedTypeSymbol type) =>
        type.TypeKind != TypeKind.Class ? "it is no class"
        : type.IsStatic ? "it is static"
        : type.IsAbstract ? "it is abstract"
        : type.IsGenericType ? "it is generic; derive a class from it that is not"
        : !search.IsAccessible(type) ? "the project has no access to it; make it public or internal"
        : null;

    private void Report(Rule rule, SourceSpan span, string message, string? fix = null) => findings.Add(new Finding(rule.Id, rule.Severity, span.File ?? path, span, message, fix));

    private static string Words(CustomRole role) => role switch
    {
        CustomRole.Layer => "A layer",
        CustomRole.Head => "A head",
        CustomRole.Metric => "A distance",
        CustomRole.BatchLoss => "A loss on labelled batches",
        _ => "A loss on pairs",
    };
}
