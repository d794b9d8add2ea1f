using static TorchSharp.torch;

namespace SiameseDsl.Training.Optimizers;

/// <summary>An optimiser's arithmetic: changes parameters in place from their gradients and from what <see cref="StateSlot.Of"/> says is kept beside them.</summary>
internal interface IUpdateRule
{
    /// <summary>One step. Called without gradients; leaves no tensor behind.</summary>
    /// <param name="parameters">The parameters that have a gradient.</param>
    /// <param name="gradients">Their gradients.</param>
    /// <param name="slots">For each slot, the tensors of those parameters.</param>
    /// <param name="learningRate">The learning rate.</param>
    void Apply(Tensor[] parameters, Tensor[] gradients, Tensor[][] slots, double learningRate);
}
