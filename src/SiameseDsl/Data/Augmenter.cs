using SiameseDsl.Sampling;
using SiameseDsl.Training;
using static TorchSharp.torch;

namespace SiameseDsl.Data;

/// <summary>Augments training images as the options say. All randomness comes from one source, so that a checkpoint of its state makes a resumed run draw the same.</summary>
public sealed class Augmenter
{
    private readonly AffineDistortion? affine;

    private Augmenter(AffineDistortion? affine, bool rotatesClasses)
    {
        this.affine = affine;
        RotatesClasses = rotatesClasses;
    }

    /// <summary>Whether <see cref="Apply"/> changes nothing.</summary>
    public bool IsIdentity => affine is null;

    /// <summary>Whether <see cref="Expand"/> adds rotated classes.</summary>
    public bool RotatesClasses { get; }

    /// <summary>An augmenter that follows <paramref name="options"/>.</summary>
    /// <param name="options">The augmentations; each kind at most once.</param>
    /// <param name="random">Where the parameters are drawn from.</param>
    /// <exception cref="SiameseException">A kind comes twice, or a value is out of its range.</exception>
    public static Augmenter Create(IReadOnlyList<AugmentationOptions> options, RandomSource random)
    {
        AffineDistortion? affine = null;
        bool rotates = false;
        foreach (AugmentationOptions option in options)
        {
            switch (option)
            {
                case AffineAugmentation settings when affine is null:
                    affine = new AffineDistortion(settings, random);
                    break;
                case RotationClasses when !rotates:
                    rotates = true;
                    break;
                case AffineAugmentation or RotationClasses:
                    throw new SiameseException($"The augmentation {option.GetType().Name} is listed twice; list it once.");
                default:
                    throw new ArgumentException($"There is no augmenter for {option.GetType().Name}.", nameof(options));
            }
        }

        return new Augmenter(affine, rotates);
    }

    /// <summary>Distorts each image on its own: (N, C, H, W) float32 -> the same shape. The caller disposes the result; <paramref name="images"/> stays as it is.</summary>
    /// <exception cref="SiameseException">The samples are no images, and there is something to distort.</exception>
    public Tensor Apply(Tensor images) => affine is null ? images.alias() : affine.Apply(images);

    /// <summary>
    /// With rotations, the samples four times over: as they are, then turned by 90, 180 and 270 degrees (counter-clockwise) as classes of their own,
    /// class k turned r times being k + r * classes, named <c>name@90</c> and so on. Otherwise <paramref name="samples"/> itself.
    /// </summary>
    /// <exception cref="SiameseException">The samples are no square images.</exception>
    public SampleSet Expand(SampleSet samples)
    {
        if (!RotatesClasses)
        {
            return samples;
        }

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
}
