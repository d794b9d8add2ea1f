using SiameseDsl.Cli.Runs;
using SiameseDsl.Data;
using SiameseDsl.Graphs;
using SiameseDsl.Models;
using static TorchSharp.torch;

namespace SiameseDsl.Cli.Tests.Running;

public sealed class GuardTests
{
    private static ModelGraph Plan { get; } = SiameseModels.All.First(entry => entry.Name == "Digits/base").Plan;

    [Fact]
    public void A_model_too_large_for_memory_is_refused_before_it_is_built()
    {
        SiameseException refused = Assert.Throws<SiameseException>(() => MemoryGuard.Require(Plan with { ParameterCount = long.MaxValue / 2 }));

        Assert.Contains("Digits/base has 4,611,686,018,427,387,903 parameters", refused.Message, StringComparison.Ordinal);
        MemoryGuard.Require(Plan);
    }

    [Fact]
    public void Sixteen_bytes_a_parameter_are_counted()
    {
        MemoryGuard.Require(Plan with { ParameterCount = 100 }, available: 1600);
        Assert.Throws<SiameseException>(() => MemoryGuard.Require(Plan with { ParameterCount = 101 }, available: 1600));
    }

    [Fact]
    public void Data_of_another_shape_is_refused_with_both_shapes()
    {
        using var data = new DataSplit { Name = "colour", Sha256 = "", Train = Images(), Validation = Images(), Test = Images(), Disjoint = true, Description = "" };

        SiameseException refused = Assert.Throws<SiameseException>(() => ShapeGuard.Require(Plan, data));

        Assert.Equal("Digits/base takes samples of the shape (1, 28, 28), but 'colour' has samples of the shape (3, 8, 8); change the model's input or choose other data.", refused.Message);
    }

    private static SampleSet Images() => new(zeros(2, 3, 8, 8), [0, 1], ["a", "b"]);
}
