using TorchSharp.Modules;

namespace SiameseDsl.Training.Optimizers;

/// <summary>Parameters that share a learning rate.</summary>
/// <param name="Names">Their names in the model.</param>
/// <param name="Parameters">The parameters.</param>
/// <param name="Factor">The group's learning rate is this times the optimiser's.</param>
public sealed record ParameterGroup(IReadOnlyList<string> Names, IReadOnlyList<Parameter> Parameters, double Factor)
{
    /// <summary>Whether the optimiser's weight decay holds for the group.</summary>
    public bool Decays { get; init; } = true;
}
