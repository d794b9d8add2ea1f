using SiameseDsl.Graphs;

namespace SiameseDsl.Cli.Diagrams;

/// <summary>A network as a diagram draws it: one lane for each image, and what the lanes go through, from the input to the head.</summary>
/// <param name="Lanes">The images that go in.</param>
/// <param name="Stretches">What they go through, in order.</param>
internal sealed record NetworkOutline(IReadOnlyList<Lane> Lanes, IReadOnlyList<Stretch> Stretches)
{
    /// <summary>Whether all lanes go through the same layers from the first on.</summary>
    public bool IsShared => Stretches.All(stretch => stretch.IsTied);

    /// <summary>The outline of a plan.</summary>
    public static NetworkOutline Of(ModelGraph plan)
    {
        if (plan.Towers.Count == 1)
        {
            GraphTower tower = plan.Towers[0];
            return new NetworkOutline([new Lane("left", tower.InputShape), new Lane("right", tower.InputShape)], [new Stretch([Layer.All(tower.Operations)], IsTied: true)]);
        }

        IReadOnlyList<Layer>[] towers = [.. plan.Towers.Select((tower, i) => WithTies(Layer.All(tower.Operations), i, plan.Towers))];
        int[] positions = new int[towers.Length];
        var stretches = new List<Stretch>();
        while (towers.Where((tower, i) => positions[i] < tower.Count).Any())
        {
            IReadOnlyList<Layer>[] own = [.. towers.Select((tower, i) => Take(tower, ref positions[i], tied: false))];
            if (own.Any(layers => layers.Count > 0))
            {
                stretches.Add(new Stretch(own, IsTied: false));
            }

            IReadOnlyList<Layer>[] tied = [.. towers.Select((tower, i) => Take(tower, ref positions[i], tied: true))];
            bool same = tied[0].Count > 0 && tied.All(layers => layers.Select(layer => layer.Operation.Name).SequenceEqual(tied[0].Select(layer => layer.Operation.Name)));
            if (same)
            {
                stretches.Add(new Stretch(tied, IsTied: true));
            }
            else if (tied.Any(layers => layers.Count > 0))
            {
                // Tied in some of the towers only: each shows its own copy, marked as tied.
                stretches.Add(new Stretch(tied, IsTied: false));
            }
        }

        return new NetworkOutline([.. plan.Towers.Select(tower => new Lane(tower.Name, tower.InputShape))], stretches);
    }

    // A layer that is tied to some of the other towers only stands on each of their lanes, and says to which it is tied.
    private static IReadOnlyList<Layer> WithTies(IReadOnlyList<Layer> layers, int tower, IReadOnlyList<GraphTower> towers) => [.. layers.Select(layer =>
    {
        string[] others = layer.Operation is { Tied: true, WeightKey: { } key }
            ? [.. towers.Where((other, i) => i != tower && Holds(other.Operations, key)).Select(other => other.Name)]
            : [];
        return layer with
        {
            TiedWith = others.Length > 0 && others.Length < towers.Count - 1 ? others : [],
            Branches = [.. layer.Branches.Select(branch => WithTies(branch, tower, towers))],
        };
    })];

    private static bool Holds(IReadOnlyList<GraphOperation> operations, string key) =>
        operations.Any(operation => operation.WeightKey == key || operation.Branches.Any(branch => Holds(branch, key)));

    private static bool IsTied(Layer layer) => layer.Operation.Tied && layer.TiedWith.Count == 0 && layer.Branches.All(branch => branch.All(inner => inner.TiedWith.Count == 0));

    private static List<Layer> Take(IReadOnlyList<Layer> tower, ref int position, bool tied)
    {
        var taken = new List<Layer>();
        while (position < tower.Count && IsTied(tower[position]) == tied)
        {
            taken.Add(tower[position++]);
        }

        return taken;
    }
}

/// <summary>One image on its way.</summary>
/// <param name="Name">The tower's name, or <c>left</c> and <c>right</c> where one tower serves both.</param>
/// <param name="InputShape">The image's shape.</param>
internal sealed record Lane(string Name, IReadOnlyList<long> InputShape);

/// <summary>Layers between two places at which the lanes meet or part.</summary>
/// <param name="Layers">The layers of each lane; where one tower serves all lanes, one list.</param>
/// <param name="IsTied">Whether all lanes go through the same layers: the lists then differ at most in shapes.</param>
internal sealed record Stretch(IReadOnlyList<IReadOnlyList<Layer>> Layers, bool IsTied);

/// <summary>A layer as a diagram shows it: an activation written inside a layer belongs to it.</summary>
/// <param name="Operation">The layer.</param>
/// <param name="Activation">The activation behind it, or <see langword="null"/>.</param>
/// <param name="Branches">What stands inside it.</param>
internal sealed record Layer(GraphOperation Operation, GraphOperation? Activation, IReadOnlyList<IReadOnlyList<Layer>> Branches)
{
    /// <summary>The other towers that it is tied to, where those are not all; empty else.</summary>
    public IReadOnlyList<string> TiedWith { get; init; } = [];

    /// <summary>The layers of a list of operations.</summary>
    public static IReadOnlyList<Layer> All(IReadOnlyList<GraphOperation> operations)
    {
        var layers = new List<Layer>(operations.Count);
        for (int i = 0; i < operations.Count; i++)
        {
            GraphOperation operation = operations[i];
            GraphOperation? activation = i + 1 < operations.Count && IsInside(operations[i + 1], operation) ? operations[++i] : null;
            layers.Add(new Layer(operation, activation, [.. operation.Branches.Select(All)]));
        }

        return layers;
    }

    private static bool IsInside(GraphOperation activation, GraphOperation layer) =>
        activation.Name.StartsWith(layer.Name + "-", StringComparison.Ordinal) && layer.Attributes.Any(attribute => attribute.Key == "activation" && attribute.Value == activation.Kind);
}
