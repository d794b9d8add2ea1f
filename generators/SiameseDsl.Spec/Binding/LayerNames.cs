using System.Globalization;
using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Spec.Binding;

/// <summary>Finds layers of one model whose names become one field in C#.</summary>
internal sealed class LayerNames
{
    // More names than a repeat can honestly make; beyond it the plan refuses the model for its size.
    private const int MostNames = 10_000;

    private readonly Dictionary<string, string> fields = new(StringComparer.Ordinal);
    private readonly FindingBag findings;

    private LayerNames(FindingBag findings) => this.findings = findings;

    /// <summary>Reports each name that collides with an earlier one.</summary>
    public static void Check(IReadOnlyList<BoundTower> towers, IReadOnlyList<BoundNode> trunk, BoundNode? head, Sharing sharing, FindingBag findings)
    {
        var names = new LayerNames(findings);
        foreach (BoundTower tower in towers)
        {
            IReadOnlyList<string> untied = sharing switch
            {
                Sharing.Shared => [""],
                Sharing.Named => [tower.Name + "-"],
                _ => ["left-", "right-"],
            };
            names.AddLayers(tower.Layers, untied, sharing == Sharing.Partial, [""]);
        }

        names.AddLayers(trunk, [""], false, [""]);
        if (head is not null)
        {
            foreach (BoundKey key in head.Keys)
            {
                names.AddLayers(key.Nodes, [""], false, [""]);
            }
        }
    }

    private void AddLayers(IReadOnlyList<BoundNode> layers, IReadOnlyList<string> untied, bool partial, IReadOnlyList<string> suffixes)
    {
        foreach (BoundNode layer in layers)
        {
            IReadOnlyList<string> prefixes = partial && layer.Shared != false ? [""] : untied;
            if (layer.Name is not null)
            {
                Add(layer, prefixes, suffixes);
            }

            IReadOnlyList<string> inner = Suffixes(layer, suffixes);
            foreach (BoundKey key in layer.Keys)
            {
                if (key.Nodes.Count > 0)
                {
                    AddLayers(key.Nodes, untied, partial && layer.Shared != false, inner);
                }
            }
        }
    }

    // A name inside a repeat gets the number of its turn behind it.
    private static IReadOnlyList<string> Suffixes(BoundNode layer, IReadOnlyList<string> suffixes)
    {
        if (layer.Kind != "repeat" || layer.IsBroken)
        {
            return suffixes;
        }

        long times = Math.Min(layer["times"].Argument!.AsInteger(), MostNames);
        var inner = new List<string>();
        foreach (string outer in suffixes)
        {
            for (long i = 1; i <= times && inner.Count < MostNames; i++)
            {
                inner.Add(outer + "-" + i.ToString(CultureInfo.InvariantCulture));
            }
        }

        return inner;
    }

    private void Add(BoundNode layer, IReadOnlyList<string> prefixes, IReadOnlyList<string> suffixes)
    {
        foreach (string prefix in prefixes)
        {
            foreach (string suffix in suffixes)
            {
                if (fields.Count > MostNames)
                {
                    return;
                }

                string name = prefix + layer.Name + suffix;
                string field = CSharpName.Camel(name);
                if (fields.TryGetValue(field, out string? other))
                {
                    NameChecks.Colliding(findings, "layer", name, other, field, layer.NameSpan);
                    return;
                }

                fields.Add(field, name);
            }
        }
    }
}
