using static TorchSharp.torch;

namespace SiameseDsl.Mining;

/// <summary>The triplets that a miner chose.</summary>
/// <param name="Gaps">d(a, p) - d(a, n), of any shape.</param>
/// <param name="Mined">Which of the gaps are chosen triplets: bool, of the same shape.</param>
/// <param name="Possible">How many triplets the miner chose from: a scalar, int64.</param>
public readonly record struct MinedTriplets(Tensor Gaps, Tensor Mined, Tensor Possible);
