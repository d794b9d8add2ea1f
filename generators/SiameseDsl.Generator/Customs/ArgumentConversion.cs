using System.Globalization;
using Microsoft.CodeAnalysis;
using SiameseDsl.Generator.Emit;
using SiameseDsl.Spec;
using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Generator.Customs;

/// <summary>A value of a spec as C# writes it for a parameter of a certain type.</summary>
/// <param name="Expression">The expression; <see langword="null"/> where the type cannot hold the value.</param>
internal readonly record struct ArgumentConversion(string? Expression)
{
    private const double LargestWhole = 9007199254740992;

    /// <summary>The value for a parameter of this type.</summary>
    public static ArgumentConversion Convert(Argument argument, ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            return Convert(argument, nullable.TypeArguments[0]);
        }

        return new(argument.Type switch
        {
            ArgumentType.Integer => Whole(argument.Text, type.SpecialType),
            ArgumentType.Number => Real(argument, type.SpecialType),
            ArgumentType.Boolean => type.SpecialType is SpecialType.System_Boolean or SpecialType.System_Object ? argument.Text : null,
            ArgumentType.Integers => Numbers(argument, type),
            _ => Word(argument.Text, type),
        });
    }

    /// <summary>What is wrong with a value, and what to write instead.</summary>
    public static (string Problem, string? Fix) Problem(Argument argument, IParameterSymbol parameter)
    {
        ITypeSymbol type = parameter.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : parameter.Type;
        string wanted = type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        string value = argument.Type == ArgumentType.Integers ? $"[{argument.Text.Replace(",", ", ")}]" : argument.Type == ArgumentType.Text ? $"'{argument.Text}'" : argument.Text;
        if (type.TypeKind == TypeKind.Enum)
        {
            List<string> members = [];
            foreach (IFieldSymbol member in Members(type))
            {
                members.Add(member.Name);
            }

            string? nearest = NearestName.Find(argument.Text, members);
            return ($"{value} is no value of {wanted}, the type of '{parameter.Name}'{NearestName.Clause(nearest, members)}", nearest);
        }

        return ($"The parameter '{parameter.Name}' is of type {wanted}, which {(IsTaken(type) ? $"cannot hold {value}" : "no value of a spec can be; give the class a constructor of numbers, texts and truth values")}.", null);
    }

    private static string? Whole(string text, SpecialType type)
    {
        long value = long.Parse(text, CultureInfo.InvariantCulture);
        bool fits = type switch
        {
            SpecialType.System_Byte => value is >= byte.MinValue and <= byte.MaxValue,
            SpecialType.System_SByte => value is >= sbyte.MinValue and <= sbyte.MaxValue,
            SpecialType.System_Int16 => value is >= short.MinValue and <= short.MaxValue,
            SpecialType.System_UInt16 => value is >= ushort.MinValue and <= ushort.MaxValue,
            SpecialType.System_Int32 => value is >= int.MinValue and <= int.MaxValue,
            SpecialType.System_UInt32 => value is >= uint.MinValue and <= uint.MaxValue,
            SpecialType.System_UInt64 => value >= 0,
            SpecialType.System_Int64 or SpecialType.System_Object or SpecialType.System_Decimal => true,
            SpecialType.System_Single or SpecialType.System_Double => Math.Abs((double)value) <= LargestWhole,
            _ => false,
        };
        return fits ? text : null;
    }

    private static string? Real(Argument argument, SpecialType type) => type switch
    {
        SpecialType.System_Double or SpecialType.System_Object => Literal.Number(argument),
        SpecialType.System_Single when Math.Abs(argument.AsNumber()) <= float.MaxValue => Literal.Number(argument) + "f",
        SpecialType.System_Decimal when decimal.TryParse(argument.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) => Literal.Number(argument) + "m",
        _ => null,
    };

    // Arrays, spans and the interfaces of lists all take a collection expression.
    private static string? Numbers(Argument argument, ITypeSymbol type)
    {
        ITypeSymbol? element = type switch
        {
            IArrayTypeSymbol { Rank: 1 } array => array.ElementType,
            INamedTypeSymbol { TypeArguments.Length: 1 } list when list.ContainingNamespace?.ToDisplayString() is "System.Collections.Generic" or "System"
                && list.Name is "IReadOnlyList" or "IReadOnlyCollection" or "IEnumerable" or "IList" or "ICollection" or "List" or "ReadOnlySpan" or "Span" => list.TypeArguments[0],
            _ => null,
        };
        if (element is null)
        {
            return null;
        }

        foreach (string number in argument.Text.Split(','))
        {
            if (Whole(number, element.SpecialType) is null)
            {
                return null;
            }
        }

        return Literal.Shape(EquatableArray.Of(argument.AsIntegers()));
    }

    private static string? Word(string text, ITypeSymbol type)
    {
        if (type.SpecialType is SpecialType.System_String or SpecialType.System_Object)
        {
            return Literal.String(text);
        }

        if (type.TypeKind == TypeKind.Enum)
        {
            foreach (IFieldSymbol member in Members(type))
            {
                if (member.Name == text)
                {
                    return type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) + "." + Literal.Identifier(text);
                }
            }
        }

        return null;
    }

    private static IEnumerable<IFieldSymbol> Members(ITypeSymbol type)
    {
        foreach (ISymbol member in type.GetMembers())
        {
            if (member is IFieldSymbol { IsConst: true } field)
            {
                yield return field;
            }
        }
    }

    private static bool IsTaken(ITypeSymbol type) =>
        type.SpecialType is >= SpecialType.System_Boolean and <= SpecialType.System_String or SpecialType.System_Object || type is IArrayTypeSymbol || type is INamedTypeSymbol { IsGenericType: true };
}
