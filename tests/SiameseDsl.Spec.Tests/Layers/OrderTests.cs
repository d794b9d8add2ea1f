using SiameseDsl.Spec.Tests.Plans;

namespace SiameseDsl.Spec.Tests.Layers;

/// <summary>When the compiler says that nothing has seen the order of a sequence's steps, and when it must not.</summary>
public sealed class OrderTests
{
    [Theory]
    [InlineData("[6, 8]", "transformer, sequence_pool", true)]
    [InlineData("[6, 8]", "transformer, relu, dropout, sequence_pool: max", true)]
    [InlineData("[6, 8]", "dense: 8, gelu, transformer, l2_normalize, sequence_pool", true)]
    [InlineData("[6, 8]", "residual: [transformer], sequence_pool", true)]
    [InlineData("[1, 8, 8]", "reshape: [8, 8], transformer, sequence_pool", true)]
    [InlineData("[64]", "reshape: [8, 8], prelu, transformer, sequence_pool", true)]
    // Something tells the places, or nothing is mixed, or the pool does not forget them.
    [InlineData("[6, 8]", "positions, transformer, sequence_pool", false)]
    [InlineData("[6, 8]", "positions: sinusoidal, transformer, sequence_pool", false)]
    [InlineData("[6, 8]", "lstm: { units: 8, returns: sequence }, transformer, sequence_pool", false)]
    [InlineData("[6, 8]", "conv1d: 6, transpose, transpose, transformer, sequence_pool", false)]
    [InlineData("[6, 8]", "parallel: { branches: [[positions], []], join: sum }, transformer, sequence_pool", false)]
    [InlineData("[6, 8]", "layer_norm, transformer, sequence_pool", false)]
    [InlineData("[6, 8]", "dense: 8, sequence_pool", false)]
    [InlineData("[6, 8]", "transformer, sequence_pool: last", false)]
    [InlineData("[6, 8]", "transformer, flatten, dense: 8", false)]
    [InlineData("[1, 8, 8]", "conv2d: 2, reshape: [16, 8], transformer, sequence_pool", false)]
    [InlineData("[64]", "dense: 64, reshape: [8, 8], transformer, sequence_pool", false)]
    public void Steps_whose_places_nothing_tells_are_found(string shape, string tower, bool found)
    {
        string yaml = $"siamese: 1\nmodel: Test\ninput: {{ shape: {shape} }}\ntower: [{tower}, dense: 3]\nhead: euclidean\nloss: contrastive\n";
        CompiledSpec compiled = Compiled.Compile(yaml);

        Assert.Empty(compiled.Findings.Where(finding => finding.Severity == Severity.Error).Select(finding => finding.Message));
        Assert.Equal(found, compiled.Findings.Any(finding => finding.Id == "SDSL4021"));
    }
}
