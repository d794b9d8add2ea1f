using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Plans;
using SiameseDsl.Spec.Rules;

namespace SiameseDsl.Spec.Binding;

/// <summary>Checks what the catalog says about two keys of one kind together.</summary>
internal static class KeyRelations
{
    /// <summary>Reports a number above the one it must not exceed, and a switch without what it needs.</summary>
    public static void Check(CatalogEntry entry, BoundKey[] keys, FindingBag findings)
    {
        for (int i = 0; i < keys.Length; i++)
        {
            CatalogKey key = entry.Keys[i];
            if (keys[i].Argument is not { } value)
            {
                continue;
            }

            if (key.NotAbove is not null && Find(keys, key.NotAbove) is { Argument: { Type: ArgumentType.Number or ArgumentType.Integer } limit } && value.AsNumber() > limit.AsNumber())
            {
                findings.Add(SchemaRules.OutOfRange, keys[i].Span, $"'{key.Name}' is {value.Text} and '{limit.Name}' is {limit.Text}; '{key.Name}' must not exceed '{limit.Name}'.");
            }

            if (key.Needs is not null && value.AsBoolean() && Find(keys, key.Needs) is { Argument: { Type: ArgumentType.Number or ArgumentType.Integer } needed } && needed.AsNumber() <= 0)
            {
                findings.Add(SchemaRules.OutOfRange, keys[i].Span, $"'{key.Name}' needs '{needed.Name}' above 0, and that is {needed.Text}; set '{needed.Name}', for example to 0.9.");
            }
        }
    }

    private static BoundKey? Find(BoundKey[] keys, string name)
    {
        foreach (BoundKey key in keys)
        {
            if (key.Name == name)
            {
                return key;
            }
        }

        return null;
    }
}
