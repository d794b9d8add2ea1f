using System.Globalization;
using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Catalog.Layers;
using SiameseDsl.Spec.Plans.Drafts;
using SiameseDsl.Spec.Rules;

namespace SiameseDsl.Spec.Plans;

/// <summary>Unrolls <c>repeat</c> and settles which layers are tied.</summary>
internal sealed class LayerUnroller(VariantReport report)
{
    private int count;

    /// <summary>Whether the model has more layers than allowed; the lists then end early.</summary>
    public bool IsOverfull { get; private set; }

    /// <summary>Unrolls a list.</summary>
    /// <param name="nodes">The layers as bound.</param>
    /// <param name="tied">Whether a layer is tied that does not say so itself.</param>
    /// <param name="obeysKey">Whether the key <c>shared</c> counts.</param>
    public List<LayerSlot> Unroll(IReadOnlyList<BoundNode> nodes, bool tied, bool obeysKey) => Unroll(nodes, tied, obeysKey, "");

    private List<LayerSlot> Unroll(IReadOnlyList<BoundNode> nodes, bool tied, bool obeysKey, string suffix)
    {
        var slots = new List<LayerSlot>(nodes.Count);
        foreach (BoundNode node in nodes)
        {
            if (IsOverfull)
            {
                break;
            }

            bool nodeTied = obeysKey && node.Shared is bool said ? said : tied;
            // A broken repeat keeps its place, so that planning stops there and nothing behind it is blamed.
            if (node.Entry is RepeatEntry && !node.IsBroken)
            {
                long times = node["times"].Argument!.AsInteger();
                for (long i = 1; i <= times && !IsOverfull; i++)
                {
                    slots.AddRange(Unroll(node["layers"].Nodes, nodeTied, obeysKey, suffix + "-" + i.ToString(CultureInfo.InvariantCulture)));
                }

                continue;
            }

            if (++count > ModelLimits.Layers)
            {
                IsOverfull = true;
                report.Add(ShapeRules.TooLarge, Place.Of(node), $"The model has more than {ModelLimits.Layers.ToString("N0", CultureInfo.InvariantCulture)} layers once 'repeat' is unrolled; repeat less often.");
                break;
            }

            slots.Add(new LayerSlot(node, node.Name is null ? null : node.Name + suffix, nodeTied)
            {
                Branches = [.. ListsIn(node).Select(list => Unroll(list, nodeTied, obeysKey, suffix))],
            });
        }

        return slots;
    }

    /// <summary>The lists of layers inside a layer, in the order of the plan's branches.</summary>
    private static IReadOnlyList<IReadOnlyList<BoundNode>> ListsIn(BoundNode node) => node.IsBroken ? [] : node.Entry switch
    {
        ResidualEntry => [node["layers"].Nodes, node["shortcut"].Nodes],
        ParallelEntry => node["branches"].Lists,
        _ => [],
    };
}
