using static TorchSharp.torch;

namespace SiameseDsl.Training.Optimizers;

/// <summary>An optimiser's arithmetic: changes parameters in place from their gradients and what it keeps beside them.</summary>
internal interface IUpdateRule
{
    /// <summary>What is kept for each parameter, by name; <c>step</c> is a single float32, the others have the parameter's shape. All begin at zero.</summary>
    IReadOnlyList<string> Slots { get; }

    /// <summary>One step. Called without gradients; leaves no tensor behind.</summary>
    /// <param name="parameters">The parameters that have a gradient.</param>
    /// <param name="gradients">Their gradients.</param>
    /// <param name="slots">For each slot, the tensors of those parameters.</param>
    /// <param name="learningRate">The learning rate.</param>
    void Apply(Tensor[] parameters, Tensor[] gradients, Tensor[][] slots, double learningRate);
}
