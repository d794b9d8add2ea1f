using SiameseDsl.Data.Augmentations;
using SiameseDsl.Sampling;
using SiameseDsl.Training;
using static TorchSharp.torch;

namespace SiameseDsl.Data;

/// <summary>Augments training images as the options say. All randomness comes from one source, so that a checkpoint of its state makes a resumed run draw the same.</summary>
public sealed class Augmenter
{
    private readonly IReadOnlyList<IImageAugmentation> changes;
    private readonly ClassMaker? maker;

    private Augmenter(IReadOnlyList<IImageAugmentation> changes, ClassMaker? maker, bool rotatesClasses)
    {
        this.changes = changes;
        this.maker = maker;
        RotatesClasses = rotatesClasses;
    }

    /// <summary>Whether <see cref="Apply"/> changes nothing.</summary>
    public bool IsIdentity => changes.Count == 0;

    /// <summary>Whether <see cref="Expand"/> adds rotated classes.</summary>
    public bool RotatesClasses { get; }

    /// <summary>An augmenter that follows <paramref name="options"/>.</summary>
    /// <param name="options">The augmentations in order; each kind at most once.</param>
    /// <param name="random">Where the parameters are drawn from.</param>
    /// <exception cref="SiameseException">A kind comes twice, or a value is out of its range.</exception>
    public static Augmenter Create(IReadOnlyList<AugmentationOptions> options, RandomSource random)
    {
        if (options.GroupBy(option => option.GetType()).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new SiameseException($"The augmentation {twice.Key.Name} is listed twice; list it once.");
        }

        IImageAugmentation?[] changes = [.. options.Select(option => Change(option, random))];
        return new Augmenter([.. changes.OfType<IImageAugmentation>()], ClassMaker.Create(options, random), options.Any(option => option is RotationClasses));
    }

    /// <summary>The samples at <paramref name="indices"/> as a training step sees them: gathered, turned into further classes where they stand for some, and each changed on its own: (B, ...) float32. The caller disposes.</summary>
    /// <param name="samples">What <see cref="Expand"/> gave.</param>
    /// <param name="indices">Which samples, all of one batch: the images of a further class are made alike.</param>
    /// <exception cref="SiameseException">The samples are no images, and an augmentation needs some.</exception>
    public Tensor Draw(SampleSet samples, ReadOnlySpan<long> indices)
    {
        using Tensor gathered = samples.Gather(indices);
        if (maker is null)
        {
            return Apply(gathered);
        }

        using Tensor made = maker.Make(gathered, samples, indices);
        return Apply(made);
    }

    /// <summary>Changes each sample on its own, one augmentation after the other: (N, C, H, W) float32 -> the same shape. The caller disposes the result; <paramref name="images"/> stays as it is.</summary>
    /// <exception cref="SiameseException">The samples are no images, and an augmentation needs some.</exception>
    public Tensor Apply(Tensor images)
    {
        Tensor result = images.alias();
        foreach (IImageAugmentation change in changes)
        {
            using Tensor before = result;
            result = change.Apply(before);
        }

        return result;
    }

    /// <summary>
    /// With rotations, the samples four times over: as they are, then turned by 90, 180 and 270 degrees (counter-clockwise) as classes of their own,
    /// class k turned r times being k + r * classes, named <c>name@90</c> and so on. Then, with further classes made anew in each batch, all of that once more for each of them,
    /// named <c>name~1</c> where they are warped, <c>name+1</c> where they are composed and <c>name*1</c> where they are drawn. Otherwise <paramref name="samples"/> itself.
    /// </summary>
    /// <exception cref="SiameseException">The samples are no square images, which rotations need.</exception>
    public SampleSet Expand(SampleSet samples)
    {
        SampleSet turned = RotatesClasses ? Turn(samples) : samples;
        if (maker is null)
        {
            return turned;
        }

        SampleSet expanded = maker.Expand(turned);
        if (RotatesClasses)
        {
            turned.Dispose();
        }

        return expanded;
    }

    private static SampleSet Turn(SampleSet samples)
    {
        IReadOnlyList<long> shape = samples.SampleShape;
        if (shape.Count != 3 || shape[1] != shape[2])
        {
            throw new SiameseException($"Rotations as classes need square images, but the samples have the shape ({string.Join(", ", shape)}).");
        }

        using var scope = NewDisposeScope();
        Tensor[] turned = [.. Enumerable.Range(0, 4).Select(r => r == 0 ? samples.Samples : rot90(samples.Samples, r, (2, 3)))];
        int classes = samples.ClassNames.Count;
        int[] labels = [.. Enumerable.Range(0, 4).SelectMany(r => samples.Labels.Select(label => label + (r * classes)))];
        string[] names = [.. Enumerable.Range(0, 4).SelectMany(r => samples.ClassNames.Select(name => r == 0 ? name : $"{name}@{90 * r}"))];
        return new SampleSet(cat(turned), labels, names);
    }

    private static IImageAugmentation? Change(AugmentationOptions option, RandomSource random) => option switch
    {
        AffineAugmentation affine => new AffineDistortion(affine, random),
        ElasticAugmentation elastic => new ElasticDistortion(elastic, random),
        ShiftAugmentation shift => new PixelShift(shift, random),
        FlipAugmentation flip => new RandomFlip(flip, random),
        EraseAugmentation erase => new RandomErasing(erase, random),
        NoiseAugmentation noise => new AdditiveNoise(noise, random),
        BrightnessAugmentation brightness => new BrightnessChange(brightness, random),
        ContrastAugmentation contrast => new ContrastChange(contrast, random),
        RotationClasses or WarpedClasses or ComposedClasses or DrawnClasses => null,
        _ => throw new ArgumentException($"There is no augmenter for {option.GetType().Name}.", nameof(option)),
    };
}
