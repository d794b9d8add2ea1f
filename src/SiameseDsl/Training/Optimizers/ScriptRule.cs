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

    /// <summary>The rule of the settings.</summary>
    /// <exception cref="ArgumentException">There is no such optimiser.</exception>
    public ScriptRule(OptimizerOptions options)
    {
        // The parser wants the last line ended. Bodies are compiled at the first call, where an unknown operator ends the process:
        // nothing there may depend on more than the one libtorch that this library is built for.
        unit = jit.compile(UpdateScripts.Of(options) + "\n");
    }

    public void Apply(Tensor[] parameters, Tensor[] gradients, Tensor[][] slots, double learningRate)
    {
        // TorchSharp would leave a converted number to the finaliser, which may run before the call: this one lives until it is over.
        using Scalar rate = learningRate;
        unit.invoke("update", [parameters, gradients, .. slots, rate]);
    }

    public void Dispose() => unit.Dispose();
}
