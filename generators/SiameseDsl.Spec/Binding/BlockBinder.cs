using SiameseDsl.Spec.Plans;
using SiameseDsl.Spec.Rules;
using SiameseDsl.Spec.Variants;
using SiameseDsl.Spec.Yaml;

namespace SiameseDsl.Spec.Binding;

/// <summary>Binds the use of a block: its layers, with the values given for its parameters.</summary>
internal sealed class BlockBinder(NodeBinder binder, FindingBag findings)
{
    private readonly List<string> open = [];
    private readonly HashSet<string> used = new(StringComparer.Ordinal);
    private int layers;

    /// <summary>Whether something is being bound inside a block.</summary>
    public bool IsInside => open.Count > 0;

    /// <summary>Begins to count anew: a model has a limited number of layers.</summary>
    public void Restart() => layers = 0;

    /// <summary>Counts a layer inside a block. <see langword="false"/> after a finding: blocks that use blocks can multiply without end.</summary>
    public bool CountLayer(SourceSpan span)
    {
        if (++layers <= ModelLimits.Layers)
        {
            return true;
        }

        findings.Add(ShapeRules.TooLarge, span, $"The model has more than {ModelLimits.Layers:N0} layers once blocks are put in; use them less often.");
        return false;
    }

    /// <summary>Binds a use.</summary>
    public BoundNode Bind(BlockDefinition block, ChoiceSyntax choice, bool allowsShared)
    {
        int errors = findings.Errors;
        if (layers > ModelLimits.Layers)
        {
            findings.RepeatError();
            return binder.Unknown(choice.Kind, choice.KindSpan);
        }

        used.Add(block.Name);
        if (!IsOpen(block.Name, choice.KindSpan) || Body(block, choice) is not { } body)
        {
            return binder.Unknown(choice.Kind, choice.KindSpan);
        }

        LayerHeader header = LayerHeader.Read(body, allowsShared, binder, findings);
        HashSet<string>? misspelt = binder.ReportUnknownKeys(block.Entry, body);
        var keys = new BoundKey[block.Parameters.Count + 1];
        ParamTable scope = Arguments(block, body, choice.KindSpan, misspelt, keys);
        YamlSequence? list = (body as PatchedBlockUse)?.Layers ?? block.Layers;
        IReadOnlyList<BoundNode> nodes = [];
        if (list is null)
        {
            findings.RepeatError();
        }
        else
        {
            open.Add(block.Name);
            nodes = binder.BindInside(scope, new BlockUse(block.Name, choice.KindSpan), list, allowsShared);
            open.RemoveAt(open.Count - 1);
        }

        Origin origin = binder.OriginOf(choice.KindSpan);
        keys[keys.Length - 1] = new BoundKey { Name = "layers", Nodes = nodes, Span = choice.KindSpan, Origin = origin };
        return new BoundNode
        {
            Entry = block.Entry,
            Span = choice.KindSpan,
            Origin = origin,
            Name = header.Name,
            NameSpan = header.Name is null ? choice.KindSpan : header.NameSpan,
            Shared = header.Shared,
            Ties = header.Ties,
            Frozen = header.Frozen,
            Init = header.Init,
            IsBroken = findings.Errors > errors,
            Keys = keys,
            Use = binder.CurrentUse,
        };
    }

    /// <summary>Binds the blocks that no model uses, so that what is wrong in them is found too, and says of those declared in the spec itself that nothing uses them.</summary>
    public void BindUnused(BlockTable blocks)
    {
        var unused = new List<BlockDefinition>();
        foreach (BlockDefinition block in blocks.All)
        {
            if (!used.Contains(block.Name))
            {
                unused.Add(block);
            }
        }

        foreach (BlockDefinition block in unused)
        {
            Restart();
            if (block.Layers is { } list)
            {
                if (block.NameSpan.File is null)
                {
                    findings.Add(StructureRules.UnusedBlock, block.NameSpan, $"The block '{YamlScalar.Shorten(block.Name)}' is never used; use it as a layer, or remove it.");
                }

                // What a parameter without a default stands for is not known, so that nothing is said about it.
                var scope = new ParamTable(binder.Parameters, findings);
                foreach (YamlEntry parameter in block.Parameters)
                {
                    scope.Set(parameter.Key, parameter.Value.IsNull ? null : parameter.Value);
                }

                open.Add(block.Name);
                binder.BindInside(scope, new BlockUse(block.Name, block.NameSpan), list, allowsShared: true);
                open.RemoveAt(open.Count - 1);
            }
        }
    }

    private bool IsOpen(string name, SourceSpan span)
    {
        int index = open.IndexOf(name);
        if (index < 0)
        {
            return true;
        }

        string chain = index == open.Count - 1 ? "itself" : $"itself through '{string.Join("', '", open.Skip(index + 1))}'";
        findings.Add(StructureRules.RecursiveBlock, span, $"The block '{name}' uses {chain}, so that its layers would have no end; remove this use.");
        return false;
    }

    private YamlMapping? Body(BlockDefinition block, ChoiceSyntax choice)
    {
        if (choice.BodyOf(block.Entry) is { } body)
        {
            return body;
        }

        findings.Add(SchemaRules.WrongType, choice.Body!.Span, $"The block '{block.Name}' has no parameters, so that it takes no bare value such as {choice.Body.Description}; write its bare name.");
        return null;
    }

    // What is given counts in the scope of the use; a default in that of the file.
    private ParamTable Arguments(BlockDefinition block, YamlMapping body, SourceSpan useSpan, HashSet<string>? misspelt, BoundKey[] keys)
    {
        var scope = new ParamTable(binder.FileParameters, findings);
        for (int i = 0; i < block.Parameters.Count; i++)
        {
            YamlEntry parameter = block.Parameters[i];
            YamlEntry? written = body.Find(parameter.Key);
            bool isGiven = written is { Value.IsNull: false };
            YamlNode? value = isGiven ? binder.Parameters.Substitute(written!.Value) : binder.FileParameters.Substitute(parameter.Value);
            if (!isGiven && parameter.Value.IsNull)
            {
                if (misspelt?.Contains(parameter.Key) != true)
                {
                    findings.Add(SchemaRules.MissingKey, written?.KeySpan ?? useSpan, $"'{block.Name}' needs the key '{parameter.Key}': the block has no default for this parameter.");
                }

                value = null;
            }

            scope.Set(parameter.Key, value);
            SourceSpan span = isGiven ? written!.Value.Span : parameter.Value.Span;
            keys[i] = new BoundKey
            {
                Name = parameter.Key,
                Argument = new Argument(parameter.Key, ArgumentType.Text, value is YamlScalar scalar ? scalar.Value : ""),
                Span = isGiven ? span : useSpan,
                Origin = isGiven ? binder.OriginOf(span) : Origin.Default,
            };
        }

        return scope;
    }
}
