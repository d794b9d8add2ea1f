using SiameseDsl.Cli.Terminals;
using SiameseDsl.Data;
using SiameseDsl.Graphs;

namespace SiameseDsl.Cli.Runs;

/// <summary>Refuses data whose samples do not have the shape and the type that a model takes, before the model is built.</summary>
internal static class ShapeGuard
{
    /// <exception cref="SiameseException">They differ.</exception>
    public static void Require(ModelGraph plan, DataSplit data)
    {
        foreach (GraphTower tower in plan.Towers)
        {
            if (!tower.InputShape.SequenceEqual(data.Train.SampleShape))
            {
                string which = plan.Towers.Count == 1 ? "" : $" in its tower '{tower.Name}'";
                throw new SiameseException(
                    $"{plan.Name} takes samples of the shape {Format.Shape(tower.InputShape)}{which}, but '{data.Name}' has samples of the shape {Format.Shape(data.Train.SampleShape)}; change the model's input or choose other data.");
            }

            if (tower.Vocabulary is not null != (data.Train.Samples.dtype == TorchSharp.torch.ScalarType.Int64))
            {
                string takes = tower.Vocabulary is null ? "numbers" : "tokens";
                throw new SiameseException($"{plan.Name} takes {takes}, but the samples of '{data.Name}' are {(tower.Vocabulary is null ? "tokens" : "numbers")}; change the model's input or choose other data.");
            }
        }
    }
}
