using SiameseDsl.Training;

namespace SiameseDsl.Sampling;

/// <summary>Draws the batches of a training, without end. All randomness comes from one source, and <see cref="Save"/> holds all that the next batches depend on.</summary>
public abstract class BatchSampler
{
    private protected BatchSampler(BatchOptions effective, RandomSource random)
    {
        Effective = effective;
        Random = random;
    }

    /// <summary>The batch options as the data allows them: P and the ways capped by the classes, K and the queries filled up in return.</summary>
    public BatchOptions Effective { get; }

    /// <summary>Images in one batch.</summary>
    public int Images => Effective.Images;

    /// <summary>The source that the batches are drawn from.</summary>
    protected RandomSource Random { get; }

    /// <summary>A sampler for <paramref name="batch"/> over samples with these labels.</summary>
    /// <param name="batch">How batches are drawn.</param>
    /// <param name="labels">The class number of each training sample.</param>
    /// <param name="random">The source of all draws; the sampler takes it over.</param>
    /// <param name="classNames">The classes' names, by which they are grouped where the options ask for it; without names each class is a group by itself.</param>
    /// <exception cref="SiameseException">The data cannot give such batches: one class only, or no class with enough images; or a count in <paramref name="batch"/> is not positive.</exception>
    public static BatchSampler Create(BatchOptions batch, IReadOnlyList<int> labels, RandomSource random, IReadOnlyList<string>? classNames = null)
    {
        ClassIndex classes = new(labels);
        return batch switch
        {
            PairBatch pairs => PairSampler.For(pairs, classes, random),
            PkBatch pk => PkSampler.For(pk, classes, random, pk.Grouped ? classNames : null),
            EpisodeBatch episodes => EpisodeSampler.For(episodes, classes, random),
            _ => throw new ArgumentException($"There is no sampler for {batch.GetType().Name}.", nameof(batch)),
        };
    }

    /// <summary>The next batch.</summary>
    public abstract TrainingBatch Next();

    /// <summary>Where the sampler stands: a copy.</summary>
    public virtual SamplerState Save() => new(Random.State, [], 0);

    /// <summary>Goes back to where <see cref="Save"/> was called, on a sampler of the same options and labels.</summary>
    /// <exception cref="SiameseException">The state was saved over other training data or by another kind of sampler.</exception>
    public virtual void Restore(SamplerState state)
    {
        if (state.Order.Length != 0)
        {
            throw new SiameseException("The saved sampler state belongs to another kind of batch; the run cannot be resumed with this one.");
        }

        Random.State = state.Random;
    }

    private protected static void RequirePositive(int value, string name)
    {
        if (value < 1)
        {
            throw new SiameseException($"The batch's {name} is {value}; it has to be at least 1.");
        }
    }
}
