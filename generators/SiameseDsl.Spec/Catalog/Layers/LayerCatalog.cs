namespace SiameseDsl.Spec.Catalog.Layers;

/// <summary>The layers and transforms. To add one: an entry here with its shape rule and facts, its emission in the generator, a golden model.</summary>
public static class LayerCatalog
{
    /// <summary>All layers and transforms in documented order.</summary>
    public static IReadOnlyList<LayerEntry> All { get; } =
    [
        new DenseEntry(),
        new ConvEntry(1),
        new ConvEntry(2),
        new BatchNormEntry(),
        new LayerNormEntry(),
        new DropoutEntry(),
        new PoolEntry(takesMaximum: true),
        new PoolEntry(takesMaximum: false),
        new GlobalPoolEntry(takesMaximum: false),
        new GlobalPoolEntry(takesMaximum: true),
        new FlattenEntry(),
        new ReshapeEntry(),
        .. ActivationTable.All.Select(activation => new ActivationEntry(activation)),
        new L2NormalizeEntry(),
        new ResidualEntry(),
        new RepeatEntry(),
        new RotateEntry(),
        new InvertEntry(),
        new ResizeEntry(),
    ];

    /// <summary>The activation called <paramref name="kind"/>; <see langword="null"/> for <c>linear</c>, which does nothing.</summary>
    internal static ActivationEntry? Activation(string kind)
    {
        foreach (LayerEntry entry in All)
        {
            if (entry is ActivationEntry activation && activation.Kind == kind)
            {
                return activation;
            }
        }

        return null;
    }
}
