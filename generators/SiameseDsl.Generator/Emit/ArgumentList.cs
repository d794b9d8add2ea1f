using System.Text;
using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Generator.Emit;

/// <summary>A list of arguments, the later ones named.</summary>
internal sealed class ArgumentList
{
    private readonly StringBuilder text = new();

    /// <summary>Begins with arguments without names.</summary>
    public ArgumentList(params string[] positional)
    {
        foreach (string one in positional)
        {
            Add(one);
        }
    }

    /// <summary>Adds an argument without a name.</summary>
    public ArgumentList Add(string value)
    {
        text.Append(text.Length > 0 ? ", " : "").Append(value);
        return this;
    }

    /// <summary>Adds a named argument.</summary>
    public ArgumentList Add(string name, string value)
    {
        text.Append(", ").Append(name).Append(": ").Append(value);
        return this;
    }

    /// <summary>Adds <c>false</c> where a switch that is usually on is off.</summary>
    public ArgumentList AddFalse(string name, Argument? argument) => argument is { Text: "false" } ? Add(name, "false") : this;

    /// <summary>Adds <c>true</c> where a switch that is usually off is on.</summary>
    public ArgumentList AddTrue(string name, Argument? argument) => argument is { Text: "true" } ? Add(name, "true") : this;

    /// <summary>Adds a number where it is not the usual one.</summary>
    public ArgumentList AddNumber(string name, Argument? argument, double usual) =>
        argument is null || argument.Type == ArgumentType.Null || argument.AsNumber() == usual ? this : Add(name, Literal.Number(argument));

    /// <inheritdoc/>
    public override string ToString() => text.ToString();
}
