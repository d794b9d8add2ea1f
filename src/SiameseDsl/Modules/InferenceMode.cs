using static TorchSharp.torch;

namespace SiameseDsl.Modules;

/// <summary>Evaluation mode without gradients for as long as it lives. Each module gets back the mode it had: a layer that was frozen in evaluation mode stays frozen.</summary>
internal readonly struct InferenceMode : IDisposable
{
    private readonly IDisposable noGrad;
    private readonly (nn.Module Module, bool Training)[] before;

    public InferenceMode(nn.Module root)
    {
        // Only a model in training mode is switched: inference with an evaluated one stays free of writes, so that it can run on several threads.
        before = [];
        if (root is SiameseModule model)
        {
            ConvolutionKernels.Enter(model.Plan, isHalf: false);
        }

        if (root.training)
        {
            before = [(root, true), .. root.modules().Select(module => (module, module.training))];
            root.eval();
        }

        noGrad = no_grad();
    }

    public void Dispose()
    {
        noGrad.Dispose();

        // Parents come before their children, whose own mode is therefore set last.
        foreach ((nn.Module module, bool training) in before)
        {
            module.train(training);
        }
    }
}
