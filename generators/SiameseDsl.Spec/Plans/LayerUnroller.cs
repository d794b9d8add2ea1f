using System.Globalization;
using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Catalog.Layers;
using SiameseDsl.Spec.Plans.Drafts;
using SiameseDsl.Spec.Rules;

namespace SiameseDsl.Spec.Plans;

/// <summary>Unrolls <c>repeat</c>, puts the layers of blocks in their place, and settles which layers are tied, which are frozen and what each begins with.</summary>
/// <param name="report">Takes the findings.</param>
/// <param name="init">The initialisation of layers that say nothing.</param>
/// <param name="towers">How many towers there are: a layer that is tied among so many is tied to all.</param>
internal sealed class LayerUnroller(VariantReport report, BoundNode init, int towers)
{
    private int count;

    /// <summary>Whether the model has more layers than allowed; the lists then end early.</summary>
    public bool IsOverfull { get; private set; }

    /// <summary>Unrolls a list.</summary>
    /// <param name="nodes">The layers as bound.</param>
    /// <param name="tied">Whether a layer is tied that does not say so itself.</param>
    /// <param name="obeysKey">Whether the key <c>shared</c> counts.</param>
    /// <param name="numbers">Numbers the uses of blocks without a name.</param>
    public List<LayerSlot> Unroll(IReadOnlyList<BoundNode> nodes, bool tied, bool obeysKey, BlockNumbers numbers) => Unroll(nodes, new Inherited(tied, [], false, init, "", ""), obeysKey, numbers);

    // Names have the uses of blocks around them in front, and the numbers of the repeats around them, inside the innermost block, behind.
    private List<LayerSlot> Unroll(IReadOnlyList<BoundNode> nodes, Inherited outer, bool obeysKey, BlockNumbers numbers)
    {
        var slots = new List<LayerSlot>(nodes.Count);
        foreach (BoundNode node in nodes)
        {
            if (IsOverfull)
            {
                break;
            }

            Inherited own = outer.With(node, obeysKey, towers);
            // A broken repeat keeps its place, so that planning stops there and nothing behind it is blamed.
            if (node.Entry is RepeatEntry && !node.IsBroken)
            {
                long times = node["times"].Argument!.AsInteger();
                for (long i = 1; i <= times && !IsOverfull; i++)
                {
                    slots.AddRange(Unroll(node["layers"].Nodes, own with { Suffix = own.Suffix + "-" + i.ToString(CultureInfo.InvariantCulture) }, obeysKey, numbers));
                }

                continue;
            }

            if (node.Entry is BlockEntry && !node.IsBroken)
            {
                string instance = node.Name is null ? numbers.Next(own.Prefix, node.Kind) : own.Prefix + node.Name + own.Suffix;
                slots.AddRange(Unroll(BlockEntry.LayersOf(node), own with { Prefix = instance + "-", Suffix = "" }, obeysKey, numbers));
                continue;
            }

            if (++count > ModelLimits.Layers)
            {
                IsOverfull = true;
                report.Add(ShapeRules.TooLarge, Place.Of(node), $"The model has more than {ModelLimits.Layers.ToString("N0", CultureInfo.InvariantCulture)} layers once 'repeat' is unrolled; repeat less often.");
                break;
            }

            slots.Add(new LayerSlot(node, node.Name is null ? null : own.Prefix + node.Name + own.Suffix, own.Tied)
            {
                Group = own.Group,
                Frozen = own.Frozen,
                Init = own.Init,
                Prefix = own.Prefix,
                Branches = [.. ListsIn(node).Select(list => Unroll(list, own, obeysKey, numbers))],
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

    /// <summary>What a layer takes from the layers around it where it says nothing itself.</summary>
    /// <param name="Tied">Whether it is tied between all towers.</param>
    /// <param name="Group">The towers among which it is tied where those are not all.</param>
    /// <param name="Frozen">Whether it is frozen.</param>
    /// <param name="Init">What its weights begin with.</param>
    /// <param name="Prefix">The uses of blocks around it, in front of names.</param>
    /// <param name="Suffix">The numbers of the repeats around it, behind names.</param>
    private readonly record struct Inherited(bool Tied, IReadOnlyList<string> Group, bool Frozen, BoundNode Init, string Prefix, string Suffix)
    {
        public Inherited With(BoundNode node, bool obeysShared, int towers) => this with
        {
            Tied = obeysShared && node.Shared is bool said ? said || node.Ties?.Towers.Count == towers : Tied,
            Group = !obeysShared || node.Shared is null ? Group : node.Ties is { } ties && ties.Towers.Count < towers ? [.. ties.Towers.Select(tower => tower.Name)] : [],
            Frozen = node.Frozen?.Argument!.AsBoolean() ?? Frozen,
            Init = node.Init?.Nodes[0] ?? Init,
        };
    }
}
