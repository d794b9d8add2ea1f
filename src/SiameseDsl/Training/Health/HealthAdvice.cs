using System.Globalization;
using SiameseDsl.Graphs;
using SiameseDsl.Losses;
using SiameseDsl.Mining;
using TorchSharp;
using static TorchSharp.torch;

namespace SiameseDsl.Training.Health;

/// <summary>The sentences: what was found, what was expected, and the setting that most likely mends it, by its path in the spec and its present value.</summary>
internal sealed class HealthAdvice(ModelGraph plan, TrainingOptions options, Loss<Tensor, Tensor, Tensor> loss)
{
    private string LowerRate => $"lower {Rate} (now {Number(options.Optimizer.LearningRate)}) three- to tenfold";

    private string Rate => (plan.Resolved.FirstOrDefault(value => value.Key == "training.optimizer").Value is { } kind ? $"training.optimizer.{kind}.lr" : "the learning rate");

    public string WeakSignal(HealthFigures seen, LossMargin margin) =>
        $"The distances of {plan.Name} begin at {Number(seen.PairDistance)}, far below the margin {Number(margin.Value)} that they have to reach: lower {margin.Path} towards {Number(2 * seen.PairDistance)}, or begin with larger weights by training.init.";

    public string Collapsed(EpochResult epoch, HealthFigures seen) =>
        $"The embeddings of {plan.Name} have become one point in epoch {epoch.Epoch} (distance {Number(seen.PairDistance)}, spread {Number(seen.Spread)} of their length): {Easier}{LowerRate}.";

    public string Saturated(EpochResult epoch, HealthFigures seen)
    {
        (string path, string kind) = EmbeddingActivation.Last(plan);
        return $"The {kind} of {plan.Name} stands at its ends for {Percent(seen.SaturatedShare!.Value)} of the embeddings' values in epoch {epoch.Epoch}, where it has no gradient: set {path} to linear, or {LowerRate}.";
    }

    public string DeadEmbeddings(EpochResult epoch, HealthFigures seen)
    {
        (string path, string kind) = EmbeddingActivation.Last(plan);
        string cure = kind is "linear" or "dense" or "" ? LowerRate : $"set {path} (now {kind}) to linear, or {LowerRate}";
        return $"In epoch {epoch.Epoch}, {Percent(seen.DeadShare)} of the values of an embedding of {plan.Name} are the same for every sample: {cure}.";
    }

    public string NothingActive(EpochResult epoch) =>
        $"In epoch {epoch.Epoch} no choice of the miner of {plan.Name} had a loss, though training pairs are not told apart: {(LossMargin.Of(loss) is { } margin ? $"raise {margin.Path} (now {Number(margin.Value)})" : "raise the loss's margin")}, or set loss.{plan.Loss}.miner to all.";

    public string LearnedNothing(EpochResult epoch, HealthFigures seen, double uninformative)
    {
        string cure = plan.Head == "concat"
            ? "choose a head that compares, such as euclidean or l1, or give concat a hidden layer"
            : LowerRate;
        return $"The loss of {plan.Name} is {Number(epoch.Loss)} after epoch {epoch.Epoch}, that of a model that knows nothing being {Number(uninformative)}, and its score tells training pairs apart as chance does (AUC {Number(seen.TrainAuc)}): {cure}.";
    }

    public string Memorised(EpochResult epoch, HealthFigures seen)
    {
        string cure = options.Augment.Count == 0 ? "add training.augment" : "strengthen training.augment";
        return $"{plan.Name} has learned its training samples by heart in epoch {epoch.Epoch}: it tells pairs of them apart with AUC {Number(seen.TrainAuc)}, validation pairs with {Number(seen.ValidationAuc!.Value)}; {cure}, add dropout, or stop earlier by training.early_stop.";
    }

    private string Easier => loss is MinedLoss { Mining: not AllMining } ? $"set loss.{plan.Loss}.miner to all or begin its schedule with it, or " : "";

    private static string Percent(double share) => share.ToString("0 %", CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString("G3", CultureInfo.InvariantCulture);
}
