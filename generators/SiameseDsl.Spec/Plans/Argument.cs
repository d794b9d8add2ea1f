using System.Globalization;

namespace SiameseDsl.Spec.Plans;

/// <summary>What kind of value an argument holds.</summary>
public enum ArgumentType
{
    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A real number; the text is the author's literal, normalised to C# notation.</summary>
    Number,

    /// <summary>true or false.</summary>
    Boolean,

    /// <summary>A text or the name of an enumerated value.</summary>
    Text,

    /// <summary>A list of whole numbers, comma-separated.</summary>
    Integers,

    /// <summary>Deliberately nothing.</summary>
    Null,
}

/// <summary>A resolved key and its value.</summary>
/// <param name="Name">The key, as in the catalog.</param>
/// <param name="Type">The value's type.</param>
/// <param name="Text">The value in invariant notation.</param>
public sealed record Argument(string Name, ArgumentType Type, string Text)
{
    /// <summary>The value as a whole number.</summary>
    public long AsInteger() => long.Parse(Text, CultureInfo.InvariantCulture);

    /// <summary>The value as a real number.</summary>
    public double AsNumber() => double.Parse(Text, NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>The value as true or false.</summary>
    public bool AsBoolean() => Text == "true";

    /// <summary>The value as a list of whole numbers.</summary>
    public long[] AsIntegers()
    {
        if (Text.Length == 0)
        {
            return [];
        }

        string[] parts = Text.Split(',');
        long[] values = new long[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            values[i] = long.Parse(parts[i], CultureInfo.InvariantCulture);
        }

        return values;
    }
}

/// <summary>Looks arguments up by name.</summary>
public static class Arguments
{
    /// <summary>The argument called <paramref name="name"/>, or <see langword="null"/>.</summary>
    public static Argument? Find(this EquatableArray<Argument> arguments, string name)
    {
        foreach (Argument argument in arguments)
        {
            if (argument.Name == name)
            {
                return argument;
            }
        }

        return null;
    }

    /// <summary>The argument called <paramref name="name"/>; the plan's maker guarantees that it is there.</summary>
    public static Argument Get(this EquatableArray<Argument> arguments, string name) =>
        arguments.Find(name) ?? throw new InvalidOperationException($"The plan lacks the argument '{name}'.");
}
