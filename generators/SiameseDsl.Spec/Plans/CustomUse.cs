using SiameseDsl.Spec.Catalog;

namespace SiameseDsl.Spec.Plans;

/// <summary>A use of a C# class of the user's, without positions. Whether the class can be used so only the C# compiler knows.</summary>
/// <param name="Role">What it does.</param>
/// <param name="TypeName">The class as written.</param>
/// <param name="Arguments">The arguments of its constructor, under their own names.</param>
public sealed record CustomUse(CustomRole Role, string TypeName, EquatableArray<Argument> Arguments)
{
    /// <summary>The use that a kind's arguments say; <see langword="null"/> for a kind that stands for no class.</summary>
    public static CustomUse? Of(CatalogEntry? entry, EquatableArray<Argument> arguments)
    {
        if (entry?.Custom is not { } role)
        {
            return null;
        }

        var own = new List<Argument>();
        foreach (Argument argument in arguments)
        {
            if (argument.Name.StartsWith(CustomKeys.ArgumentPrefix, StringComparison.Ordinal))
            {
                own.Add(argument with { Name = argument.Name.Substring(CustomKeys.ArgumentPrefix.Length) });
            }
        }

        return new CustomUse(role, arguments.Get(CustomKeys.TypeKey).Text, own.ToEquatableArray());
    }
}
