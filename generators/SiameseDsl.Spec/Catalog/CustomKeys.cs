namespace SiameseDsl.Spec.Catalog;

/// <summary>The keys of kinds that stand for a C# class of the user's.</summary>
public static class CustomKeys
{
    /// <summary>The kind that layers, heads and losses of the user's have in common.</summary>
    public const string Kind = "custom";

    /// <summary>The key that names the class.</summary>
    public const string TypeKey = "type";

    /// <summary>The key that holds the arguments of its constructor.</summary>
    public const string ArgumentsKey = "args";

    /// <summary>What stands before the name of a constructor's argument among a kind's arguments.</summary>
    public const string ArgumentPrefix = ArgumentsKey + ".";

    /// <summary>The class.</summary>
    /// <param name="derives">What it derives from, in words.</param>
    internal static CatalogKey Type(string derives) =>
        new(TypeKey, KeyType.TypeName, $"The class, with its namespace: MyApp.Layers.Squeeze; the project's root namespace may be left out. It derives from {derives}.") { Required = true };

    /// <summary>The arguments of its constructor.</summary>
    internal static CatalogKey Args { get; } = new(ArgumentsKey, KeyType.Values, "The arguments of its constructor by their names: numbers, texts, truth values, names of enums, lists of whole numbers; absent ones have the constructor's defaults.");
}
