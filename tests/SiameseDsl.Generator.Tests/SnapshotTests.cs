using SiameseDsl.Generator.Tests.Hosting;

namespace SiameseDsl.Generator.Tests;

/// <summary>One tiny spec for each kind of output. Read the verified files to see what the generator writes.</summary>
public class SnapshotTests
{
    [Fact]
    public Task SharedTower() => VerifyFamily("""
        siamese: 1
        model: Shared
        summary: Two images through one tower, compared by their distance.
        input: { shape: [1, 28, 28] }
        tower:
          - flatten
          - dense: { units: 64, activation: relu }
          - dense: { name: embedding, units: 32 }
        head: euclidean
        loss: { contrastive: { margin: 1.0 } }
        """);

    [Fact]
    public Task HeadOfLayers() => VerifyFamily("""
        siamese: 1
        model: Verifier
        input: { shape: [16] }
        tower:
          - dense: { name: embedding, units: 8, activation: relu }
        head: { l1: { layers: [{ dense: { units: 4, activation: relu } }, { dense: 1 }] } }
        loss: bce
        """);

    [Fact]
    public Task CalibratedHead() => VerifyFamily("""
        siamese: 1
        model: Calibrated
        input: { shape: [16] }
        tower:
          - dense: { name: embedding, units: 8 }
        head: { cosine: { calibrated: true } }
        loss: bce
        """);

    [Fact]
    public Task ConvolutionsAndResiduals() => VerifyFamily("""
        siamese: 1
        model: Residuals
        input: { shape: [1, 28, 28] }
        tower:
          - conv2d: { filters: 8, kernel: 3, bias: false }
          - batch_norm
          - relu
          - max_pool: 2
          - residual:
              layers:
                - conv2d: { filters: 16, kernel: 3, stride: 2, padding: 1, bias: false }
                - batch_norm
                - relu
                - residual: { layers: [{ conv2d: { filters: 16, bias: false } }, batch_norm], activation: relu }
              shortcut:
                - conv2d: { filters: 16, kernel: 1, stride: 2, padding: 0 }
              activation: relu
          - global_avg_pool
          - l2_normalize
        head: squared_euclidean
        loss: { triplet: { miner: semi_hard } }
        """);

    [Fact]
    public Task TokensAndBranches() => VerifyFamily("""
        siamese: 1
        model: Words
        input: { tokens: { length: 12, vocabulary: 27 } }
        tower:
          - embedding: { size: 16, padding: 0 }
          - positions
          - transformer: { blocks: 1, heads: 2 }
          - parallel:
              - [transpose, { conv1d: { filters: 8, activation: relu } }, global_max_pool]
              - [{ lstm: { units: 8, bidirectional: true } }]
              - [sequence_pool]
          - dense: { name: embedding, units: 8 }
        head: cosine
        loss: nt_xent
        """);

    [Fact]
    public Task PartialTowers() => VerifyFamily("""
        siamese: 1
        model: Domains
        input:
          shape: [1, 28, 28]
          towers:
            right: [rotate: 90, invert]
        tower:
          - conv2d: { name: stem, filters: 4, kernel: 5, stride: 2, padding: 2, activation: relu, shared: false }
          - flatten
          - dense: { name: embedding, units: 8 }
        sharing: partial
        head: euclidean
        loss: contrastive
        """);

    [Fact]
    public Task NamedTowersWithATrunk() => VerifyFamily("""
        siamese: 1
        model: Meeting
        towers:
          photo:
            input: { shape: [1, 8, 8] }
            layers: [flatten, { dense: { units: 16, activation: relu } }]
          sketch-pad:
            input: { shape: [20] }
            layers: [{ dense: { units: 16, activation: tanh } }]
        trunk:
          - dense: { name: embedding, units: 4 }
        head: euclidean
        loss: contrastive
        """);

    [Fact]
    public Task BrokenVariant() => VerifyFamily(Specs.WithBrokenVariants);

    [Fact]
    public Task Registry() => Snapshot.Verify(GeneratorHost.RunOnce(("B.siamese.yaml", Specs.Named("B")), ("A.siamese.yaml", Specs.Named("A"))).Sources["SiameseModels.g.cs"]);

    private static Task VerifyFamily(string spec, [System.Runtime.CompilerServices.CallerMemberName] string method = "")
    {
        GeneratorHost host = GeneratorHost.RunOnce(("Family.siamese.yaml", spec + "\n"));
        GeneratedCode.AssertClean(host.Output);
        return Snapshot.Verify(host.Sources["Family.g.cs"], method: method);
    }
}
