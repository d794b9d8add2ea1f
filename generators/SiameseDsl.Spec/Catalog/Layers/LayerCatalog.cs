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
        new ConvEntry(3),
        new SeparableConvEntry(1),
        new SeparableConvEntry(2),
        new BatchNormEntry(),
        new LayerNormEntry(),
        new GroupNormEntry(),
        new InstanceNormEntry(),
        new DropoutEntry(),
        new SpatialDropoutEntry(),
        new AlphaDropoutEntry(),
        new PoolEntry(takesMaximum: true),
        new PoolEntry(takesMaximum: false),
        new AdaptivePoolEntry(takesMaximum: true),
        new AdaptivePoolEntry(takesMaximum: false),
        new GlobalPoolEntry(takesMaximum: false),
        new GlobalPoolEntry(takesMaximum: true),
        new FlattenEntry(),
        new ReshapeEntry(),
        new TransposeEntry(),
        new PermuteEntry(),
        new PadEntry(),
        new UpsampleEntry(),
        new EmbeddingEntry(),
        new PositionsEntry(),
        new RecurrentEntry("lstm", gates: 4),
        new RecurrentEntry("gru", gates: 3),
        new TransformerEntry(),
        new SequencePoolEntry(),
        .. ActivationTable.All.Select(activation => new ActivationEntry(activation)),
        new SoftmaxEntry(isLogarithm: false),
        new SoftmaxEntry(isLogarithm: true),
        new GluEntry(),
        new PreluEntry(),
        new L2NormalizeEntry(),
        new ResidualEntry(),
        new ParallelEntry(),
        new RepeatEntry(),
        new CustomEntry(),
        new RotateEntry(),
        new InvertEntry(),
        new ResizeEntry(),
    ];

    /// <summary>The activation called <paramref name="kind"/>; <see langword="null"/> for <c>linear</c>, which does nothing.</summary>
    internal static LayerEntry? Activation(string kind)
    {
        foreach (LayerEntry entry in All)
        {
            if (entry.IsActivation && entry.Kind == kind)
            {
                return entry;
            }
        }

        return null;
    }
}
