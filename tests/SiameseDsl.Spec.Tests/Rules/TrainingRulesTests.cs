using SiameseDsl.Spec.Tests.Plans;

namespace SiameseDsl.Spec.Tests.Rules;

/// <summary>Each rule about training where it fires and where it does not.</summary>
public sealed class TrainingRulesTests
{
    [Theory]
    [InlineData("cosine: { warmup_epochs: 10 }", true)]
    [InlineData("cosine: { warmup_epochs: 9.9 }", false)]
    [InlineData("linear: { warmup: 0.5, warmup_epochs: 5 }", true)]
    [InlineData("linear: { warmup: 0.4, warmup_epochs: 5 }", false)]
    [InlineData("constant: { warmup: 0.99 }", false)]
    public void A_warm_up_ends_before_the_training(string schedule, bool fires) => Expect("SDSL4060", fires, Training($"epochs: 10, schedule: {{ {schedule} }}"));

    [Theory]
    [InlineData("step: 10", true)]
    [InlineData("step: 9", false)]
    [InlineData("multi_step: { milestones: [5, 9, 11] }", true)]
    [InlineData("multi_step: 10", true)]
    [InlineData("multi_step: { milestones: [5, 9] }", false)]
    [InlineData("exponential: 0.5", false)]
    public void A_rate_falls_before_the_end(string schedule, bool fires) => Expect("SDSL4061", fires, Training($"epochs: 10, schedule: {{ {schedule} }}"));

    [Theory]
    [InlineData(9, false)]
    [InlineData(10, true)]
    public void Patience_is_shorter_than_the_training(int patience, bool fires) => Expect("SDSL4062", fires, Training($"epochs: 10, early_stop: {{ patience: {patience} }}"));

    [Theory]
    [InlineData("16", "dense: 17", true)]
    [InlineData("16", "dense: 16", false)]
    [InlineData("16", "dense: 64, dense: 8", false)]
    [InlineData("1, 4, 4", "conv2d: { filters: 2 }, relu, flatten", true)]
    [InlineData("1, 4, 4", "conv2d: { filters: 2 }, max_pool: 2, flatten", false)]
    public void An_embedding_is_smaller_than_its_input(string shape, string layers, bool fires) =>
        Expect("SDSL4064", fires, $"siamese: 1\nmodel: M\ninput: {{ shape: [{shape}] }}\ntower: [{layers}]\nhead: euclidean\nloss: contrastive\n");

    [Theory]
    [InlineData("shared", "pairs: 3", "dense: 4", true)]
    [InlineData("shared", "pairs: 4", "dense: 4", false)]
    [InlineData("separate", "pairs: 7", "dense: 4", true)]
    [InlineData("separate", "pairs: 8", "dense: 4", false)]
    [InlineData("shared", "pairs: 2", "reshape: [2, 8]", false)]
    [InlineData("shared", "pairs: 2", "residual: [dense: 16]", true)]
    public void Batch_norm_sees_enough_values(string sharing, string batch, string layer, bool fires) =>
        Expect("SDSL4065", fires, $"siamese: 1\nmodel: M\ninput: {{ shape: [16] }}\nsharing: {sharing}\ntower: [{layer}, batch_norm, flatten]\nhead: euclidean\nloss: contrastive\ntraining: {{ batch: {{ {batch} }} }}\n");

    [Theory]
    [InlineData(3, 2, 1, true)]
    [InlineData(8, 1, 1, false)]
    [InlineData(7, 9, 1, true)]
    public void Towers_of_their_own_see_a_share_of_an_episode(int ways, int queries, int shots, bool fires) => Expect(
        "SDSL4065",
        fires,
        $"siamese: 1\nmodel: M\ninput: {{ shape: [16] }}\nsharing: separate\ntower: [dense: 4, batch_norm]\nhead: squared_euclidean\nloss: prototypical\ntraining: {{ batch: {{ episodes: {{ ways: {ways}, shots: {shots}, queries: {queries} }} }} }}\n");

    [Theory]
    [InlineData(1, "batch_norm", false)]
    [InlineData(2, "batch_norm", true)]
    [InlineData(2, "layer_norm", false)]
    public void Accumulation_is_no_large_batch_under_batch_norm(int accumulate, string norm, bool fires) => Expect(
        "SDSL4066",
        fires,
        $"siamese: 1\nmodel: M\ninput: {{ shape: [16] }}\ntower: [dense: {{ units: 8, bias: false }}, {norm}]\nhead: euclidean\nloss: contrastive\ntraining: {{ accumulate: {accumulate} }}\n");

    [Theory]
    [InlineData("[1, 8, 8]", "affine, rotations, flip: 0.5, noise", false)]
    [InlineData("[1, 8, 9]", "affine, flip", false)]
    [InlineData("[1, 8, 9]", "rotations", true)]
    [InlineData("[1, 8, 9]", "warped_classes, composed_classes", false)]
    [InlineData("[3, 8, 9]", "drawn_classes", false)]
    [InlineData("[64]", "warped_classes", true)]
    [InlineData("[64]", "drawn_classes", true)]
    [InlineData("[64]", "noise: 0.2", false)]
    [InlineData("[64]", "elastic", true)]
    [InlineData("[2, 32]", "erase: 0.2", true)]
    public void Augmentations_fit_the_input(string shape, string augment, bool fires) => Expect(
        "SDSL2150",
        fires,
        $"siamese: 1\nmodel: M\ninput: {{ shape: {shape} }}\ntower: [flatten, dense: 8]\nhead: euclidean\nloss: contrastive\ntraining: {{ augment: [{augment}] }}\n");

    [Theory]
    [InlineData("dense: { units: 8, frozen: true }, dense: 4", "euclidean", false)]
    [InlineData("dense: { units: 8, frozen: true }, relu, dense: { units: 4, frozen: true }", "euclidean", true)]
    [InlineData("repeat: { times: 2, frozen: true, layers: [dense: 8, relu] }", "euclidean", true)]
    [InlineData("residual: { frozen: true, layers: [dense: { units: 16, frozen: false }] }", "euclidean", false)]
    [InlineData("dense: { units: 8, frozen: true }", "{ l1: { layers: [dense: 1] } }", false)]
    [InlineData("dense: { units: 8, frozen: true }", "{ euclidean: { calibrated: true } }", false)]
    [InlineData("relu", "euclidean", false)]
    public void Something_is_left_to_train(string layers, string head, bool fires) => Expect("SDSL4063", fires, Vector(layers, head));

    [Theory]
    [InlineData("relu: { frozen: true }, dense: 8", true)]
    [InlineData("dense: 8, batch_norm: { affine: false, frozen: true }", false)]
    [InlineData("batch_norm: { init: orthogonal }, dense: 8", true)]
    [InlineData("dense: { units: 8, init: orthogonal }", false)]
    [InlineData("residual: { init: orthogonal, frozen: true, layers: [dense: 16] }, dense: 8", false)]
    [InlineData("residual: { init: orthogonal, layers: [relu] }, dense: 8", true)]
    public void Keys_have_something_to_act_on(string layers, bool fires) => Expect("SDSL4067", fires, Vector(layers));

    [Theory]
    [InlineData("cosine", "proxy_anchor", "affine, warped_classes", true)]
    [InlineData("cosine", "arcface", "composed_classes: 1", true)]
    [InlineData("cosine", "arcface", "drawn_classes", true)]
    [InlineData("cosine", "{ sum: [{ loss: nt_xent }, { weight: 0.2, loss: arcface }] }", "warped_classes", true)]
    [InlineData("cosine", "arcface", "rotations, affine", false)]
    [InlineData("cosine", "nt_xent", "warped_classes, composed_classes", false)]
    public void Made_classes_are_not_learned_by_heart(string head, string loss, string augment, bool fires) => Expect(
        "SDSL4080",
        fires,
        $"siamese: 1\nmodel: M\ninput: {{ shape: [1, 8, 8] }}\ntower: [flatten, dense: 8]\nhead: {head}\nloss: {loss}\ntraining: {{ augment: [{augment}] }}\n");

    [Fact]
    public void A_variant_is_blamed_where_it_made_the_mistake()
    {
        string yaml = Training("epochs: 10, schedule: { step: 8 }") + "variants:\n  short:\n    training:\n      epochs: 5\n";
        Finding finding = Assert.Single(Compiled.Compile(yaml).Findings, finding => finding.Id == "SDSL4061");
        Assert.Equal(10, finding.Span.StartLine);
    }

    private static string Vector(string layers, string head = "euclidean") =>
        $"siamese: 1\nmodel: M\ninput: {{ shape: [16] }}\ntower: [{layers}]\nhead: {head}\nloss: {(head == "euclidean" ? "contrastive" : "bce")}\n";

    private static string Training(string settings) =>
        $"siamese: 1\nmodel: M\ninput: {{ shape: [1, 28, 28] }}\ntower: [flatten, dense: 8]\nhead: euclidean\nloss: contrastive\ntraining: {{ {settings} }}\n";

    private static void Expect(string id, bool fires, string yaml)
    {
        IReadOnlyList<string> ids = [.. Compiled.Ids(yaml)];
        Assert.DoesNotContain(ids, other => other.StartsWith("SDSL1", StringComparison.Ordinal) || other.StartsWith("SDSL3", StringComparison.Ordinal));
        Assert.Equal(fires, ids.Contains(id));
    }
}
