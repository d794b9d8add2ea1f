using SiameseDsl.Sampling;
using SiameseDsl.Training;
using static TorchSharp.torch;

namespace SiameseDsl.Data.Augmentations;

/// <summary>
/// Makes further classes anew in each batch (Rajendran, Irpan and Jang, 2020, call it meta-augmentation): training classes under a warp of their own, classes joined of two, and characters that nobody wrote.
/// They follow the training classes in rounds: class c of round r is number c + r * classes, round 0 being the classes as they are.
/// </summary>
internal sealed class ClassMaker
{
    private readonly RandomSource random;
    private readonly ClassWarps? warps;
    private readonly ClassJoins? joins;
    private readonly ClassDrawings? drawings;
    private readonly (int Rounds, double Instances) warped;
    private readonly (int Rounds, double Instances) joined;
    private readonly int drawn;

    // The index of the samples that were seen last: a training has one set, and an index takes longer than a step.
    private (SampleSet Samples, ClassIndex Index)? known;

    private ClassMaker(WarpedClasses? warped, ComposedClasses? composed, DrawnClasses? drawn, RandomSource random)
    {
        this.random = random;
        warps = warped is null ? null : new ClassWarps(warped, random);
        joins = composed is null ? null : new ClassJoins(composed, random);
        drawings = drawn is null ? null : new ClassDrawings(drawn, random);
        this.warped = warped is null ? (0, 0) : (warped.Copies, warped.Instances);
        joined = composed is null ? (0, 0) : (composed.Copies, composed.Instances);
        this.drawn = drawn?.Copies ?? 0;
    }

    /// <summary>The maker that the options ask for; <see langword="null"/> where they ask for no further classes.</summary>
    /// <exception cref="SiameseException">A value is out of its range.</exception>
    public static ClassMaker? Create(IReadOnlyList<AugmentationOptions> options, RandomSource random)
    {
        WarpedClasses? warped = options.OfType<WarpedClasses>().FirstOrDefault();
        ComposedClasses? composed = options.OfType<ComposedClasses>().FirstOrDefault();
        DrawnClasses? drawn = options.OfType<DrawnClasses>().FirstOrDefault();
        if (warped is not null)
        {
            AugmentationDraws.Require(
                warped.Copies >= 1 && warped.Rotate >= 0 && warped.Shear >= 0 && warped.Shift >= 0 && warped.Elastic >= 0
                    && warped.ScaleMinimum > 0 && warped.ScaleMaximum >= warped.ScaleMinimum && warped.Mirror is >= 0 and <= 1 && warped.Instances is >= 0 and <= 1,
                "warped_classes",
                "at least 1 copy, rotate, shear, shift and elastic of at least 0, 0 < smallest scale <= largest scale, and mirror and instances from 0 to 1",
                warped);
        }

        if (composed is not null)
        {
            AugmentationDraws.Require(composed.Copies >= 1 && composed.Overlay is >= 0 and <= 1 && composed.Instances is >= 0 and <= 1, "composed_classes", "at least 1 copy, and overlay and instances from 0 to 1", composed);
        }

        if (drawn is not null)
        {
            AugmentationDraws.Require(drawn.Copies >= 1 && drawn.ThicknessMinimum > 0 && drawn.ThicknessMaximum >= drawn.ThicknessMinimum, "drawn_classes", "at least 1 copy, and 0 < thinnest pen <= thickest pen", drawn);
        }

        return warped is null && composed is null && drawn is null ? null : new ClassMaker(warped, composed, drawn, random);
    }

    /// <summary>The samples with room for the further classes; the pixels are shared. What <see cref="Make"/> then makes of a sample its number says.</summary>
    public SampleSet Expand(SampleSet samples) => samples.InRounds(
        1 + warped.Rounds + joined.Rounds + drawn,
        round => round <= warped.Rounds ? $"~{round}" : round <= warped.Rounds + joined.Rounds ? $"+{round - warped.Rounds}" : $"*{round - warped.Rounds - joined.Rounds}");

    /// <summary>Turns images into those of their classes: (N, C, H, W) float32 -> a new tensor of the same shape. Each further class among them gets a warp, a join or a character of its own.</summary>
    /// <param name="images">The samples at <paramref name="indices"/>.</param>
    /// <param name="samples">What <see cref="Expand"/> gave.</param>
    /// <param name="indices">Which samples they are.</param>
    /// <exception cref="SiameseException">The samples are no images.</exception>
    public Tensor Make(Tensor images, SampleSet samples, ReadOnlySpan<long> indices)
    {
        AugmentationDraws.RequireImages(images, warps is not null ? "warped_classes" : joins is not null ? "composed_classes" : "drawn_classes");
        int classes = samples.ClassNames.Count / samples.Rounds;
        var toWarp = new Members(random, warped.Instances);
        var toJoin = new Members(random, joined.Instances);
        var toDraw = new Members(random, instances: 0);
        for (int row = 0; row < indices.Length; row++)
        {
            int label = samples.Labels[(int)indices[row]];
            if (label >= classes)
            {
                int round = label / classes;
                (round <= warped.Rounds ? toWarp : round <= warped.Rounds + joined.Rounds ? toJoin : toDraw).Add(row, label);
            }
        }

        using var guard = no_grad();
        using var scope = NewDisposeScope();
        Tensor result = images.clone();
        if (toWarp.Rows.Count > 0)
        {
            result.index_copy_(0, Index(toWarp.Rows), Warp(images.index_select(0, Index(toWarp.Sources)), toWarp));
        }

        if (toJoin.Rows.Count > 0)
        {
            Tensor first = Warp(images.index_select(0, Index(toJoin.Sources)), toJoin);
            Tensor second = Warp(samples.Gather(DrawPartners(samples, toJoin)).to(images.device), toJoin);
            result.index_copy_(0, Index(toJoin.Rows), joins!.Apply(first, second, [.. toJoin.Numbers], toJoin.Classes));
        }

        if (toDraw.Rows.Count > 0)
        {
            result.index_copy_(0, Index(toDraw.Rows), drawings!.Draw([.. toDraw.Numbers], toDraw.Classes, images));
        }

        return result.MoveToOuterDisposeScope();

        Tensor Index(IReadOnlyCollection<long> rows) => tensor([.. rows], device: images.device);
    }

    private Tensor Warp(Tensor images, Members members) => warps is null ? images : warps.Apply(images, [.. members.Numbers], members.Classes);

    /// <summary>For each joined class one of the training classes, and for each of its images a sample of that, one and the same where the class is an instance.</summary>
    private long[] DrawPartners(SampleSet samples, Members toJoin)
    {
        if (known?.Samples != samples)
        {
            known = (samples, new ClassIndex([.. samples.Labels.Take(samples.Count / samples.Rounds)]));
        }

        long[][] members = known.Value.Index.Members;
        long[][] pools = [.. Enumerable.Range(0, toJoin.Classes).Select(_ => members[random.Next(members.Length)])];
        var drawn = new Dictionary<long, long>();
        long[] partners = new long[toJoin.Rows.Count];
        for (int i = 0; i < partners.Length; i++)
        {
            long[] pool = pools[(int)toJoin.Numbers[i]];
            if (!drawn.TryGetValue(toJoin.Sources[i], out partners[i]))
            {
                drawn.Add(toJoin.Sources[i], partners[i] = pool[random.Next(pool.Length)]);
            }
        }

        return partners;
    }

    /// <summary>Rows of a batch that are to be made, and their classes numbered from 0 in the order of their first row.</summary>
    private sealed class Members(RandomSource random, double instances)
    {
        private readonly Dictionary<int, (long Number, long? Only)> known = [];

        /// <summary>The rows.</summary>
        public List<long> Rows { get; } = [];

        /// <summary>The row whose image each is made of: the class's first, where the class is to be a single image.</summary>
        public List<long> Sources { get; } = [];

        /// <summary>The class of each row.</summary>
        public List<long> Numbers { get; } = [];

        public int Classes => known.Count;

        public void Add(int row, int label)
        {
            if (!known.TryGetValue(label, out (long Number, long? Only) of))
            {
                known.Add(label, of = (known.Count, random.NextDouble() < instances ? row : null));
            }

            Rows.Add(row);
            Sources.Add(of.Only ?? row);
            Numbers.Add(of.Number);
        }
    }
}
