using SiameseDsl.Graphs;
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
        ModelGraph plan = entry.Plan;

        long parameters = model.parameters().Where(parameter => parameter.requires_grad).Sum(parameter => parameter.numel());
        Assert.True(parameters == plan.ParameterCount, $"{plan.Name}: {plan.ParameterCount} parameters inferred, {parameters} built.");

        // Training mode, since batch norm then checks its input too; dropout changes no shape.
        List<Tensor> embeddings = [];
        for (int tower = 0; tower < plan.Towers.Count; tower++)
        {
            GraphTower graph = plan.Towers[tower];
            using Tensor images = rand([Batch, .. graph.InputShape]);
            (Dictionary<string, long[]> shapes, long macs) = Observe(model, () => embeddings.Add(model.Encode(images, tower)));
            foreach (GraphOperation operation in Flatten(graph.Operations).Where(operation => operation.WeightKey is not null))
            {
                Assert.True(shapes.TryGetValue(operation.WeightKey!, out long[]? real), $"{plan.Name}: the module has no '{operation.WeightKey}' that ran.");
                Assert.True(real!.SequenceEqual(operation.Output), $"{plan.Name}: {operation.Name} gives ({string.Join(", ", real)}), inferred ({string.Join(", ", operation.Output)}).");
            }

            long inferred = graph.Operations.Sum(operation => operation.Macs);
            Assert.True(inferred == macs, $"{plan.Name}: {inferred} multiply-accumulates inferred in tower {graph.Name}, {macs} counted.");
            Assert.True(tower > 0 || plan.Macs == macs, $"{plan.Name}: the plan says {plan.Macs} multiply-accumulates, {macs} were counted.");
            Assert.Equal([Batch, .. graph.Operations[^1].Output], embeddings[tower].shape);
        }

        Assert.Equal(plan.EmbeddingSize, embeddings[0].shape[1..].Aggregate(1L, (a, b) => a * b));
        Assert.Equal([Batch], model.Compare(embeddings[0], embeddings[^1]).shape);
        using Tensor left = rand([Batch, .. plan.Towers[0].InputShape]);
        using Tensor right = rand([Batch, .. plan.Towers[^1].InputShape]);
        Assert.Equal([Batch], model.call(left, right).shape);
    }

    /// <summary>All operations, those inside composites included.</summary>
    public static IEnumerable<GraphOperation> Flatten(IEnumerable<GraphOperation> operations) =>
        operations.SelectMany(operation => operation.Branches.SelectMany(Flatten).Prepend(operation));

    /// <summary>Runs <paramref name="run"/> and sees, by forward hooks, what each submodule gives and what it costs; modules inside modules are counted by themselves.</summary>
    private static (Dictionary<string, long[]> Shapes, long Macs) Observe(SiameseModule model, Action run)
    {
        Dictionary<string, long[]> shapes = [];
        long macs = 0;
        List<HookableModule<Func<Module<Tensor, Tensor>, Tensor, Tensor>, Func<Module<Tensor, Tensor>, Tensor, Tensor, Tensor>>.HookRemover> hooks = [];
        foreach ((string name, Module module) in model.named_modules().Where(entry => entry.module is Module<Tensor, Tensor>))
        {
            hooks.Add(((Module<Tensor, Tensor>)module).register_forward_hook((self, input, output) =>
            {
                shapes[name] = output.shape[1..];
                macs += Count(self, output);
                return output;
            }));
        }

        run();
        hooks.ForEach(hook => hook.remove());
        return (shapes, macs);
    }

    /// <summary>Weights times places, from the real weight tensor and the real output.</summary>
    private static long Count(Module module, Tensor output) => module switch
    {
        Linear linear => linear.weight!.numel() * (output.numel() / output.shape[^1] / Batch),
        Conv1d conv => conv.weight!.numel() * output.shape[2],
        Conv2d conv => conv.weight!.numel() * output.shape[2] * output.shape[3],
        Conv3d conv => conv.weight!.numel() * output.shape[2] * output.shape[3] * output.shape[4],
        _ => 0,
    };
}
