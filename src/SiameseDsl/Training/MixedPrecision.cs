using SiameseDsl.Graphs;
using SiameseDsl.Modules;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SiameseDsl.Training;

/// <summary>
/// Lets a model's towers compute in bfloat16 for as long as a batch goes through them. Outside of that the parameters are what they always are, 32 bits: optimiser, averages, checkpoints and evaluation
/// know nothing of it. Norms keep 32 bits, which their kernels mix with bfloat16 values.
/// </summary>
internal sealed class MixedPrecision : IDisposable
{
    // 'set_data' lets a parameter keep its identity while it points to other values: TorchSharp does not wrap it.
    private const string Script = """
        def enter(weights: List[Tensor], halves: List[Tensor]):
            torch._foreach_copy_(halves, weights)
            for i in range(len(weights)):
                weights[i].set_data(halves[i])

        def leave(weights: List[Tensor], wholes: List[Tensor]):
            for i in range(len(weights)):
                weights[i].set_data(wholes[i])

        """;

    private readonly Parameter[] weights;
    private readonly Tensor[] wholes;
    private readonly Tensor[] halves;
    private readonly Tensor?[] sums;
    private readonly jit.CompilationUnit unit = jit.compile(Script);

    /// <summary>For the towers of a model. Make it when the model is on its device.</summary>
    public MixedPrecision(SiameseModule model)
    {
        using var guard = no_grad();
        weights = [.. Computed(model)];
        wholes = [.. weights.Select(weight => weight.detach().DetachFromDisposeScope())];
        halves = [.. weights.Select(weight => weight.detach().to(ScalarType.BFloat16).DetachFromDisposeScope())];
        sums = new Tensor?[weights.Length];
    }

    /// <summary>Whether there is something to compute in bfloat16.</summary>
    public bool IsEmpty => weights.Length == 0;

    /// <summary>What goes into a tower, in its precision. Whole numbers stay what they are.</summary>
    public static Tensor Into(Tensor values) => values.is_floating_point() ? values.to(ScalarType.BFloat16) : values;

    /// <summary>What comes out of a tower, in 32 bits.</summary>
    public static Tensor OutOf(Tensor embeddings) => embeddings.to(ScalarType.Float32);

    /// <summary>From here on the towers compute in bfloat16. Gradients so far are put aside.</summary>
    public void Enter()
    {
        using var guard = no_grad();
        for (int i = 0; i < weights.Length; i++)
        {
            sums[i] = weights[i].grad?.DetachFromDisposeScope();
            weights[i].grad = null;
        }

        unit.invoke("enter", [weights, halves]);
    }

    /// <summary>The weights have 32 bits again, and so have their gradients, those put aside included.</summary>
    public void Leave()
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        unit.invoke("leave", [weights, wholes]);
        for (int i = 0; i < weights.Length; i++)
        {
            Tensor? sum = sums[i];
            sums[i] = null;
            if (weights[i].grad is { } gradient)
            {
                Tensor whole = gradient.to(ScalarType.Float32);
                weights[i].grad = sum is null ? whole : whole + sum;
            }
            else if (sum is not null)
            {
                weights[i].grad = sum;
            }

            sum?.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Tensor tensor in wholes.Concat(halves))
        {
            tensor.Dispose();
        }

        unit.Dispose();
    }

    private static IEnumerable<Parameter> Computed(SiameseModule model)
    {
        HashSet<string> head = [.. Keys(model.Plan.HeadLayers)];
        Dictionary<string, nn.Module> owners = model.named_modules().ToDictionary(entry => entry.name, entry => entry.module);
        foreach ((string name, Parameter parameter) in model.named_parameters())
        {
            int end = name.LastIndexOf('.');

            // What the model owns itself belongs to its head.
            bool isTowers = end > 0 && !head.Contains(name[..name.IndexOf('.', StringComparison.Ordinal)]);
            if (isTowers && parameter.dtype == ScalarType.Float32 && owners[name[..end]] is not (BatchNorm or InstanceNorm or LayerNorm or GroupNorm))
            {
                yield return parameter;
            }
        }
    }

    private static IEnumerable<string> Keys(IEnumerable<GraphOperation> operations) =>
        operations.SelectMany(operation => operation.Branches.SelectMany(Keys).Concat(operation.WeightKey is { } key ? [key] : []));
}
