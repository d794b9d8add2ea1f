using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Rules;

namespace SiameseDsl.Spec.Yaml;

/// <summary>Reads YAML with YamlDotNet's event parser: its marks say where each node stands, and no deserializer or reflection takes part.</summary>
internal sealed class EventYamlReader : IYamlReader
{
    private EventYamlReader()
    {
    }

    /// <summary>The reader; it has no state.</summary>
    public static EventYamlReader Instance { get; } = new();

    /// <inheritdoc/>
    public YamlNode? Read(string text, FindingBag findings, CancellationToken ct, string? file = null)
    {
        ct.ThrowIfCancellationRequested();
        if (text.Length > YamlLimits.Characters)
        {
            findings.Add(
                SyntaxRules.TooLarge,
                SourceSpan.FileStart with { File = file },
                $"The file has {text.Length} characters; a spec has at most {YamlLimits.Characters}. Split the family, or check that this is the right file.");
            return null;
        }

        var lines = new LineMap(text, file);
        int control = FindControlCharacter(text);
        if (control >= 0)
        {
            findings.Add(SyntaxRules.Syntax, lines.Span(control, control + 1), $"The control character U+{(int)text[control]:X4} is not allowed in YAML; remove it.");
            return null;
        }

        return new YamlReading(text, lines, findings, ct).ReadStream();
    }

    // The scanner takes U+0000 for the end of the text and lets other control characters into plain scalars.
    private static int FindControlCharacter(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if ((c < ' ' && c is not ('\t' or '\n' or '\r')) || c is '\u007f' or '\ufffe' or '\uffff')
            {
                return i;
            }
        }

        return -1;
    }
}
