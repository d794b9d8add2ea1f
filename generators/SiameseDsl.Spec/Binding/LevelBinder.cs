using SiameseDsl.Spec.Rules;
using SiameseDsl.Spec.Yaml;

namespace SiameseDsl.Spec.Binding;

/// <summary>Binds <c>levels:</c>: at which severity the file wants rules reported.</summary>
internal static class LevelBinder
{
    /// <summary>The levels that are well-formed.</summary>
    public static EquatableArray<RuleLevel> Bind(YamlEntry? levels, FindingBag findings)
    {
        if (levels is null || levels.Value.IsNull)
        {
            return default;
        }

        if (levels.Value is not YamlMapping mapping)
        {
            findings.Add(SchemaRules.WrongType, levels.Value.Span, $"'levels' must be a mapping from rules to levels such as {{ SDSL4011: none }}, not {levels.Value.Description}.");
            return default;
        }

        var result = new List<RuleLevel>(mapping.Entries.Count);
        foreach (YamlEntry entry in mapping.Entries)
        {
            if (entry.Value is not YamlScalar { IsNull: false } word)
            {
                findings.Add(SchemaRules.WrongType, entry.Value.IsNull ? entry.KeySpan : entry.Value.Span, $"The level of '{YamlScalar.Shorten(entry.Key)}' must be one of {string.Join(", ", RuleLevels.Names)}, not {entry.Value.Description}.");
            }
            else if (RuleLevels.Read(entry.Key, word.Value, out string problem, out bool isOfRule, out string? fix) is { } level)
            {
                result.Add(level);
            }
            else
            {
                findings.Add(isOfRule ? StructureRules.LevelCannotBeSet : SchemaRules.OutOfRange, isOfRule ? entry.KeySpan : word.Span, problem, fix);
            }
        }

        return result.ToEquatableArray();
    }
}
