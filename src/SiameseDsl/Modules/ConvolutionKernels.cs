using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.InteropServices;
using SiameseDsl.Graphs;
using TorchSharp;
using static TorchSharp.torch;

namespace SiameseDsl.Modules;

/// <summary>
/// Holds the convolution kernels that Torch takes for this processor against its own reference before anything is learned with them. oneDNN's kernels have been seen to compute wrongly, always in the
/// same way and without a word, on virtual machines of recent AMD processors, wherever the channels fill no whole block, though seldom where they lie last in memory. Where that is so each model's convolutions are held against the reference, and
/// PyTorch's own kernels take their place as soon as a model needs it.
/// </summary>
internal static class ConvolutionKernels
{
    private static readonly Lazy<Setter?> Switch = new(Settle);
    private static readonly ConcurrentDictionary<(string PlanHash, bool IsHalf), bool> Verified = new();
    private static volatile bool areReplaced;

    /// <summary>Whether some kernels are wrong on this processor.</summary>
    /// <exception cref="TorchBackendException">They are, and cannot be replaced.</exception>
    public static bool AreDoubtful => Switch.Value is not null;

    /// <summary>
    /// Sees to it that a model's convolutions are right; costs nothing where all kernels are. Torch has one switch for the whole process, so once a model needs other kernels they stay: another model
    /// beside it, on another thread perhaps, must not take them away.
    /// </summary>
    /// <param name="plan">The model.</param>
    /// <param name="isHalf">Whether its towers are to compute in bfloat16.</param>
    public static void Enter(ModelGraph plan, bool isHalf)
    {
        if (Switch.Value is { } set && !areReplaced && !Verified.GetOrAdd((plan.PlanHash, isHalf), _ => Verify(plan, isHalf)))
        {
            // In this order: who sees that they are replaced computes with the others at once.
            set(false);
            areReplaced = true;
        }
    }

    /// <summary>What was found to be wrong and done about it, for a model with convolutions; <see langword="null"/> where its kernels are right.</summary>
    public static string? NoticeOf(ModelGraph plan, bool isHalf)
    {
        Enter(plan, isHalf);
        return areReplaced && plan.Towers.SelectMany(tower => tower.Operations).Concat(plan.HeadLayers).Any(HasConvolution)
            ? "Convolutions come out wrong by oneDNN's kernels on this processor, so that PyTorch's own are used, which are slower; where all channels are multiples of 16, a process that runs such models alone is spared that."
            : null;
    }

    private static bool HasConvolution(GraphOperation operation) => operation.Kind.Contains("conv", StringComparison.Ordinal) || operation.Branches.Any(branch => branch.Any(HasConvolution));

    private static bool Verify(ModelGraph plan, bool isHalf) => plan.Towers.All(tower => AreRight(tower.Operations, isHalf, isTower: true)) && AreRight(plan.HeadLayers, isHalf, isTower: false);

    private static Setter? Settle()
    {
        // NNPACK would be asked by the reference, and writes to the console where it knows the processor not.
        Setter? nnpack = ContextSwitch("_ZN2at7Context20setUserEnabledNNPACKEb");
        nnpack?.Invoke(false);
        if (AreUsualShapesRight())
        {
            nnpack?.Invoke(true);
            return null;
        }

        if (ContextSwitch("_ZN2at7Context20setUserEnabledMkldnnEb") is { } set)
        {
            set(false);
            bool areRight = AreUsualShapesRight();
            set(true);
            if (areRight)
            {
                return set;
            }
        }

        throw new TorchBackendException(
            "The convolutions of Torch give wrong results on this processor, so that nothing can be learned with them: set the environment variable ONEDNN_MAX_CPU_ISA to SSE41 before the program starts, or use another machine.");
    }

    // Channels that fill no whole block, as they are where kernels were seen to fail.
    private static bool AreUsualShapesRight()
    {
        (long Channels, long Filters)[] shapes = [(20, 16), (4, 8), (1, 8), (16, 32)];
        return Array.TrueForAll(shapes, shape => IsUsualRight(shape.Channels, shape.Filters, isHalf: false) && IsUsualRight(shape.Channels, shape.Filters, isHalf: true));
    }

    private static bool IsUsualRight(long channels, long filters, bool isHalf) => IsRight([channels, 6, 6], filters, [3, 3], [1, 1], [1, 1], isHalf, isFirst: false);

    // What cannot be held against a reference here counts as wrong. Only a tower's first layer needs no gradient of what arrives.
    private static bool AreRight(IReadOnlyList<GraphOperation> operations, bool isHalf, bool isTower)
    {
        for (int i = 0; i < operations.Count; i++)
        {
            GraphOperation operation = operations[i];
            bool isRight = operation.Branches.Count > 0 ? operation.Branches.All(branch => AreRight(branch, isHalf, isTower: false)) : operation.Kind switch
            {
                "conv2d" => IsRight(operation, isHalf, isFirst: isTower && i == 0),
                "conv1d" or "conv3d" or "separable_conv1d" or "separable_conv2d" or "lstm" or "gru" or "custom" => false,
                _ => true,
            };
            if (!isRight)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsRight(GraphOperation operation, bool isHalf, bool isFirst)
    {
        string Text(string key) => operation.Attributes.FirstOrDefault(attribute => attribute.Key == key).Value ?? "";
        long[] Numbers(string key, long standard) => Text(key) is { Length: > 0 } text && text != "null" ? [.. text.Split(',').Select(part => long.Parse(part, CultureInfo.InvariantCulture))] : [standard, standard];
        if (Text("groups") is not ("" or "1") || Numbers("dilation", 1).Any(step => step != 1))
        {
            return false;
        }

        long[] kernel = Numbers("kernel", 3);
        long[] padding = Text("padding") switch
        {
            "same" => [kernel[0] / 2, kernel[1] / 2],
            "valid" => [0, 0],
            _ => Numbers("padding", 0),
        };
        return IsRight([.. operation.Input], operation.Output[0], kernel, Numbers("stride", 1), padding, isHalf, isFirst);
    }

    /// <summary>One convolution of a few images, and its gradients, against double precision. The first layer of a tower needs no gradient of what arrives.</summary>
    private static bool IsRight(long[] input, long filters, long[] kernel, long[] stride, long[] padding, bool isHalf, bool isFirst)
    {
        using var scope = NewDisposeScope();
        using var mode = set_grad_enabled(true);
        Tensor x = Scattered([8, .. input]), w = Scattered([filters, input[0], .. kernel]);
        (Tensor Value, Tensor X, Tensor W) exact = Compute(ScalarType.Float64);
        (Tensor Value, Tensor X, Tensor W) actual = Compute(isHalf ? ScalarType.BFloat16 : ScalarType.Float32);
        double tolerance = isHalf ? 0.05 : 1e-4;
        return IsNear(actual.Value, exact.Value, tolerance) && IsNear(actual.W, exact.W, tolerance) && (isFirst || IsNear(actual.X, exact.X, tolerance));

        (Tensor Value, Tensor X, Tensor W) Compute(ScalarType type)
        {
            Tensor images = x.to(type).detach().requires_grad_(!isFirst);
            Tensor weight = ChannelsLast.Of(w.to(type)).detach().requires_grad_();
            Tensor value = nn.functional.conv2d(images, weight, strides: stride, padding: padding);
            (value * Scattered(value.shape).to(type)).sum().backward();
            return (value.detach().to(ScalarType.Float64), isFirst ? value : images.grad!.to(ScalarType.Float64), weight.grad!.to(ScalarType.Float64));
        }
    }

    // No random number is drawn. Numbers without a pattern, within -0.5 and 0.5: a sine's sums cancel, and what bfloat16 rounds away then looks like a wrong kernel.
    internal static Tensor Scattered(long[] shape)
    {
        long count = shape.Aggregate(1L, (a, b) => a * b);
        return ((arange(count, ScalarType.Float64) * 12.9898).sin() * 43758.5453).frac().div(2).reshape(shape);
    }

    private static bool IsNear(Tensor actual, Tensor expected, double tolerance) =>
        (actual - expected).abs().max().item<double>() <= tolerance * (1 + expected.abs().max().item<double>());

    // TorchSharp does not wrap switches such as torch.backends.mkldnn.enabled; the library exports them under their C++ names.
    private static Setter? ContextSwitch(string name)
    {
        if (!NativeLibrary.TryLoad("torch_cpu", typeof(torch).Assembly, null, out IntPtr library)
            || !NativeLibrary.TryGetExport(library, "_ZN2at13globalContextEv", out IntPtr getter)
            || !NativeLibrary.TryGetExport(library, name, out IntPtr setter))
        {
            return null;
        }

        IntPtr context = Marshal.GetDelegateForFunctionPointer<NativeGetter>(getter)();
        NativeSetter set = Marshal.GetDelegateForFunctionPointer<NativeSetter>(setter);
        return isEnabled => set(context, isEnabled);
    }

    private delegate void Setter(bool isEnabled);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate IntPtr NativeGetter();

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void NativeSetter(IntPtr context, [MarshalAs(UnmanagedType.U1)] bool isEnabled);
}
