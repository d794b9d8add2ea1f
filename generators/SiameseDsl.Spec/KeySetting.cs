namespace SiameseDsl.Spec;

/// <summary>A repair that sets one key of a kind: <c>bias: false</c> before batch norm.</summary>
/// <param name="Kind">The place of the kind's name.</param>
/// <param name="Key">The key.</param>
/// <param name="Value">Its value in YAML notation.</param>
public sealed record KeySetting(SourceSpan Kind, string Key, string Value);
