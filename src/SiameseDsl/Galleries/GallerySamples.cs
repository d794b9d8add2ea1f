using static TorchSharp.torch;

namespace SiameseDsl.Galleries;

/// <summary>A batch of samples to enrol.</summary>
public sealed class GallerySamples : IDisposable
{
    /// <summary>Takes the tensor over.</summary>
    /// <param name="names">The identity of each sample.</param>
    /// <param name="samples">The samples (N, ...).</param>
    /// <param name="sources">Where each came from, such as a file's name.</param>
    /// <exception cref="ArgumentException">The counts differ.</exception>
    public GallerySamples(IReadOnlyList<string> names, Tensor samples, IReadOnlyList<string> sources)
    {
        if (samples.dim() == 0 || names.Count != samples.shape[0] || sources.Count != names.Count)
        {
            throw new ArgumentException($"There are {names.Count} names and {sources.Count} sources for samples of the shape ({string.Join(", ", samples.shape)}).", nameof(names));
        }

        Names = names;
        Samples = samples.DetachFromDisposeScope();
        Sources = sources;
    }

    /// <summary>The identity of each sample.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The samples (N, ...). Belongs to this object.</summary>
    public Tensor Samples { get; }

    /// <summary>Where each came from.</summary>
    public IReadOnlyList<string> Sources { get; }

    /// <inheritdoc/>
    public void Dispose() => Samples.Dispose();
}
