using SiameseDsl.Evaluation;
using SiameseDsl.Modules;
using static TorchSharp.torch;

namespace SiameseDsl.Galleries;

/// <summary>
/// Recognition from one example: identities with one or more examples each, in one file, and the model that embeds and compares. An identity's score is that of its best example. Enrolled samples go through the
/// model's right tower, probes through its left one. Several threads and processes may use one file at once. <see cref="Gallery{TModel}"/> knows the model's type, <see cref="UntypedGallery"/> does not.
/// </summary>
public abstract class Gallery : IDisposable
{
    /// <summary>The share of strangers that <see cref="Identify(Tensor, double)"/> takes for somebody enrolled where nothing else is said.</summary>
    public const double DefaultFalsePositives = 0.01;

    private const int Candidates = 5;
    private const int Batch = 256;
    private const int Shown = 12;

    private readonly Lock @lock = new();
    private readonly GalleryFile file;
    private readonly SiameseModule module;
    private GalleryIndex? index;
    private long indexVersion;

    private protected Gallery(string path, SiameseModule module, bool invertsFiles)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(module);
        this.module = module;
        file = GalleryFile.OpenOrCreate(path, GalleryFacts.Of(module, invertsFiles));
        try
        {
            RequireModel();
            if (file.Facts.Reference is null && module.ScoreReference is { } reference)
            {
                file.Learn(reference);
            }
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>What the embeddings are of.</summary>
    public GalleryFacts Facts => file.Facts;

    /// <summary>Who is enrolled, by name.</summary>
    /// <exception cref="SiameseException">The file is damaged or cannot be read.</exception>
    public IReadOnlyList<GalleryIdentity> Identities() => file.Identities();

    /// <summary>Enrols one sample, or several of one identity as a batch (N, ...): all of them or none, on the disk once it returns. The checksum over the file is made anew each time, so many samples are best given at once.</summary>
    /// <exception cref="SiameseException">The file is damaged or cannot be written, or the model's weights have changed.</exception>
    /// <exception cref="ArgumentException">The samples do not have the tower's shape or type.</exception>
    public void Enroll(string name, Tensor samples, string source = "")
    {
        using Tensor batch = AsBatch(samples, module.RightTower);
        int count = (int)batch.shape[0];
        Enroll([.. Enumerable.Repeat(name, count)], batch, [.. Enumerable.Repeat(source, count)]);
    }

    /// <summary>Enrols samples of several identities at once: all of them or none, on the disk once it returns.</summary>
    /// <param name="names">The identity of each sample.</param>
    /// <param name="samples">The samples (N, ...).</param>
    /// <param name="sources">Where each came from, such as a file's name.</param>
    /// <exception cref="SiameseException">The file is damaged or cannot be written, or the model's weights have changed.</exception>
    /// <exception cref="ArgumentException">The samples do not have the tower's shape or type, or the counts differ.</exception>
    public void Enroll(IReadOnlyList<string> names, Tensor samples, IReadOnlyList<string> sources)
    {
        Enroll([new GallerySamples(names, samples.alias(), sources)]);
    }

    /// <summary>Enrols batches of samples, embedding one after the other: all of them or none, on the disk once it returns.</summary>
    /// <param name="batches">The batches, disposed one by one. A sequence that makes them when they are asked for keeps only one in memory.</param>
    /// <exception cref="SiameseException">The file is damaged or cannot be written, or the model's weights have changed.</exception>
    /// <exception cref="ArgumentException">The samples do not have the tower's shape or type, or the counts differ.</exception>
    public void Enroll(IEnumerable<GallerySamples> batches)
    {
        var examples = new List<NewExample>();
        foreach (GallerySamples batch in batches)
        {
            using (batch)
            using (Tensor embeddings = Floats(batch.Samples, module.RightTower))
            {
                examples.AddRange(Examples(batch.Names, batch.Sources, embeddings.data<float>().ToArray()));
            }
        }

        Add(examples);
    }

    /// <summary>Who a sample is, or that it is nobody who is enrolled.</summary>
    /// <param name="sample">One sample, of the tower's shape or as a batch of one.</param>
    /// <param name="falsePositives">The share of strangers, 0 to 1, that may be taken for somebody: it decides the score that is needed in a gallery of this size.</param>
    /// <exception cref="SiameseException">The file is damaged or cannot be read, or the model's weights have changed.</exception>
    /// <exception cref="ArgumentException">The sample does not have the tower's shape or type.</exception>
    public Identification Identify(Tensor sample, double falsePositives = DefaultFalsePositives)
    {
        using Tensor batch = AsBatch(sample, module.LeftTower);
        return IdentifyAll(batch, falsePositives) is [var only] ? only : throw new ArgumentException($"One sample is identified, but this batch has {batch.shape[0]}: give it to IdentifyAll.", nameof(sample));
    }

    /// <summary>Who each sample of a batch (N, ...) is.</summary>
    /// <exception cref="SiameseException">The file is damaged or cannot be read, or the model's weights have changed.</exception>
    /// <exception cref="ArgumentException">The samples do not have the tower's shape or type.</exception>
    public IReadOnlyList<Identification> IdentifyAll(Tensor samples, double falsePositives = DefaultFalsePositives)
    {
        using var scope = NewDisposeScope();
        return Answer(Embed(samples, module.LeftTower), falsePositives);
    }

    /// <summary>Whether a sample is of an identity that is enrolled.</summary>
    /// <exception cref="SiameseException">Nobody of this name is enrolled, the file is damaged or cannot be read, or the model's weights have changed.</exception>
    /// <exception cref="ArgumentException">The sample does not have the tower's shape or type.</exception>
    public VerificationAnswer Verify(string name, Tensor sample)
    {
        using var scope = NewDisposeScope();
        return Check(name, Embed(AsBatch(sample, module.LeftTower), module.LeftTower)) is [var only]
            ? only
            : throw new ArgumentException("One sample is verified, but this is a batch of several: give it to VerifyAll.", nameof(sample));
    }

    /// <summary>Whether each sample of a batch (N, ...) is of an identity that is enrolled.</summary>
    /// <exception cref="SiameseException">Nobody of this name is enrolled, the file is damaged or cannot be read, or the model's weights have changed.</exception>
    /// <exception cref="ArgumentException">The samples do not have the tower's shape or type.</exception>
    public IReadOnlyList<VerificationAnswer> VerifyAll(string name, Tensor samples)
    {
        using var scope = NewDisposeScope();
        return Check(name, Embed(samples, module.LeftTower));
    }

    /// <summary>Removes an identity with all its examples. Returns how many examples it had: 0 where nobody of this name is enrolled.</summary>
    /// <exception cref="SiameseException">The file is damaged or cannot be written.</exception>
    public int Remove(string name)
    {
        lock (@lock)
        {
            int removed = file.Remove(name);
            Forget();
            return removed;
        }
    }

    /// <summary>Lets go of the file; the model stays the caller's.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Lets go of the file.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            lock (@lock)
            {
                Forget();
                file.Dispose();
            }
        }
    }

    /// <summary>Embeddings that this model made, on their way into the file.</summary>
    private protected IEnumerable<NewExample> Examples(IReadOnlyList<string> names, IReadOnlyList<string> sources, float[] values)
    {
        int size = names.Count == 0 ? 0 : values.Length / names.Count;
        if (names.Count > 0 && size != Facts.EmbeddingSize)
        {
            throw new SiameseException($"The gallery '{file.Path}' holds embeddings of {Facts.EmbeddingSize} values, but this one has {size}; embed the sample anew with this model.");
        }

        foreach (float value in values)
        {
            _ = Verification.Finite(value);
        }

        return names.Select((name, i) => new NewExample(NewExample.Clean(name), sources[i], values.AsMemory(i * size, size)));
    }

    /// <summary>Adds them, all or none.</summary>
    private protected void Add(IReadOnlyList<NewExample> examples)
    {
        lock (@lock)
        {
            RequireModel();
            file.Add(examples);
            Forget();
        }
    }

    /// <summary>Who each embedding (N, ...) is.</summary>
    private protected IReadOnlyList<Identification> Answer(Tensor probes, double falsePositives)
    {
        if (falsePositives is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(falsePositives), falsePositives, "The share of strangers that may pass lies between 0 and 1.");
        }

        lock (@lock)
        {
            GalleryIndex current = Current();
            double threshold = Facts.Reference?.RejectThreshold(falsePositives, current.Examples) ?? Facts.Threshold;
            return [.. current.Score(probes).Select(scores => Answer(current, scores, threshold))];
        }
    }

    /// <summary>Whether each embedding (N, ...) is of an identity.</summary>
    private protected VerificationAnswer[] Check(string name, Tensor probes)
    {
        string clean = NewExample.Clean(name);
        lock (@lock)
        {
            GalleryIndex current = Current();
            int place = current.Names.ToList().IndexOf(clean);
            if (place < 0)
            {
                string[] known = [.. current.Names.Order(StringComparer.Ordinal)];
                string who = known.Length == 0 ? "nobody is" : string.Join(", ", known.Take(Shown)) + (known.Length > Shown ? $" and {known.Length - Shown} more are" : known.Length == 1 ? " is" : " are");
                throw new SiameseException($"Nobody called '{clean}' is enrolled in '{file.Path}'; {who} there.");
            }

            return [.. current.Score(probes).Select(scores => VerificationAnswer.Of(Facts.Threshold, Facts.Reference, scores[place]))];
        }
    }

    private Identification Answer(GalleryIndex current, float[] scores, double threshold)
    {
        GalleryCandidate[] best =
        [
            .. current.Names.Select((name, i) => new GalleryCandidate(name, scores[i])).Where(candidate => !float.IsNegativeInfinity(candidate.Score)).OrderByDescending(candidate => candidate.Score).Take(Candidates),
        ];
        return new Identification
        {
            Candidates = best,
            Threshold = threshold,
            FalsePositiveRate = best.Length == 0 ? null : Facts.Reference?.FalsePositiveRate(best[0].Score, current.Examples),
            Identities = current.Names.Count,
            Examples = current.Examples,
        };
    }

    /// <summary>The embeddings as the file has them now.</summary>
    private GalleryIndex Current()
    {
        RequireModel();
        long version = file.DataVersion;
        if (index is null || version != indexVersion)
        {
            Forget();
            index = new GalleryIndex(module, file.Read());
            indexVersion = version;
        }

        return index;
    }

    private void Forget()
    {
        index?.Dispose();
        index = null;
    }

    private void RequireModel()
    {
        if (Facts.Refuse(module, file.Path) is { } reason)
        {
            throw new SiameseException(reason);
        }
    }

    /// <summary>Embeds samples, not more at once than memory bears: (N, ...) -> (N, ...), in the caller's dispose scope.</summary>
    private Tensor Embed(Tensor samples, int tower)
    {
        using var scope = NewDisposeScope();
        long count = samples.shape.Length == 0 ? 0 : samples.shape[0];
        if (count <= Batch)
        {
            return module.EmbedSamples(samples, tower).MoveToOuterDisposeScope();
        }

        var parts = new List<Tensor>();
        for (long start = 0; start < count; start += Batch)
        {
            parts.Add(module.EmbedSamples(samples.narrow(0, start, Math.Min(Batch, count - start)), tower));
        }

        return cat(parts).MoveToOuterDisposeScope();
    }

    private Tensor Floats(Tensor samples, int tower)
    {
        using var scope = NewDisposeScope();
        return Embed(samples, tower).to(ScalarType.Float32).cpu().contiguous().MoveToOuterDisposeScope();
    }

    private Tensor AsBatch(Tensor sample, int tower) =>
        ShapeText.Matches(sample.shape, module.Plan.Towers[tower].InputShape, leading: 0) ? sample.unsqueeze(0) : sample.alias();
}
