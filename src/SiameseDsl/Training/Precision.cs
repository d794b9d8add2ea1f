namespace SiameseDsl.Training;

/// <summary>What a training computes the towers in.</summary>
public enum Precision
{
    /// <summary>32 bits throughout.</summary>
    Float32,

    /// <summary>
    /// The towers' weights and activations in bfloat16 (8 bits of exponent, 8 of precision); norms, the head, the loss, the gradients' sums, the optimiser and the weights that it changes in 32 bits.
    /// Evaluation is in 32 bits. It is faster on processors with instructions for it (AVX-512 BF16, AMX), and much slower on others.
    /// </summary>
    BFloat16,
}
