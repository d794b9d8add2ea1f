using System.Globalization;
using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Plans.Drafts;
using SiameseDsl.Spec.Rules;

namespace SiameseDsl.Spec.Plans;

/// <summary>Gives every layer of a model its name: the author's, or the kind's stem with the next free number. Authors' names come first, in all lists, so that no automatic name takes one.</summary>
internal sealed class LayerNamer(VariantReport report)
{
    // Field names are unique in the whole model, whatever tower or head they stand in.
    private readonly Dictionary<string, LayerSlot?> fields = new(StringComparer.Ordinal);

    /// <summary>Takes field names that the model itself uses.</summary>
    public void Reserve(string field) => fields[field] = null;

    /// <summary>Enters the author's names of a list.</summary>
    public void Enter(IReadOnlyList<LayerSlot> slots, NameScope scope)
    {
        foreach (LayerSlot slot in slots)
        {
            if (slot.GivenName is string name)
            {
                scope.Names.Add(name);
                if (slot.Node.Entry is LayerEntry { HasField: true })
                {
                    foreach (string prefix in scope.PrefixesOf(slot))
                    {
                        Claim(CSharpName.Camel(prefix + name), slot);
                    }
                }
            }

            foreach (IReadOnlyList<LayerSlot> branch in slot.Branches)
            {
                Enter(branch, scope);
            }
        }
    }

    /// <summary>Names the layers of a list that the author did not name.</summary>
    public void Number(IReadOnlyList<LayerSlot> slots, NameScope scope)
    {
        foreach (LayerSlot slot in slots)
        {
            if (slot.GivenName is null && slot.Node.Entry is LayerEntry entry)
            {
                slot.Name = Next(slot, entry, scope);
            }

            foreach (IReadOnlyList<LayerSlot> branch in slot.Branches)
            {
                Number(branch, scope);
            }
        }
    }

    private string Next(LayerSlot slot, LayerEntry entry, NameScope scope)
    {
        string stem = (slot.Prefix.Length == 0 ? scope.Lead : slot.Prefix) + entry.NameStem;
        scope.Counters.TryGetValue(stem, out int number);
        while (true)
        {
            number++;
            string name = stem + number.ToString(CultureInfo.InvariantCulture);
            if (!scope.Names.Contains(name) && (!entry.HasField || IsFree(slot, scope, name)))
            {
                scope.Counters[stem] = number;
                scope.Names.Add(name);
                if (entry.HasField)
                {
                    foreach (string prefix in scope.PrefixesOf(slot))
                    {
                        fields[CSharpName.Camel(prefix + name)] = slot;
                    }
                }

                return name;
            }
        }
    }

    private bool IsFree(LayerSlot slot, NameScope scope, string name)
    {
        foreach (string prefix in scope.PrefixesOf(slot))
        {
            if (fields.ContainsKey(CSharpName.Camel(prefix + name)))
            {
                return false;
            }
        }

        return true;
    }

    private void Claim(string field, LayerSlot slot)
    {
        if (!fields.TryGetValue(field, out LayerSlot? other))
        {
            fields.Add(field, slot);
            return;
        }

        // Two equal names as written are the binder's finding; here are those that only numbers and prefixes make equal.
        if (other is null || (!ReferenceEquals(other.Node, slot.Node) && CSharpName.Camel(other.Node.Name ?? "") != CSharpName.Camel(slot.Node.Name ?? "")))
        {
            string with = other is null ? "the head itself" : $"'{other.GivenName}'";
            report.Add(ReferenceRules.SameField, new Place(slot.Node.NameSpan, slot.Node.Origin), $"'{slot.GivenName}' and {with} would both have the field '{field}'; give the layer another name.");
        }
    }
}

/// <summary>A list of layers in which names are unique and numbers run: a tower, the trunk, the head.</summary>
/// <param name="lead">What stands before automatic names: <c>head-</c> in a head.</param>
/// <param name="prefixes">The prefixes of the towers that have layers of their own from this list; empty texts where none is needed.</param>
internal sealed class NameScope(string lead, IReadOnlyList<string> prefixes)
{
    private static readonly IReadOnlyList<string> NoPrefix = [""];

    /// <summary>What stands before automatic names.</summary>
    public string Lead => lead;

    /// <summary>The names taken.</summary>
    public HashSet<string> Names { get; } = new(StringComparer.Ordinal);

    /// <summary>The last number of each stem.</summary>
    public Dictionary<string, int> Counters { get; } = new(StringComparer.Ordinal);

    /// <summary>The prefixes under which the layer has a field.</summary>
    public IReadOnlyList<string> PrefixesOf(LayerSlot slot) => slot.Tied ? NoPrefix : slot.Group.Count == 0 ? prefixes : [.. prefixes.Select(slot.PrefixIn).Distinct()];
}
