using SiameseDsl.Cli.App;
using SiameseDsl.Graphs;

namespace SiameseDsl.Cli.Runs;

/// <summary>Which two of several towers an evaluation compares.</summary>
internal static class TowerChoice
{
    /// <summary>Reads <c>LEFT,RIGHT</c>.</summary>
    /// <exception cref="UsageException">That is not two of the model's towers.</exception>
    public static TowerPair Parse(ModelGraph plan, string text)
    {
        if (plan.Towers.Count < 2)
        {
            throw new UsageException($"{plan.Name} has one tower for both sides, so there is nothing to choose: leave --towers out.");
        }

        string[] names = [.. plan.Towers.Select(tower => tower.Name)];
        string[] parts = text.Split(',', StringSplitOptions.TrimEntries);
        int[] places = [.. parts.Select(part => Array.IndexOf(names, part))];
        return places.Length == 2 && places[0] != places[1] && places.All(place => place >= 0)
            ? new TowerPair(places[0], places[1])
            : throw new UsageException($"--towers '{text}' does not name two towers of {plan.Name}: write two of {string.Join(", ", names)}, as in '{names[0]},{names[1]}'.");
    }
}
