using System.Globalization;
using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Plans;
using SiameseDsl.Spec.Rules;
using SiameseDsl.Spec.Yaml;

namespace SiameseDsl.Spec.Binding;

/// <summary>Binds what names a class of the user's and the arguments of its constructor. Whether there are such a class and such parameters only the C# compiler knows.</summary>
internal sealed class CustomBinder(FindingBag findings)
{
    private const int MostArguments = 32;

    /// <summary>The name of a class; <see langword="null"/> after a finding.</summary>
    public Argument? BindType(CatalogKey key, YamlNode node)
    {
        if (node is not YamlScalar scalar)
        {
            findings.Add(SchemaRules.WrongType, node.Span, $"'{key.Name}' must be {ValueBinder.Expected(key)}, not {node.Description}.");
            return null;
        }

        if (CSharpName.IsTypeName(scalar.Value))
        {
            return new Argument(key.Name, ArgumentType.Text, scalar.Value);
        }

        string remedy = scalar.Value.IndexOf('<') >= 0 || scalar.Value.IndexOf('`') >= 0 ? "generic classes cannot be used; derive a class from it that is not generic" : "write a namespace and a class, such as MyApp.Layers.Squeeze";
        findings.Add(CustomRules.BadTypeName, scalar.Span, $"'{YamlScalar.Shorten(scalar.Value)}' is not the name of a class in C#; {remedy}.");
        return null;
    }

    /// <summary>The arguments of a constructor. An argument that is <c>null</c> is left to the constructor.</summary>
    public IReadOnlyList<BoundValue> BindArguments(CatalogKey key, YamlNode node, Func<YamlNode, YamlNode?> resolve)
    {
        if (node is not YamlMapping mapping)
        {
            findings.Add(SchemaRules.WrongType, node.Span, $"'{key.Name}' must be {ValueBinder.Expected(key)}, not {node.Description}; write the names of the constructor's parameters.");
            return [];
        }

        if (mapping.Entries.Count > MostArguments)
        {
            findings.Add(SchemaRules.OutOfRange, mapping.Span, $"'{key.Name}' has {mapping.Entries.Count} values; it takes at most {MostArguments}.");
            return [];
        }

        var values = new List<BoundValue>(mapping.Entries.Count);
        foreach (YamlEntry entry in mapping.Entries)
        {
            if (!CSharpName.IsIdentifier(entry.Key))
            {
                findings.Add(CustomRules.BadArgumentName, entry.KeySpan, $"'{YamlScalar.Shorten(entry.Key)}' is not the name of a parameter in C#; write the name as the constructor has it.");
            }
            else if (resolve(entry.Value) is { } value && BindArgument(key.Name + "." + entry.Key, value, resolve) is { } argument && argument.Type != ArgumentType.Null)
            {
                values.Add(new BoundValue(argument, entry.KeySpan, value.Span));
            }
        }

        return values;
    }

    private Argument? BindArgument(string name, YamlNode value, Func<YamlNode, YamlNode?> resolve)
    {
        if (value is YamlScalar scalar)
        {
            return BindScalar(name, scalar);
        }

        if (value is YamlSequence { Items.Count: 0 })
        {
            findings.Add(SchemaRules.OutOfRange, value.Span, $"The list '{name}' is empty; give it at least one whole number, or leave it out.");
            return null;
        }

        if (value is YamlSequence sequence)
        {
            return BindNumbers(name, sequence, resolve);
        }

        findings.Add(SchemaRules.WrongType, value.Span, $"'{name}' must be a number, a text, true or false, or a list of whole numbers, not {value.Description}.");
        return null;
    }

    private Argument? BindScalar(string name, YamlScalar scalar)
    {
        if (scalar.IsNull)
        {
            return new Argument(name, ArgumentType.Null, "");
        }

        if (!scalar.IsPlain)
        {
            return new Argument(name, ArgumentType.Text, scalar.Value);
        }

        if (CoreScalar.TryBoolean(scalar.Value, out bool truth))
        {
            return new Argument(name, ArgumentType.Boolean, truth ? "true" : "false");
        }

        switch (CoreScalar.Classify(scalar.Value, out long integer, out _))
        {
            case NumberKind.Integer:
                return new Argument(name, ArgumentType.Integer, integer.ToString(CultureInfo.InvariantCulture));
            case NumberKind.Real:
                return new Argument(name, ArgumentType.Number, DecimalText.Normalize(scalar.Value));
            case NumberKind.None:
                return new Argument(name, ArgumentType.Text, scalar.Value);
            default:
                findings.Add(SchemaRules.NotFinite, scalar.Span, $"'{name}' is {YamlScalar.Shorten(scalar.Value)}, which is not a finite number of 64 bits.");
                return null;
        }
    }

    private Argument? BindNumbers(string name, YamlSequence sequence, Func<YamlNode, YamlNode?> resolve)
    {
        var numbers = new List<string>(sequence.Items.Count);
        foreach (YamlNode item in sequence.Items)
        {
            if (resolve(item) is not { } element)
            {
                return null;
            }

            if (element is not YamlScalar { IsPlain: true } scalar || CoreScalar.Classify(scalar.Value, out long number, out _) != NumberKind.Integer)
            {
                findings.Add(SchemaRules.WrongType, element.Span, $"The list '{name}' must hold whole numbers, not {element.Description}.");
                return null;
            }

            numbers.Add(number.ToString(CultureInfo.InvariantCulture));
        }

        return new Argument(name, ArgumentType.Integers, string.Join(",", numbers));
    }
}
