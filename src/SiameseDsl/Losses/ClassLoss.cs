using SiameseDsl.Sampling;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SiameseDsl.Losses;

/// <summary>
/// A loss that learns a vector for each class of the training data (a class weight or proxy) and looks at the cosines between embeddings and those vectors. They are its parameter <c>class_vectors</c>, (C, D),
/// and are needed in training only. Labels are any whole numbers: <see cref="Declare"/> says which there are, and a class's place in ascending order is its row.
/// </summary>
public abstract class ClassLoss : EmbeddingLoss
{
    private readonly int embeddingSize;
    private readonly double factor;
    // Named as its key: a move to another device or type finds the field by the key.
    private Parameter? class_vectors;
    private long[] labels = [];

    /// <summary>A loss whose classes are still to be declared.</summary>
    /// <param name="embeddingSize">D, the values of one embedding.</param>
    /// <param name="learningRateFactor">The learning rate of the class vectors is this times the model's.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size or the factor is not positive.</exception>
    protected ClassLoss(int embeddingSize, double learningRateFactor)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(embeddingSize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(learningRateFactor);
        this.embeddingSize = embeddingSize;
        factor = learningRateFactor;
    }

    /// <inheritdoc/>
    public override double LearningRateFactor => factor;

    /// <summary>The classes in ascending order of their labels, in which the class vectors stand; empty before they are declared.</summary>
    public IReadOnlyList<long> Labels => labels;

    /// <summary>The class vectors, (C, D); only their directions count.</summary>
    /// <exception cref="InvalidOperationException">The classes are not declared yet.</exception>
    public Parameter ClassVectors => class_vectors ?? throw new InvalidOperationException(
        $"The loss {Name} learns a vector for each class and does not know the classes yet: declare the labels of the training data first, by the trainer's DeclareClasses or the loss's Declare. Fit does it by itself.");

    /// <summary>Says which classes there are, and makes a vector for each, of length 1 in a random direction. To say the same again changes nothing.</summary>
    /// <param name="classes">The labels of the training data, repeated as they may be.</param>
    /// <param name="random">The source of the directions.</param>
    /// <param name="device">Where the vectors live; the CPU where none is given.</param>
    /// <returns>Whether the vectors were made now.</returns>
    /// <exception cref="ArgumentException">There is no class.</exception>
    /// <exception cref="SiameseException">Other classes were declared before.</exception>
    public bool Declare(IEnumerable<int> classes, RandomSource random, Device? device = null)
    {
        long[] sorted = [.. classes.Distinct().Order().Select(label => (long)label)];
        if (sorted.Length == 0)
        {
            throw new ArgumentException("There is no class to declare.", nameof(classes));
        }

        if (class_vectors is not null)
        {
            return labels.SequenceEqual(sorted)
                ? false
                : throw new SiameseException($"The loss {Name} has vectors for {labels.Length} classes, but this training data has {(labels.Length == sorted.Length ? "other ones" : sorted.Length)}: go on with the data that the training was begun with, or train again.");
        }

        float[] values = new float[sorted.Length * embeddingSize];
        for (int row = 0; row < sorted.Length; row++)
        {
            Fill(values.AsSpan(row * embeddingSize, embeddingSize), random);
        }

        labels = sorted;
        class_vectors = new Parameter(tensor(values, [sorted.Length, embeddingSize], device: device));
        class_vectors.DetachFromDisposeScope();
        register_parameter(nameof(class_vectors), class_vectors);
        return true;
    }

    /// <inheritdoc/>
    public sealed override Tensor forward(Tensor anchors, Tensor candidates, Tensor labels)
    {
        using var scope = NewDisposeScope();
        Tensor directions = nn.functional.normalize(ClassVectors, dim: 1);
        Tensor classes = RowsOf(labels);
        Tensor loss = Of(Cosines(anchors, directions), classes);
        if (!ReferenceEquals(anchors, candidates))
        {
            loss = (loss + Of(Cosines(candidates, directions), classes)) / 2;
        }

        return loss.MoveToOuterDisposeScope();
    }

    /// <summary>The loss of one set of embeddings. Runs inside a dispose scope.</summary>
    /// <param name="cosines">(N, C) between embeddings and class vectors.</param>
    /// <param name="classes">(N) the row of each embedding's class.</param>
    private protected abstract Tensor Of(Tensor cosines, Tensor classes);

    private static Tensor Cosines(Tensor embeddings, Tensor directions) => nn.functional.normalize(embeddings.flatten(1), dim: 1).matmul(directions.t());

    private static void Fill(Span<float> direction, RandomSource random)
    {
        double squares = 0;
        Span<double> values = new double[direction.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = random.NextGaussian();
            squares += values[i] * values[i];
        }

        double length = Math.Sqrt(squares);
        for (int i = 0; i < values.Length; i++)
        {
            direction[i] = (float)(values[i] / length);
        }
    }

    private Tensor RowsOf(Tensor present)
    {
        Tensor known = tensor(labels, device: present.device);
        Tensor rows = present.bucketize(known).clamp_max(labels.Length - 1);
        Tensor isKnown = known.index_select(0, rows).eq(present);
        if (!isKnown.all().item<bool>())
        {
            long foreign = present.masked_select(isKnown.logical_not())[0].item<long>();
            throw new ArgumentException($"The label {foreign} is none of the {labels.Length} classes that were declared to the loss {Name}.");
        }

        return rows;
    }
}
