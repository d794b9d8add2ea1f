using TorchSharp;
using static TorchSharp.torch;

namespace SiameseDsl.Losses;

/// <summary>A part of a sum of losses.</summary>
/// <param name="Weight">What its value is multiplied by.</param>
/// <param name="Loss">The loss.</param>
public sealed record WeightedLoss<TLoss>(double Weight, TLoss Loss)
    where TLoss : Loss<Tensor, Tensor, Tensor>;
