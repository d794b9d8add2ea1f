using System.Globalization;
using SiameseDsl.Cli.Terminals;
using SiameseDsl.Training;

namespace SiameseDsl.Cli.Describing;

/// <summary>A model's training in words.</summary>
internal static class TrainingFacts
{
    /// <summary>How it is trained, one fact a line.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Of(TrainingOptions options)
    {
        yield return new("optimizer", Optimizer(options.Optimizer));
        yield return new("batch", ModelFacts.Batch(options.Batch));
        yield return new("schedule", Schedule(options.Schedule));
        yield return new("augment", options.Augment.Count == 0 ? "nothing" : string.Join("; ", options.Augment.Select(Augmentation)));
        yield return new("epochs", Format.Count(options.Epochs));
        if (options.EarlyStop is { } early)
        {
            yield return new("early stop", $"after {Format.Plural(early.Patience, "epoch")} without a better {early.Metric}");
        }

        if (options.ClipNorm is { } norm)
        {
            yield return new("clip norm", Format.Number(norm));
        }

        if (options.ClipValue is { } size)
        {
            yield return new("clip value", Format.Number(size));
        }

        if (options.Accumulate > 1)
        {
            yield return new("accumulate", $"{Format.Count(options.Accumulate)} batches a step ({Format.Plural((long)options.Accumulate * options.Batch.Images, "image")})");
        }

        if (options.Ema is { } ema)
        {
            yield return new("ema", $"decay {Format.Number(ema.Decay)}{(ema.Ramp ? ", ramped up" : "")}: the average is the model");
        }

        if (options.Precision == Precision.BFloat16)
        {
            yield return new("precision", "towers in bfloat16, all else and the evaluation in float32");
        }

        if (options.Tune is { } tune)
        {
            yield return new("tune", $"at most {Format.Plural(tune.Trials, "trial")} of {Format.Plural(tune.Epochs, "epoch")}: {string.Join("; ", tune.Axes.Select(Axis))}");
        }

        yield return new("seed", options.Seed.ToString(CultureInfo.InvariantCulture));
        yield return new("threads", Format.Count(options.Threads));
    }

    private static string Axis(TuneAxis axis) => axis.Range is { } range
        ? $"{axis.Path} from {Format.Number(range.From)} to {Format.Number(range.To)}{(range.IsLogarithmic ? " by ratios" : "")}"
        : $"{axis.Path} {string.Join(", ", axis.Values.Select(Format.Number))}";

    private static string Optimizer(OptimizerOptions optimizer)
    {
        string decay = optimizer.WeightDecay > 0 ? $", weight decay {Format.Number(optimizer.WeightDecay)}{(optimizer.DecayBiases ? "" : " (not of biases and norms)")}" : "";
        string rate = $"learning rate {Format.Number(optimizer.LearningRate)}{decay}";
        return optimizer switch
        {
            AdamOptions => $"adam, {rate}",
            AdamWOptions => $"adamw, {rate}",
            NAdamOptions => $"nadam, {rate}",
            RAdamOptions => $"radam, {rate}",
            AdamaxOptions => $"adamax, {rate}",
            AdagradOptions => $"adagrad, {rate}",
            LionOptions => $"lion, {rate}",
            SgdOptions sgd => $"sgd, {rate}" + (sgd.Momentum > 0 ? $", {(sgd.Nesterov ? "Nesterov " : "")}momentum {Format.Number(sgd.Momentum)}" : ""),
            RmsPropOptions => $"rmsprop, {rate}",
            _ => rate,
        };
    }

    private static string Schedule(ScheduleOptions schedule)
    {
        string course = schedule switch
        {
            ConstantSchedule => "constant",
            CosineSchedule cosine => $"cosine{Down(cosine.Final)}",
            CosineRestartsSchedule restarts => $"{Format.Plural(restarts.Cycles, "cosine")}{(restarts.Growth == 1 ? "" : $", each {Format.Number(restarts.Growth)} times as long as the one before")}{Down(restarts.Final)}",
            LinearSchedule linear => $"a line{Down(linear.Final)}",
            PolynomialSchedule polynomial => $"the power {Format.Number(polynomial.Power)} of what is left{Down(polynomial.Final)}",
            ExponentialSchedule exponential => $"times {Format.Number(exponential.Gamma)} each epoch",
            StepSchedule step => $"times {Format.Number(step.Gamma)} every {Format.Plural(step.Every, "epoch")}",
            MultiStepSchedule multi => $"times {Format.Number(multi.Gamma)} after {(multi.Milestones.Count == 1 ? "epoch" : "epochs")} {string.Join(", ", multi.Milestones)}",
            OneCycleSchedule cycle => $"one cycle from {Format.Number(cycle.Start)} to 1 in {Format.Percent(cycle.Rise)} % of the run{Down(cycle.Final)}",
            _ => schedule.GetType().Name,
        };
        return schedule is not WarmupSchedule warm ? course
            : course + (warm.Warmup > 0 ? $", warm-up {Format.Number(warm.Warmup)}" : "") + (warm.WarmupEpochs > 0 ? $", warm-up {Format.Number(warm.WarmupEpochs)} epochs" : "");
    }

    private static string Down(double final) => $" down to {Format.Number(final)}";

    private static string Augmentation(AugmentationOptions augmentation) => augmentation switch
    {
        AffineAugmentation affine => $"affine (rotate {Format.Number(affine.Rotate)} degrees, shear {Format.Number(affine.Shear)}, scale {Format.Number(affine.ScaleMinimum)} to {Format.Number(affine.ScaleMaximum)}, shift {Format.Number(affine.Shift)} px, p {Format.Number(affine.Probability)})",
        ElasticAugmentation elastic => $"elastic (strength {Format.Number(elastic.Strength)} px, smoothness {Format.Number(elastic.Smoothness)} px, p {Format.Number(elastic.Probability)})",
        ShiftAugmentation shift => $"shift ({Format.Plural(shift.Pixels, "pixel")}, p {Format.Number(shift.Probability)})",
        FlipAugmentation flip => $"flip (horizontal {Format.Number(flip.Horizontal)}, vertical {Format.Number(flip.Vertical)})",
        EraseAugmentation erase => $"erase ({Format.Number(erase.AreaMinimum)} to {Format.Number(erase.AreaMaximum)} of the image, aspect {Format.Number(erase.Aspect)}, fill {Format.Number(erase.Fill)}, p {Format.Number(erase.Probability)})",
        NoiseAugmentation noise => $"noise (std {Format.Number(noise.Deviation)}, p {Format.Number(noise.Probability)})",
        BrightnessAugmentation brightness => $"brightness (by {Format.Number(brightness.By)}, p {Format.Number(brightness.Probability)})",
        ContrastAugmentation contrast => $"contrast (by {Format.Number(contrast.By)}, p {Format.Number(contrast.Probability)})",
        RotationClasses => "rotations as classes of their own",
        WarpedClasses warped => $"warped classes, {Format.Count(warped.Copies)} for each (rotate {Format.Number(warped.Rotate)} degrees, shear {Format.Number(warped.Shear)}, scale {Format.Number(warped.ScaleMinimum)} to {Format.Number(warped.ScaleMaximum)}, shift {Format.Number(warped.Shift)} px, mirror {Format.Number(warped.Mirror)}, elastic {Format.Number(warped.Elastic)} px, instances {Format.Number(warped.Instances)})",
        ComposedClasses composed => $"composed classes, {Format.Count(composed.Copies)} for each (overlay {Format.Number(composed.Overlay)}, instances {Format.Number(composed.Instances)})",
        DrawnClasses drawn => $"drawn classes, {Format.Count(drawn.Copies)} for each (pen {Format.Number(drawn.ThicknessMinimum)} to {Format.Number(drawn.ThicknessMaximum)} px)",
        _ => augmentation.GetType().Name,
    };
}
