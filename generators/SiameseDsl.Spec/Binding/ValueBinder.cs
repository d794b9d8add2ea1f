using System.Globalization;
using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Plans;
using SiameseDsl.Spec.Rules;
using SiameseDsl.Spec.Yaml;

namespace SiameseDsl.Spec.Binding;

/// <summary>Binds single values and lists of numbers against the catalog's types and ranges.</summary>
internal sealed class ValueBinder(FindingBag findings)
{
    /// <summary>The value as an argument, or <see langword="null"/> after a finding. <paramref name="resolve"/> looks parameters up and gives
    /// <see langword="null"/> after a finding of its own.</summary>
    public Argument? Bind(CatalogKey key, YamlNode node, SourceSpan keySpan, Func<YamlNode, YamlNode?> resolve)
    {
        if (resolve(node) is not { } value)
        {
            return null;
        }

        if (key.Type == KeyType.Integers)
        {
            return BindIntegers(key, value, resolve);
        }

        if (value is not YamlScalar scalar)
        {
            SourceSpan place = value.Span.End > value.Span.Start ? value.Span : keySpan;
            return WrongType(key, value, place);
        }

        return key.Type switch
        {
            KeyType.Integer => ReadInteger(key, scalar) is { } integer ? new Argument(key.Name, ArgumentType.Integer, integer.ToString(CultureInfo.InvariantCulture)) : null,
            KeyType.Number => BindNumber(key, scalar),
            KeyType.Boolean or KeyType.Ties => BindBoolean(key, scalar),
            KeyType.Enum => BindEnum(key, scalar),
            _ => new Argument(key.Name, ArgumentType.Text, scalar.Value),
        };
    }

    private Argument? BindNumber(CatalogKey key, YamlScalar scalar)
    {
        if (scalar.IsPlain && Contains(key.Values, scalar.Value))
        {
            return new Argument(key.Name, ArgumentType.Text, scalar.Value);
        }

        NumberKind kind = scalar.IsPlain ? CoreScalar.Classify(scalar.Value, out long integer, out double real) : Nothing(out integer, out real);
        switch (kind)
        {
            case NumberKind.None:
                return WrongType(key, scalar, scalar.Span);
            case NumberKind.Infinite or NumberKind.NaN:
                findings.Add(SchemaRules.NotFinite, scalar.Span, $"{Upper(scalar.Description)} is not a finite number; '{key.Name}' must be {Expected(key)}.");
                return null;
            default:
                if (!InRange(key, real))
                {
                    return OutOfRange(key, scalar);
                }

                string literal = scalar.Value.Length > 1 && scalar.Value[1] is 'x' or 'o' ? integer.ToString(CultureInfo.InvariantCulture) : scalar.Value;
                return new Argument(key.Name, ArgumentType.Number, DecimalText.Normalize(literal));
        }
    }

    private Argument? BindBoolean(CatalogKey key, YamlScalar scalar)
    {
        if (scalar.IsPlain && CoreScalar.TryBoolean(scalar.Value, out bool value))
        {
            return new Argument(key.Name, ArgumentType.Boolean, value ? "true" : "false");
        }

        string? fix = scalar.Value.ToLowerInvariant() switch
        {
            "yes" or "on" or "true" or "1" => "true",
            "no" or "off" or "false" or "0" => "false",
            _ => null,
        };
        findings.Add(SchemaRules.WrongType, scalar.Span, $"'{key.Name}' must be {Expected(key)}, not {scalar.Description}.", fix);
        return null;
    }

    private Argument? BindEnum(CatalogKey key, YamlScalar scalar)
    {
        if (Contains(key.Values, scalar.Value))
        {
            return new Argument(key.Name, ArgumentType.Text, scalar.Value);
        }

        string? nearest = NearestName.Find(scalar.Value, key.Values);
        findings.Add(SchemaRules.OutOfRange, scalar.Span, $"{Upper(scalar.Description)} is not a value of '{key.Name}'{NearestName.Clause(nearest, key.Values)}", nearest);
        return null;
    }

    private Argument? BindIntegers(CatalogKey key, YamlNode node, Func<YamlNode, YamlNode?> resolve)
    {
        if (node is YamlScalar scalar)
        {
            if (Contains(key.Values, scalar.Value))
            {
                return new Argument(key.Name, ArgumentType.Text, scalar.Value);
            }

            if (ReadInteger(key, scalar) is not { } single)
            {
                return null;
            }

            string text = single.ToString(CultureInfo.InvariantCulture);
            return new Argument(key.Name, ArgumentType.Integers, key.Repeat > 1 ? string.Join(",", Enumerable.Repeat(text, key.Repeat)) : text);
        }

        if (node is not YamlSequence sequence)
        {
            return WrongType(key, node, node.Span);
        }

        if (sequence.Items.Count == 0 || (key.Repeat > 0 && sequence.Items.Count != key.Repeat))
        {
            string wanted = key.Repeat > 0 ? $"{key.Repeat} whole numbers, or one that counts for all" : "at least one whole number";
            findings.Add(SchemaRules.OutOfRange, sequence.Span, $"'{key.Name}' has {sequence.Items.Count} values; it takes {wanted}.");
            return null;
        }

        return BindList(key, sequence, resolve);
    }

    private Argument? BindList(CatalogKey key, YamlSequence sequence, Func<YamlNode, YamlNode?> resolve)
    {
        var numbers = new string[sequence.Items.Count];
        bool broken = false;
        for (int i = 0; i < numbers.Length; i++)
        {
            YamlNode? item = resolve(sequence.Items[i]);
            if (item is YamlScalar element && ReadInteger(key, element) is { } number)
            {
                numbers[i] = number.ToString(CultureInfo.InvariantCulture);
                continue;
            }

            broken = true;
            if (item is not null and not YamlScalar)
            {
                WrongType(key, item, item.Span);
            }
        }

        return broken ? null : new Argument(key.Name, ArgumentType.Integers, string.Join(",", numbers));
    }

    private long? ReadInteger(CatalogKey key, YamlScalar scalar)
    {
        NumberKind kind = scalar.IsPlain ? CoreScalar.Classify(scalar.Value, out long value, out double real) : Nothing(out value, out real);
        switch (kind)
        {
            case NumberKind.Integer when InRange(key, value):
                return value;
            case NumberKind.Integer or NumberKind.HugeInteger:
                OutOfRange(key, scalar);
                return null;
            case NumberKind.Infinite or NumberKind.NaN:
                findings.Add(SchemaRules.NotFinite, scalar.Span, $"{Upper(scalar.Description)} is not a finite number; '{key.Name}' must be {Expected(key)}.");
                return null;
            default:
                string? fix = kind == NumberKind.Real && real == Math.Floor(real) && Math.Abs(real) < 1e15 ? ((long)real).ToString(CultureInfo.InvariantCulture) : null;
                WrongType(key, scalar, scalar.Span, fix);
                return null;
        }
    }

    private static NumberKind Nothing(out long integer, out double real)
    {
        integer = 0;
        real = 0;
        return NumberKind.None;
    }

    private Argument? WrongType(CatalogKey key, YamlNode node, SourceSpan span, string? fix = null)
    {
        if (node is YamlScalar { IsPlain: false } quoted && CoreScalar.Classify(quoted.Value, out _, out _) is NumberKind.Integer or NumberKind.Real)
        {
            fix = quoted.Value;
        }

        findings.Add(SchemaRules.WrongType, span, $"'{key.Name}' must be {Expected(key)}, not {node.Description}.", fix);
        return null;
    }

    private Argument? OutOfRange(CatalogKey key, YamlScalar scalar)
    {
        findings.Add(SchemaRules.OutOfRange, scalar.Span, $"'{key.Name}' {(key.Type == KeyType.Integers ? "holds" : "is")} {YamlScalar.Shorten(scalar.Value)}; it must be {Expected(key)}.");
        return null;
    }

    private static bool InRange(CatalogKey key, double value) =>
        !(key.Minimum is { } minimum && (value < minimum || (key.ExclusiveMinimum && value <= minimum)))
        && !(key.Maximum is { } maximum && (value > maximum || (key.ExclusiveMaximum && value >= maximum)));

    /// <summary>What a key takes, in words: <c>a whole number from 1 to 65536</c>.</summary>
    public static string Expected(CatalogKey key)
    {
        string words = key.Values.Count > 0 && key.Type != KeyType.Enum ? ", or " + string.Join(" or ", key.Values) : "";
        return key.Type switch
        {
            KeyType.Integer => "a whole number" + Range(key) + words,
            KeyType.Number => "a number" + Range(key) + words,
            KeyType.Boolean => "true or false",
            KeyType.Text => "a text",
            KeyType.Enum => "one of " + string.Join(", ", key.Values),
            KeyType.Integers => (key.Repeat > 0 ? $"a whole number{Range(key)} or a list of {key.Repeat}" : $"a list of whole numbers{Range(key)}") + words,
            KeyType.Layers => "a list of layers",
            KeyType.LayerLists => "a list of lists of layers",
            KeyType.Choices => "a list of kinds",
            KeyType.Sections => $"a list of mappings ({string.Join(", ", SpecCatalog.Section(key.Section!).Keys.Select(one => one.Name))})",
            KeyType.Choice => "one kind",
            KeyType.Names => "a list of names",
            KeyType.Pairs => "all, or a list of pairs of names",
            KeyType.Ties => "true, false, or a list of names",
            KeyType.TypeName => "the name of a class",
            KeyType.Values => "a mapping of names to values",
            _ => "a mapping",
        };
    }

    private static string Range(CatalogKey key)
    {
        string from = key.Minimum is not { } minimum ? "" : key.ExclusiveMinimum ? $" above {Show(minimum)}" : $" from {Show(minimum)}";
        string to = key.Maximum is not { } maximum ? ""
            : key.ExclusiveMaximum ? $"{(from.Length > 0 ? " and" : "")} below {Show(maximum)}"
            : key.ExclusiveMinimum || from.Length == 0 ? $"{(from.Length > 0 ? " and" : "")} at most {Show(maximum)}" : $" to {Show(maximum)}";
        return from + to;
    }

    private static string Show(double value) => value.ToString("0.##########", CultureInfo.InvariantCulture);

    private static string Upper(string text) => text.StartsWith("the ", StringComparison.Ordinal) ? "T" + text.Substring(1) : text;

    private static bool Contains(IReadOnlyList<string> values, string value)
    {
        for (int i = 0; i < values.Count; i++)
        {
            if (values[i] == value)
            {
                return true;
            }
        }

        return false;
    }
}
