namespace SiameseDsl.Graphs;

/// <summary>Puts the parameters of classes of the user's, which only an instance of the model knows, into its plan.</summary>
internal static class CustomCounts
{
    /// <summary>The plan with all its parameters.</summary>
    /// <param name="plan">The plan as compiled.</param>
    /// <param name="parameters">The model's parameters: their names and how many values each holds.</param>
    public static ModelGraph Into(ModelGraph plan, IReadOnlyList<KeyValuePair<string, long>> parameters) => plan with
    {
        ParameterCount = parameters.Sum(parameter => parameter.Value),
        Towers = [.. plan.Towers.Select(tower => tower with { Operations = Into(tower.Operations, parameters) })],
        HeadLayers = Into(plan.HeadLayers, parameters),
    };

    private static IReadOnlyList<GraphOperation> Into(IReadOnlyList<GraphOperation> operations, IReadOnlyList<KeyValuePair<string, long>> parameters) =>
        [.. operations.Select(operation => Into(operation, parameters))];

    private static GraphOperation Into(GraphOperation operation, IReadOnlyList<KeyValuePair<string, long>> parameters)
    {
        if (operation.Branches.Count > 0)
        {
            IReadOnlyList<IReadOnlyList<GraphOperation>> branches = [.. operation.Branches.Select(branch => Into(branch, parameters))];
            return operation with { Branches = branches, Parameters = branches.SelectMany(branch => branch).Sum(inner => inner.Parameters) };
        }

        return operation.Kind == "custom" && operation.WeightKey is { } key
            ? operation with { Parameters = parameters.Where(parameter => parameter.Key.StartsWith(key + ".", StringComparison.Ordinal)).Sum(parameter => parameter.Value) }
            : operation;
    }
}
