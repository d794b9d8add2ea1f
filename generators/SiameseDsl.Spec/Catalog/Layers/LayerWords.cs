namespace SiameseDsl.Spec.Catalog.Layers;

/// <summary>What messages call the shapes that layers take.</summary>
internal static class LayerWords
{
    /// <summary>What has channels and <paramref name="rank"/> spatial dimensions.</summary>
    public static string Spatial(int rank) => rank switch
    {
        1 => "a sequence (channels, length)",
        2 => "an image (channels, height, width)",
        _ => "a volume (channels, depth, height, width)",
    };

    /// <summary>Anything with channels and one to three spatial dimensions.</summary>
    public static string AnySpatial => $"{Spatial(1)}, {Spatial(2)} or {Spatial(3)}";
}
