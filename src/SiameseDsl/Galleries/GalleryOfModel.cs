using SiameseDsl.Modules;
using static TorchSharp.torch;

namespace SiameseDsl.Galleries;

/// <summary>A gallery of one model's embeddings: another model's embedding does not compile, another training's is refused by its weights' fingerprint.</summary>
public sealed class Gallery<TModel> : Gallery
    where TModel : SiameseModule<TModel>
{
    private readonly TModel model;

    private Gallery(string path, TModel model, bool invertsFiles)
        : base(path, model, invertsFiles)
    {
        this.model = model;
    }

    /// <summary>Opens a gallery for a model, or makes one where there is none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="model">The model with trained weights; it stays the caller's.</param>
    /// <param name="invertsFiles">For a new gallery: whether image files are inverted before they are embedded; see <see cref="Data.ImagePreparation"/>.</param>
    /// <exception cref="SiameseException">The gallery holds embeddings of another model or training, is damaged or cannot be written, or the model has no threshold.</exception>
    public static Gallery<TModel> Open(string path, TModel model, bool invertsFiles = false) => new(path, model, invertsFiles);

    /// <summary>Enrols an embedding of the right tower.</summary>
    /// <exception cref="SiameseException">Other weights made it, or the file is damaged or cannot be written.</exception>
    public void Enroll(string name, Embedding<TModel> embedding, string source = "")
    {
        Require(embedding.Fingerprint);
        Add([.. Examples([name], [source], embedding.ToArray())]);
    }

    /// <summary>Who an embedding of the left tower is, or that it is nobody who is enrolled.</summary>
    /// <param name="embedding">The embedding.</param>
    /// <param name="falsePositives">The share of strangers, 0 to 1, that may be taken for somebody: it decides the score that is needed in a gallery of this size.</param>
    /// <exception cref="SiameseException">Other weights made it, or the file is damaged or cannot be read.</exception>
    public Identification Identify(Embedding<TModel> embedding, double falsePositives = DefaultFalsePositives)
    {
        using var scope = NewDisposeScope();
        return Answer(Row(embedding), falsePositives)[0];
    }

    /// <summary>Whether an embedding of the left tower is of an identity that is enrolled.</summary>
    /// <exception cref="SiameseException">Nobody of this name is enrolled, other weights made the embedding, or the file is damaged or cannot be read.</exception>
    public VerificationAnswer Verify(string name, Embedding<TModel> embedding)
    {
        using var scope = NewDisposeScope();
        return Check(name, Row(embedding))[0];
    }

    private Tensor Row(Embedding<TModel> embedding)
    {
        Require(embedding.Fingerprint);
        return model.OnDevice(tensor(embedding.ToArray()).reshape(model.EmbeddingRows(1)));
    }

    private void Require(WeightFingerprint fingerprint)
    {
        if (fingerprint != Facts.Weights)
        {
            throw new SiameseException($"The gallery holds embeddings of {Facts.Model} with the weights {Facts.Weights}, but this one was made by the weights {fingerprint}: embed the sample again with the gallery's model.");
        }
    }
}
