using SiameseDsl.Graphs;
using SiameseDsl.Layers;
using SiameseDsl.Modules;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SiameseDsl.Tests.Truth;

/// <summary>Compares what the compiler inferred about a model with what TorchSharp really builds and with a count of its own.</summary>
internal static class ModelTruth
{
    private const int Batch = 3;

    /// <summary>Asserts that shapes, parameters and multiply-accumulates of the plan are those of the running module.</summary>
    public static void AssertTrue(ModelEntry entry)
    {
        using DisposeScope scope = NewDisposeScope();
        using SiameseModule model = entry.Create(1);
        using IDisposable noGrad = no_grad();
        ModelGraph plan = entry.CountedPlan;

        long parameters = model.parameters().Sum(parameter => parameter.numel());
        Assert.True(parameters == plan.ParameterCount, $"{plan.Name}: {plan.ParameterCount} parameters inferred, {parameters} built.");

        // Training mode, since batch norm then checks its input too; dropout changes no shape.
        List<Tensor> embeddings = [];
        for (int tower = 0; tower < plan.Towers.Count; tower++)
        {
            GraphTower graph = plan.Towers[tower];
            using Tensor samples = Samples(graph);
            (Dictionary<string, long[]> shapes, long macs) = Observe(model, () => embeddings.Add(model.Encode(samples, tower)));
            foreach (GraphOperation operation in Flatten(graph.Operations).Where(operation => operation.WeightKey is not null))
            {
                Assert.True(shapes.TryGetValue(operation.WeightKey!, out long[]? real), $"{plan.Name}: the module has no '{operation.WeightKey}' that ran.");
                // A recurrent module always gives the whole sequence; the last state is taken from it.
                long[] given = operation.Kind is "lstm" or "gru" ? real![^operation.Output.Count..] : real!;
                Assert.True(given.SequenceEqual(operation.Output), $"{plan.Name}: {operation.Name} gives ({string.Join(", ", given)}), inferred ({string.Join(", ", operation.Output)}).");
            }

            long inferred = graph.Operations.Sum(operation => operation.Macs);
            Assert.True(inferred == macs, $"{plan.Name}: {inferred} multiply-accumulates inferred in tower {graph.Name}, {macs} counted.");
            Assert.True(tower > 0 || plan.Macs == macs, $"{plan.Name}: the plan says {plan.Macs} multiply-accumulates, {macs} were counted.");
            Assert.Equal([Batch, .. graph.Operations[^1].Output], embeddings[tower].shape);
        }

        Assert.Equal(plan.TrainedEmbeddingSize, embeddings[0].shape[1..].Aggregate(1L, (a, b) => a * b));
        Assert.Equal([Batch], model.Compare(embeddings[model.LeftTower], embeddings[model.RightTower]).shape);
        using Tensor left = Samples(plan.Towers[model.LeftTower]);
        using Tensor right = Samples(plan.Towers[model.RightTower]);
        Assert.Equal([Batch], model.call(left, right).shape);
        model.eval();
        Assert.Equal([Batch, .. plan.EmbeddingShape], model.Encode(left, model.LeftTower).shape);
        Assert.Equal(plan.EmbeddingSize, plan.EmbeddingShape.Aggregate(1L, (a, b) => a * b));
        Assert.Equal([Batch], model.call(left, right).shape);
    }

    /// <summary>All operations, those inside composites included.</summary>
    public static IEnumerable<GraphOperation> Flatten(IEnumerable<GraphOperation> operations) =>
        operations.SelectMany(operation => operation.Branches.SelectMany(Flatten).Prepend(operation));

    private static Tensor Samples(GraphTower tower) => tower.Vocabulary is { } vocabulary
        ? randint(0, vocabulary, [Batch, .. tower.InputShape], dtype: ScalarType.Int64)
        : rand([Batch, .. tower.InputShape]);

    /// <summary>Runs <paramref name="run"/> and sees, by forward hooks, what each submodule gives and what it costs; modules inside modules are counted by themselves.</summary>
    private static (Dictionary<string, long[]> Shapes, long Macs) Observe(SiameseModule model, Action run)
    {
        Dictionary<string, long[]> shapes = [];
        long macs = 0;
        List<IDisposable> hooks = [];
        foreach ((string name, Module module) in model.named_modules())
        {
            hooks.Add(module switch
            {
                LSTM lstm => new Hook(lstm.register_forward_hook((self, _, _, output) => { See(self, output.Item1); return output; }).remove),
                GRU gru => new Hook(gru.register_forward_hook((self, _, _, output) => { See(self, output.Item1); return output; }).remove),
                Module<Tensor, Tensor> plain => new Hook(plain.register_forward_hook((self, _, output) => { See(self, output); return output; }).remove),
                _ => new Hook(() => { }),
            });

            void See(Module self, Tensor output)
            {
                shapes[name] = output.shape[1..];
                macs += Count(self, output);
            }
        }

        run();
        hooks.ForEach(hook => hook.Dispose());
        return (shapes, macs);
    }

    /// <summary>Weights times places, from the real weight tensors and the real output; attention adds the products of all steps with all steps.</summary>
    private static long Count(Module module, Tensor output) => module switch
    {
        Linear linear => linear.weight!.numel() * (output.numel() / output.shape[^1] / Batch),
        Conv1d conv => conv.weight!.numel() * output.shape[2],
        Conv2d conv => conv.weight!.numel() * output.shape[2] * output.shape[3],
        Conv3d conv => conv.weight!.numel() * output.shape[2] * output.shape[3] * output.shape[4],
        TorchSharp.Modules.LSTM or TorchSharp.Modules.GRU => module.named_parameters().Where(entry => entry.name.StartsWith("weight", StringComparison.Ordinal)).Sum(entry => entry.parameter.numel()) * output.shape[1],
        SelfAttention => (module.get_parameter("in_proj_weight")!.numel() * output.shape[1]) + (2 * output.shape[1] * output.shape[1] * output.shape[2]),
        _ => 0,
    };

    private sealed class Hook(Action remove) : IDisposable
    {
        public void Dispose() => remove();
    }
}
