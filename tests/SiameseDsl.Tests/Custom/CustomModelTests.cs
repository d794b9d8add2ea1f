using SiameseDsl.Losses;
using SiameseDsl.Modules;
using SiameseDsl.Tests.Truth;
using SiameseDsl.Training;
using static TorchSharp.torch;

namespace SiameseDsl.Tests.Custom;

/// <summary>Models that stand on classes of the user's, as the golden ones do.</summary>
public sealed class CustomModelTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "good");

    private static readonly Lazy<IReadOnlyList<ModelEntry>> Golden = new(() => CompiledSpecs.Load([("custom.siamese.yaml", Text("custom.siamese.yaml"))], Text("Custom.cs")));

    [Fact]
    public void Parameters_are_counted_by_the_module()
    {
        ModelEntry entry = Entry("base");

        // conv 4 x 9 + 4, gain 4, dense 16 x 6 + 6, agreement 1.
        Assert.Equal(40 + 4 + 102 + 1, entry.ParameterCount);
        Assert.Equal(40 + 102, entry.Plan.ParameterCount);
        Assert.Equal(4, entry.CountedPlan.Towers[0].Operations.Single(operation => operation.Name == "gain").Parameters);
        Assert.Equal(1, entry.CountedPlan.HeadLayers.Single().Parameters);
        Assert.Equal(entry.ParameterCount, (long)entry.Create(1).GetType().GetProperty("ParameterCount")!.GetValue(null)!);
    }

    [Fact]
    public void Another_shape_than_the_declared_is_refused_where_it_is_made()
    {
        string spec = Text("custom.siamese.yaml").Replace("output: [4, 2, 2]", "output: [4, 3, 3]", StringComparison.Ordinal);
        using SiameseModule model = CompiledSpecs.Load([("custom.siamese.yaml", spec)], Text("Custom.cs"))[0].Create(1);
        using Tensor images = rand(2, 1, 12, 12);

        SiameseException refused = Assert.Throws<SiameseException>(() => model.call(images, images));

        Assert.Equal("'corners' of Custom/base is declared to give (N, 4, 3, 3), but its class gave (4, 4, 2, 2): correct 'output' in the spec, or the class.", refused.Message);
    }

    [Fact]
    public void A_score_of_another_shape_is_refused()
    {
        string code = Text("Custom.cs").Replace("((left * right).sum(1) * weight)", "(left * right * weight)", StringComparison.Ordinal);
        using SiameseModule model = CompiledSpecs.Load([("custom.siamese.yaml", Text("custom.siamese.yaml"))], code)[0].Create(1);
        using Tensor images = rand(2, 1, 12, 12);

        Assert.Contains("'head' of Custom/base is declared to give (N), but its class gave (2, 6)", Assert.Throws<SiameseException>(() => model.call(images, images)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_distance_of_ones_own_is_the_models_distance()
    {
        using SiameseModule model = Entry("manhattan").Create(1);
        using Tensor left = tensor(new float[,] { { 1, 2, 3, 4, 5, 6 } });
        using Tensor right = tensor(new float[,] { { 2, 2, 1, 4, 5, 9 } });

        Assert.Equal(6, model.HeadMetric!.Distance(left, right).item<float>());
        Assert.Equal(-6, model.Compare(left, right).item<float>());
    }

    [Fact]
    public void What_a_loss_of_ones_own_learns_is_trained_with_the_model()
    {
        ModelEntry entry = Entry("spread");
        using SiameseModule model = entry.Create(1);
        using SiameseTrainer trainer = entry.CreateTrainer(model, entry.DefaultOptions);
        using Tensor images = rand(12, 1, 12, 12);
        using Tensor labels = arange(12, ScalarType.Int64) / 4;

        trainer.TrainStep(images, labels.to(ScalarType.Int64));

        Assert.NotEqual(1.5f, trainer.Loss.named_parameters().Single(parameter => parameter.name == "width").parameter.item<float>());
    }

    [Fact]
    public void A_loss_on_something_else_than_the_spec_says_is_refused()
    {
        string spec = Text("custom.siamese.yaml").Replace("custom_distance: { type: Golden.Spring }", "custom_distance: { type: Golden.Hinge }", StringComparison.Ordinal);
        ModelEntry entry = CompiledSpecs.Load([("custom.siamese.yaml", spec)], Text("Custom.cs")).Single(one => one.Variant == "spring");
        using SiameseModule model = entry.Create(1);

        Assert.Contains("write 'custom' there", Assert.Throws<SiameseException>(() => entry.CreateTrainer(model, entry.DefaultOptions)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loss_that_takes_distances_alone_refuses_a_similarity() =>
        Assert.Contains("the head has no distance", Assert.Throws<SiameseException>(() => CustomBatchOptions.Distance(SiameseDsl.Heads.Similarity.Dot)).Message, StringComparison.Ordinal);

    [Fact]
    public void Weights_of_ones_own_layers_are_saved_under_their_names() =>
        Assert.Contains("gain.weight", Entry("base").Create(1).state_dict().Keys);

    private static ModelEntry Entry(string variant) => Golden.Value.Single(entry => entry.Variant == variant);

    private static string Text(string file) => File.ReadAllText(Path.Combine(Folder, file));
}
