namespace SiameseDsl.Spec.Yaml;

/// <summary>A node of a document with its place. Nodes never change: a patch makes new ones and shares what it leaves alone.</summary>
internal abstract class YamlNode(SourceSpan span)
{
    /// <summary>The place: of a mapping from its first key to its last value, of a sequence from its bracket or dash on.</summary>
    public SourceSpan Span { get; } = span;

    /// <summary>What it is, in words for messages.</summary>
    public abstract string Description { get; }

    /// <summary>Whether it says nothing: <c>null</c>, <c>~</c> or an empty value.</summary>
    public virtual bool IsNull => false;
}
