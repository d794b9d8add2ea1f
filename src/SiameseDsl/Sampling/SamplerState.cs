namespace SiameseDsl.Sampling;

/// <summary>Where a sampler stands: with it, a resumed run draws exactly the batches that the interrupted one would have drawn.</summary>
/// <param name="Random">The random source's state.</param>
/// <param name="Order">The class order of the present pass; empty where the sampler draws without passes.</param>
/// <param name="Position">How many classes of the pass are used up.</param>
public sealed record SamplerState(ulong[] Random, int[] Order, int Position);
