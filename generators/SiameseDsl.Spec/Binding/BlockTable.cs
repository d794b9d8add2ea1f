using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Rules;
using SiameseDsl.Spec.Yaml;

namespace SiameseDsl.Spec.Binding;

/// <summary>The blocks that one variant can use as layers.</summary>
internal sealed class BlockTable
{
    private static readonly CatalogEntry Section = SpecCatalog.Section("block");

    private readonly Dictionary<string, BlockDefinition> blocks = new(StringComparer.Ordinal);
    private readonly FindingBag findings;

    /// <summary>Reads the mapping <c>blocks</c>, base and patch already merged.</summary>
    public BlockTable(YamlEntry? declared, NodeBinder binder, FindingBag findings)
    {
        this.findings = findings;
        if (declared is null || declared.Value.IsNull)
        {
            return;
        }

        if (declared.Value is not YamlMapping mapping)
        {
            findings.Add(SchemaRules.WrongType, declared.Value.Span, $"'blocks' must be a mapping from names to blocks, not {declared.Value.Description}.");
            return;
        }

        foreach (YamlEntry entry in mapping.Entries)
        {
            BlockDefinition block = Define(entry, binder);
            blocks[entry.Key] = AcceptsName(entry) ? block : new BlockDefinition(entry, block.Parameters, null);
        }
    }

    /// <summary>The blocks' names.</summary>
    public IReadOnlyCollection<string> Names => blocks.Keys;

    /// <summary>The blocks in the order of the file.</summary>
    public IReadOnlyCollection<BlockDefinition> All => blocks.Values;

    /// <summary>The block called <paramref name="name"/>, or <see langword="null"/>.</summary>
    public BlockDefinition? Find(string name) => blocks.TryGetValue(name, out BlockDefinition? block) ? block : null;

    private bool AcceptsName(YamlEntry entry)
    {
        if (SpecCatalog.Find(Category.Layer, entry.Key) is null)
        {
            return NameChecks.HasForm(findings, "block", entry.Key, entry.KeySpan);
        }

        findings.Add(NameRules.Reserved, entry.KeySpan, $"The block name '{entry.Key}' is a kind of layer already; choose another name.");
        return false;
    }

    private BlockDefinition Define(YamlEntry entry, NodeBinder binder)
    {
        switch (entry.Value)
        {
            case YamlSequence list:
                return new BlockDefinition(entry, [], Accept(list, entry));
            case YamlMapping body:
                HashSet<string>? misspelt = binder.ReportUnknownKeys(Section, body);
                IReadOnlyList<YamlEntry> parameters = Parameters(body.Find("params"));
                YamlEntry? layers = body.Find("layers");
                if (layers?.Value is YamlSequence written)
                {
                    return new BlockDefinition(entry, parameters, Accept(written, entry));
                }

                if (layers is not null && !layers.Value.IsNull)
                {
                    findings.Add(SchemaRules.WrongType, layers.Value.Span, $"'layers' must be a list of layers, not {layers.Value.Description}.");
                }
                else if (misspelt?.Contains("layers") != true)
                {
                    findings.Add(SchemaRules.MissingKey, layers?.KeySpan ?? entry.KeySpan, $"The block '{YamlScalar.Shorten(entry.Key)}' needs the key 'layers': what stands in its place where it is used.");
                }

                return new BlockDefinition(entry, parameters, null);
            default:
                findings.Add(SchemaRules.WrongType, entry.Value.IsNull ? entry.KeySpan : entry.Value.Span, $"The block '{YamlScalar.Shorten(entry.Key)}' must be a list of layers, or a mapping with 'params' and 'layers'; not {entry.Value.Description}.");
                return new BlockDefinition(entry, [], null);
        }
    }

    private YamlSequence? Accept(YamlSequence layers, YamlEntry entry)
    {
        if (layers.Items.Count > 0)
        {
            return layers;
        }

        findings.Add(SchemaRules.OutOfRange, layers.Span, $"The block '{YamlScalar.Shorten(entry.Key)}' has no layers; it needs at least one.");
        return null;
    }

    private IReadOnlyList<YamlEntry> Parameters(YamlEntry? declared)
    {
        if (declared is null || declared.Value.IsNull)
        {
            return [];
        }

        if (declared.Value is not YamlMapping mapping)
        {
            findings.Add(SchemaRules.WrongType, declared.Value.Span, $"'params' must be a mapping from names to defaults, not {declared.Value.Description}.");
            return [];
        }

        foreach (YamlEntry parameter in mapping.Entries)
        {
            if (LayerHeader.IsCommon(parameter.Key))
            {
                findings.Add(NameRules.Reserved, parameter.KeySpan, $"The parameter name '{parameter.Key}' is a key that every layer has, the block too; choose another name.");
            }
            else
            {
                ParamTable.HasForm(findings, parameter);
            }
        }

        return mapping.Entries;
    }
}
