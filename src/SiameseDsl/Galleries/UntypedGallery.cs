using SiameseDsl.Modules;

namespace SiameseDsl.Galleries;

/// <summary>A gallery of a model whose type is not known where the program is written, as on the command line.</summary>
public sealed class UntypedGallery : Gallery
{
    private UntypedGallery(string path, SiameseModule module, bool invertsFiles)
        : base(path, module, invertsFiles)
    {
    }

    /// <summary>Opens a gallery for a model, or makes one where there is none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="module">The model with trained weights; it stays the caller's.</param>
    /// <param name="invertsFiles">For a new gallery: whether image files are inverted before they are embedded; see <see cref="Data.ImagePreparation"/>.</param>
    /// <exception cref="SiameseException">The gallery holds embeddings of another model or training, is damaged or cannot be written, or the model has no threshold.</exception>
    public static UntypedGallery Open(string path, SiameseModule module, bool invertsFiles = false) => new(path, module, invertsFiles);
}
