using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Plans;
using SiameseDsl.Spec.Rules;
using SiameseDsl.Spec.Variants;
using SiameseDsl.Spec.Yaml;

namespace SiameseDsl.Spec.Binding;

/// <summary>Binds one variant: the base's mapping with the variant's patch applied.</summary>
internal sealed class ModelBinder(NodeBinder binder, FindingBag findings)
{
    private static readonly CatalogEntry File = SectionCatalog.File;

    private HashSet<string>? misspelt;

    /// <summary>Binds a variant's tree. <paramref name="errorsBefore"/> is the count of errors before its patch was applied.</summary>
    public ModelSpec Bind(
        YamlMapping tree, string name, SourceSpan span, SourceSpan missing, IReadOnlyList<Expectation> expectations, int errorsBefore, IReadOnlyList<MatrixPlace>? combination = null)
    {
        binder.Use(tree.Find("params"), tree.Find("blocks"));
        misspelt = binder.ReportUnknownKeys(File, tree);
        BoundKey sharingKey = Key(tree, "sharing", missing);
        bool named = tree.Find("towers") is { Value.IsNull: false };
        Sharing sharing = named ? Sharing.Named : sharingKey.Argument!.Text switch
        {
            "separate" => Sharing.Separate,
            "partial" => Sharing.Partial,
            _ => Sharing.Shared,
        };
        if (named && tree.Find("sharing") is { Value.IsNull: false } written)
        {
            findings.Add(SchemaRules.NotAllowedHere, written.KeySpan, "'sharing' is for one 'tower'; named 'towers' share what stands in 'trunk', so remove it.");
        }

        var towers = new TowerBinder(binder, findings);
        var branches = new BranchBinder(binder, findings);
        BoundNode? input = Key(tree, "input", missing).Nodes.FirstOrDefault();
        IReadOnlyList<BoundTower> boundTowers = towers.Bind(tree, input, sharing, branches.Branches(tree, sharing), missing, misspelt);
        IReadOnlyList<string> towerNames = [.. boundTowers.SelectMany(tower => tower.Inputs).Select(one => one.Name)];
        IReadOnlyList<TowerPair> comparisons = branches.Comparisons(tree, sharing, towerNames);
        branches.CheckTies([.. boundTowers.SelectMany(tower => tower.Layers)], towerNames);
        IReadOnlyList<BoundNode> trunk = Key(tree, "trunk", missing).Nodes;
        if (!named && tree.Find("trunk") is { Value.IsNull: false } trunkKey)
        {
            findings.Add(SchemaRules.NotAllowedHere, trunkKey.KeySpan, "'trunk' follows named 'towers'; with one 'tower' write its layers there.");
        }

        BoundNode? head = Key(tree, "head", missing).Nodes.FirstOrDefault();
        BoundKey views = Key(tree, "views", missing);
        BoundNode? loss = Key(tree, "loss", missing).Nodes.FirstOrDefault();
        BoundNode training = Key(tree, "training", missing).Nodes[0];
        training = new BatchChoice(binder, findings).Complete(training, loss, head);
        IReadOnlyList<BoundAxis> tuned = new TuneBinder(binder, findings).Bind(tree, training, loss, isBase: name == "base");
        LayerNames.Check(boundTowers, trunk, head, sharing, findings);
        return new ModelSpec
        {
            Variant = name,
            VariantSpan = span,
            Combination = combination ?? [],
            Summary = Key(tree, "summary", missing).Argument!.Text,
            IsBroken = findings.Errors > errorsBefore,
            Sharing = sharing,
            SharingSpan = named ? tree.Find("towers")!.KeySpan : sharingKey.Origin == Origin.Default ? SourceSpan.FileStart : sharingKey.Span,
            Comparisons = comparisons,
            CompareSpan = tree.Find("compare")?.KeySpan ?? (named ? tree.Find("towers")!.KeySpan : sharingKey.Span),
            Towers = boundTowers,
            Trunk = trunk,
            Head = head,
            Views = views,
            Loss = loss,
            Training = training,
            Tuned = tuned,
            Expectations = expectations,
        };
    }

    private BoundKey Key(YamlMapping tree, string name, SourceSpan missing)
    {
        for (int i = 0; i < File.Keys.Count; i++)
        {
            if (File.Keys[i].Name == name)
            {
                return binder.BindKey(File, i, tree.Find(name), missing, allowsShared: false, reportAbsence: misspelt?.Contains(name) != true);
            }
        }

        throw new InvalidOperationException($"The catalog's top level has no key '{name}'.");
    }
}
