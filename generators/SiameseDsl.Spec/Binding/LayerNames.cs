using System.Globalization;
using SiameseDsl.Spec.Catalog.Layers;
using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Binding;

/// <summary>Finds layers of one model whose names, as written, become one field in C#. What only the numbers of a repeat or a tower's name in front make equal, the plan finds.</summary>
internal sealed class LayerNames
{
    private readonly Dictionary<(string Prefix, string Field, int Repeats), string> fields = [];
    private readonly FindingBag findings;
    private int uses;

    private LayerNames(FindingBag findings) => this.findings = findings;

    /// <summary>Reports each name that collides with an earlier one.</summary>
    public static void Check(IReadOnlyList<BoundTower> towers, IReadOnlyList<BoundNode> trunk, BoundNode? head, Sharing sharing, FindingBag findings)
    {
        var names = new LayerNames(findings);
        foreach (BoundTower tower in towers)
        {
            string untied = sharing switch
            {
                Sharing.Shared => "",
                Sharing.Named => tower.Name,
                _ => "left",
            };
            names.AddLayers(tower.Layers, untied, sharing == Sharing.Partial, repeats: 0);
        }

        names.AddLayers(trunk, "", partial: false, repeats: 0);
        if (head is not null)
        {
            foreach (BoundKey key in head.Keys)
            {
                names.AddLayers(key.Nodes, "", partial: false, repeats: 0);
            }
        }
    }

    // An untied layer has the tower's name in front of its field, a layer in a repeat a number behind it, and a layer in a block the name of the use in front. Uses without a name are numbered.
    private void AddLayers(IReadOnlyList<BoundNode> layers, string untied, bool partial, int repeats, string path = "")
    {
        foreach (BoundNode layer in layers)
        {
            bool tied = partial && layer.Shared != false;
            bool collides = false;
            if (layer.Name is { } name)
            {
                string field = CSharpName.Camel(name);
                var key = ((tied ? "" : untied) + path, field, repeats);
                if (fields.TryGetValue(key, out string? other))
                {
                    NameChecks.Colliding(findings, "layer", name, other, field, layer.NameSpan);
                    collides = true;
                }
                else
                {
                    fields.Add(key, name);
                }
            }

            if (layer.Entry is BlockEntry)
            {
                // Of two uses of one name everything inside would collide as well.
                if (layer.IsBroken || collides)
                {
                    continue;
                }

                string use = layer.Name is null ? (++uses).ToString(CultureInfo.InvariantCulture) : $"{CSharpName.Camel(layer.Name)}@{repeats.ToString(CultureInfo.InvariantCulture)}";
                AddLayers(BlockEntry.LayersOf(layer), untied, tied, repeats: 0, $"{path}/{use}");
                continue;
            }

            foreach (BoundKey key in layer.Keys)
            {
                if (key.Nodes.Count > 0)
                {
                    AddLayers(key.Nodes, untied, tied, layer.Kind == "repeat" ? repeats + 1 : repeats, path);
                }
            }
        }
    }
}
