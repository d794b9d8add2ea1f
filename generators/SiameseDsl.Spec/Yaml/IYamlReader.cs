using SiameseDsl.Spec.Binding;

namespace SiameseDsl.Spec.Yaml;

/// <summary>Reads YAML into located nodes. The one place behind which a YAML library stands.</summary>
internal interface IYamlReader
{
    /// <summary>The document's root, or <see langword="null"/> where the text is empty or not to be read; the findings then say why.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> was cancelled.</exception>
    /// <param name="text">The text.</param>
    /// <param name="findings">Takes what is wrong with it.</param>
    /// <param name="ct">Stops the reading.</param>
    /// <param name="file">The path of the part that it is; <see langword="null"/> for a spec.</param>
    YamlNode? Read(string text, FindingBag findings, CancellationToken ct, string? file = null);
}
