using SiameseDsl.Data;
using SiameseDsl.Modules;

namespace SiameseDsl.Training.Health;

/// <summary>
/// Looks at a training before its first step and after each epoch, and says once what is wrong. The bounds are chosen so that a model that learns is left alone: each of them is far from anything
/// that a good training was seen to do.
/// </summary>
internal sealed class HealthMonitor(SiameseModule model, TrainingOptions options, TorchSharp.Loss<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor, TorchSharp.torch.Tensor> loss)
{
    private const double OnePoint = 1e-3;
    private const double NearUninformative = 0.98;
    private const double ChanceAuc = 0.6;
    private const double FairAuc = 0.8;
    private const double GoodAuc = 0.97;
    private const double PerfectAuc = 0.99;
    private const double MemoryGap = 0.15;
    private const double MostDead = 0.5;
    private const double MostSaturated = 0.9;
    private const double WeakShare = 0.05;
    private const int EpochsToLearn = 2;
    private const int EpochsToMemorise = 3;

    private readonly List<HealthNotice> notices = [];
    private HealthProbe? train;
    private HealthProbe? validation;

    /// <summary>All notices so far.</summary>
    public IReadOnlyList<HealthNotice> Notices => notices;

    /// <summary>What the last look found; <see langword="null"/> before the first and where nothing could be measured.</summary>
    public HealthFigures? Figures { get; private set; }

    private HealthAdvice Advice => new(model.Plan, options, loss);

    /// <summary>Chooses what is looked at.</summary>
    public void Watch(SampleSet trainSamples, SampleSet? validationSamples)
    {
        train = HealthProbe.Of(trainSamples);
        validation = validationSamples is null ? null : HealthProbe.Of(validationSamples);
    }

    /// <summary>Takes up what was found before a training was cut off.</summary>
    public void Resume(IReadOnlyList<HealthNotice> found)
    {
        notices.Clear();
        notices.AddRange(found);
    }

    /// <summary>Before the first step: whether the distances are of the margin's size at all.</summary>
    public HealthNotice? Begin()
    {
        Figures = train?.Measure(model, validation);
        return Figures is { } seen && model.HeadMetric is not null && LossMargin.Of(loss) is { } margin && seen.PairDistance < WeakShare * margin.Value
            ? Add(HealthCondition.WeakSignal, 0, Advice.WeakSignal(seen, margin))
            : null;
    }

    /// <summary>After an epoch: what is newly wrong, the cause before its consequence.</summary>
    /// <param name="epoch">What the epoch came to.</param>
    /// <param name="uninformative">The loss of a model that knows nothing.</param>
    public HealthNotice? Look(EpochResult epoch, double uninformative)
    {
        Figures = train?.Measure(model, validation);
        if (Figures is not { } seen)
        {
            return null;
        }

        bool collapsed = seen.Spread < OnePoint || (model.HeadMetric is not null && LossMargin.Of(loss) is { } margin && seen.PairDistance < OnePoint * margin.Value);
        return seen.SaturatedShare >= MostSaturated && seen.TrainAuc < FairAuc ? Add(HealthCondition.Saturated, epoch.Epoch, Advice.Saturated(epoch, seen))
            : collapsed ? Add(HealthCondition.Collapsed, epoch.Epoch, Advice.Collapsed(epoch, seen))
            : seen.DeadShare >= MostDead ? Add(HealthCondition.DeadEmbeddings, epoch.Epoch, Advice.DeadEmbeddings(epoch, seen))
            : epoch.ActiveFraction == 0 && seen.TrainAuc < PerfectAuc ? Add(HealthCondition.NothingActive, epoch.Epoch, Advice.NothingActive(epoch))
            : epoch.Epoch >= EpochsToLearn && epoch.Loss >= NearUninformative * uninformative && seen.TrainAuc < ChanceAuc ? Add(HealthCondition.LearnedNothing, epoch.Epoch, Advice.LearnedNothing(epoch, seen, uninformative))
            : epoch.Epoch >= EpochsToMemorise && seen.TrainAuc >= GoodAuc && seen.TrainAuc - seen.ValidationAuc >= MemoryGap ? Add(HealthCondition.Memorised, epoch.Epoch, Advice.Memorised(epoch, seen))
            : null;
    }

    /// <summary>When the loss or the gradient was no longer finite.</summary>
    public HealthNotice? Diverged(int epoch, TrainingDivergedException problem) => Add(HealthCondition.NotFinite, epoch, problem.Message);

    private HealthNotice? Add(HealthCondition condition, int epoch, string message)
    {
        if (notices.Exists(notice => notice.Condition == condition))
        {
            return null;
        }

        var notice = new HealthNotice(condition, epoch, message);
        notices.Add(notice);
        return notice;
    }
}
