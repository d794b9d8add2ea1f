using SiameseDsl.Spec.Binding;

namespace SiameseDsl.Spec.Yaml;

/// <summary>Reads YAML into located nodes. The one place behind which a YAML library stands.</summary>
internal interface IYamlReader
{
    /// <summary>The document's root, or <see langword="null"/> where the text is empty or not to be read; the findings then say why.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> was cancelled.</exception>
    YamlNode? Read(string text, FindingBag findings, CancellationToken ct);
}
