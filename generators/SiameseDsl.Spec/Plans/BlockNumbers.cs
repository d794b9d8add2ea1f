using System.Globalization;

namespace SiameseDsl.Spec.Plans;

/// <summary>Numbers the uses of blocks that have no name, in the order of one list of layers.</summary>
/// <param name="lead">What stands before their names: <c>head-</c> in a head.</param>
/// <param name="before">The lists whose names this one must not take again.</param>
internal sealed class BlockNumbers(string lead, params BlockNumbers[] before)
{
    private readonly Dictionary<string, int> counters = new(StringComparer.Ordinal);

    /// <summary>The next name: <c>conv-block1</c>; <c>stem-conv-block1</c> inside a use called <c>stem</c>.</summary>
    public string Next(string prefix, string block)
    {
        string name = (prefix.Length == 0 ? lead : prefix) + block;
        if (!counters.TryGetValue(name, out int number))
        {
            foreach (BlockNumbers other in before)
            {
                number = Math.Max(number, other.counters.TryGetValue(name, out int last) ? last : 0);
            }
        }

        counters[name] = ++number;
        return name + number.ToString(CultureInfo.InvariantCulture);
    }
}
