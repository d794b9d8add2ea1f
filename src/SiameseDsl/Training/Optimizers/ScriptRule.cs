using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace SiameseDsl.Training.Optimizers;

/// <summary>
/// An update rule in TorchScript text, which reaches the fused and multi-tensor kernels that TorchSharp does not wrap: one native call for all parameters
/// instead of about ten for each. The settings are constants in the text; the learning rate is an argument.
/// </summary>
internal sealed class ScriptRule : IUpdateRule, IDisposable
{
    private readonly jit.CompilationUnit unit;

    private ScriptRule(string text, IReadOnlyList<string> slots)
    {
        // The parser wants the last line ended. Bodies are compiled at the first call, where an unknown operator ends the process:
        // nothing here may depend on more than the one libtorch that this library is built for.
        unit = jit.compile(text + "\n");
        Slots = slots;
    }

    public IReadOnlyList<string> Slots { get; }

    /// <summary>The rule of the settings.</summary>
    public static ScriptRule Of(OptimizerOptions options) => options switch
    {
        AdamOptions adam => Adam("_fused_adam_", adam.Beta1, adam.Beta2, adam.Epsilon, adam.WeightDecay),
        AdamWOptions adam => Adam("_fused_adamw_", adam.Beta1, adam.Beta2, adam.Epsilon, adam.WeightDecay),
        SgdOptions sgd => Sgd(sgd),
        RmsPropOptions rms => RmsProp(rms),
        _ => throw new ArgumentException($"There is no optimiser for settings of type {options.GetType().Name}.", nameof(options)),
    };

    public void Apply(Tensor[] parameters, Tensor[] gradients, Tensor[][] slots, double learningRate)
    {
        // TorchSharp would leave a converted number to the finaliser, which may run before the call: this one lives until it is over.
        using Scalar rate = learningRate;
        unit.invoke("update", [parameters, gradients, .. slots, rate]);
    }

    public void Dispose() => unit.Dispose();

    private static ScriptRule Adam(string kernel, double beta1, double beta2, double epsilon, double weightDecay) => new(
        $"""
        def update(params: List[Tensor], grads: List[Tensor], averages: List[Tensor], squares: List[Tensor], steps: List[Tensor], lr: float):
            unused: List[Tensor] = []
            torch._foreach_add_(steps, 1)
            torch.{kernel}(params, grads, averages, squares, unused, steps, lr=lr, beta1={Text(beta1)}, beta2={Text(beta2)}, weight_decay={Text(weightDecay)}, eps={Text(epsilon)}, amsgrad=False, maximize=False)
        """,
        ["exp_avg", "exp_avg_sq", "step"]);

    private static ScriptRule Sgd(SgdOptions options) => new(
        options.Momentum > 0
            ? $"""
              def update(params: List[Tensor], grads: List[Tensor], momenta: List[Tensor], lr: float):
                  torch._fused_sgd_(params, grads, momenta, weight_decay={Text(options.WeightDecay)}, momentum={Text(options.Momentum)}, lr=lr, dampening=0.0, nesterov={Text(options.Nesterov)}, maximize=False, is_first_step=False)
              """
            : $"""
              def update(params: List[Tensor], grads: List[Tensor], lr: float):
                  unused: List[Tensor] = []
                  torch._fused_sgd_(params, grads, unused, weight_decay={Text(options.WeightDecay)}, momentum=0.0, lr=lr, dampening=0.0, nesterov=False, maximize=False, is_first_step=False)
              """,
        options.Momentum > 0 ? ["momentum"] : []);

    private static ScriptRule RmsProp(RmsPropOptions options)
    {
        bool momentum = options.Momentum > 0;
        string[] lines =
        [
            $"def update(params: List[Tensor], grads: List[Tensor], squares: List[Tensor], {(momentum ? "momenta: List[Tensor], " : "")}lr: float):",
            options.WeightDecay != 0 ? $"    grads = torch._foreach_add(grads, params, alpha={Text(options.WeightDecay)})" : "",
            $"    torch._foreach_mul_(squares, {Text(options.Alpha)})",
            $"    torch._foreach_addcmul_(squares, grads, grads, value={Text(1 - options.Alpha)})",
            "    scales = torch._foreach_sqrt(squares)",
            $"    torch._foreach_add_(scales, {Text(options.Epsilon)})",
            momentum ? $"    torch._foreach_mul_(momenta, {Text(options.Momentum)})" : "",
            momentum ? "    torch._foreach_addcdiv_(momenta, grads, scales, value=1.0)" : "    torch._foreach_addcdiv_(params, grads, scales, value=-lr)",
            momentum ? "    torch._foreach_add_(params, momenta, alpha=-lr)" : "",
        ];
        return new ScriptRule(string.Join('\n', lines.Where(line => line.Length > 0)), momentum ? ["square_avg", "momentum"] : ["square_avg"]);
    }

    private static string Text(bool value) => value ? "True" : "False";

    // A TorchScript float needs a point or an exponent.
    private static string Text(double value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().IndexOfAny(".eE") < 0 ? text + ".0" : text;
    }
}
