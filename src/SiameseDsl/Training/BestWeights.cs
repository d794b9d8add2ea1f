using SiameseDsl.Checkpoints;
using SiameseDsl.Modules;

namespace SiameseDsl.Training;

/// <summary>The best epoch so far by the validation metric, with a copy of its weights.</summary>
internal sealed class BestWeights
{
    /// <summary>The best epoch, from 1; 0 before the first.</summary>
    public int Epoch { get; private set; }

    /// <summary>Its validation metric.</summary>
    public double? Value { get; private set; }

    /// <summary>Epochs since then.</summary>
    public int EpochsSince { get; private set; }

    /// <summary>Its weights; empty where the best epoch is the last one, whose weights the model has.</summary>
    public IReadOnlyList<CheckpointEntry> Weights { get; private set; } = [];

    /// <summary>Takes an epoch's figure in; says whether it is the best. Without a figure each epoch is. The first of equal ones stays.</summary>
    public bool Offer(int epoch, double? value, SiameseModule model)
    {
        bool best = Epoch == 0 || value is null || Value is null || value > Value || double.IsNaN(Value.Value);
        if (best)
        {
            (Epoch, Value, EpochsSince) = (epoch, value, 0);
            Weights = value is null ? [] : TensorEntries.FromModel(model);
        }
        else
        {
            EpochsSince++;
        }

        return best;
    }

    /// <summary>Takes up what was saved.</summary>
    public void Restore(int epoch, double? value, int epochsSince, IReadOnlyList<CheckpointEntry> weights) =>
        (Epoch, Value, EpochsSince, Weights) = (epoch, value, epochsSince, weights);

    /// <summary>Gives the model the best weights.</summary>
    public void Apply(SiameseModule model)
    {
        if (Weights.Count > 0)
        {
            TensorEntries.IntoModel(model, new Checkpoint([], Weights), "the best epoch");
            model.ForgetFingerprint();
        }
    }
}
