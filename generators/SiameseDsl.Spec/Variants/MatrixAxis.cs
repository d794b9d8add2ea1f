using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Rules;
using SiameseDsl.Spec.Yaml;

namespace SiameseDsl.Spec.Variants;

/// <summary>What the values of an axis are.</summary>
internal enum AxisTarget
{
    /// <summary>Patches, each with a name of its own.</summary>
    Patches,

    /// <summary>Values of the parameter that has the axis' name.</summary>
    Parameter,

    /// <summary>Values of the key or path that the axis' name is.</summary>
    Place,
}

/// <summary>An axis of <c>matrix:</c> with its values.</summary>
internal sealed class MatrixAxis(string name, SourceSpan span, AxisTarget target, FindingBag findings)
{
    private readonly List<MatrixValue> values = [];

    /// <summary>The axis' name as written.</summary>
    public string Name => name;

    /// <summary>The place of the name.</summary>
    public SourceSpan Span => span;

    /// <summary>What its values are.</summary>
    public AxisTarget Target => target;

    /// <summary>The values in the order of the file.</summary>
    public IReadOnlyList<MatrixValue> Values => values;

    /// <summary>Adds a value that has a name of its own.</summary>
    public void AddNamed(YamlEntry entry)
    {
        bool valid = NameChecks.HasForm(findings, "matrix value", entry.Key, entry.KeySpan);
        string valueName = valid ? entry.Key : CSharpName.Repair(entry.Key);
        YamlMapping? patch = entry.Value switch
        {
            YamlMapping mapping => mapping,
            { IsNull: true } => new YamlMapping([], entry.KeySpan),
            _ when target != AxisTarget.Patches => PatchOf(entry.Value),
            _ => null,
        };
        if (patch is null)
        {
            findings.Add(
                SchemaRules.WrongType,
                entry.Value.Span,
                $"The value '{YamlScalar.Shorten(entry.Key)}' of the axis '{YamlScalar.Shorten(name)}' must be a mapping of what it changes, because the axis names no parameter, key or path; not {entry.Value.Description}.");
        }

        SourceSpan whole = entry.Value.IsNull ? entry.KeySpan : LineMap.Join(entry.KeySpan, entry.Value.Span);
        Accept(new MatrixValue(new MatrixPlace(name, valueName, entry.KeySpan, whole), patch ?? new YamlMapping([], entry.KeySpan), !valid || patch is null));
    }

    /// <summary>Adds a value that gets its name from what it is.</summary>
    public void Add(YamlNode node)
    {
        if (ValueOf(node) is { } value)
        {
            Accept(value);
        }
    }

    /// <summary>A value of this axis that need not be one of <see cref="Values"/>; <see langword="null"/> after a finding.</summary>
    public MatrixValue? ValueOf(YamlNode node)
    {
        if (MatrixNames.Of(name, node) is { } valueName)
        {
            return new MatrixValue(new MatrixPlace(name, valueName, node.Span, node.Span), PatchOf(node), isBroken: false);
        }

        findings.Add(
            SchemaRules.WrongType,
            node.Span,
            $"A value of the axis '{YamlScalar.Shorten(name)}' is {node.Description}, which gives its variants no name; write the axis as a mapping from names to values.");
        return null;
    }

    /// <summary>The value called <paramref name="wanted"/>, or <see langword="null"/>.</summary>
    public MatrixValue? Find(string wanted)
    {
        foreach (MatrixValue value in values)
        {
            if (value.Place.Name == wanted)
            {
                return value;
            }
        }

        return null;
    }

    private void Accept(MatrixValue value)
    {
        if (Find(value.Place.Name) is null)
        {
            values.Add(value);
            return;
        }

        findings.Add(
            NameRules.Colliding,
            value.Place.Span,
            $"Two values of the axis '{YamlScalar.Shorten(name)}' are called '{value.Place.Name}'; remove one, or write the axis as a mapping from names of your own to values.");
    }

    private YamlMapping PatchOf(YamlNode node)
    {
        var entry = new YamlEntry(name, span, node);
        return target == AxisTarget.Parameter
            ? new YamlMapping([new YamlEntry("params", span, new YamlMapping([entry], node.Span))], node.Span)
            : new YamlMapping([entry], node.Span);
    }
}
