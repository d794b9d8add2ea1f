namespace SiameseDsl.Spec.Yaml;

/// <summary>A list.</summary>
internal sealed class YamlSequence(IReadOnlyList<YamlNode> items, SourceSpan span) : YamlNode(span)
{
    /// <summary>The elements in order.</summary>
    public IReadOnlyList<YamlNode> Items { get; } = items;

    /// <inheritdoc/>
    public override string Description => "a list";
}
