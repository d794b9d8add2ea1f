using SiameseDsl.Spec.Editing;

namespace SiameseDsl.Spec.Tests.Editing;

/// <summary>What an editor is told at a place of a text that is being written; <c>|</c> marks the place.</summary>
public sealed class SpecEditorTests
{
    private const string Start = "siamese: 1\nmodel: Digits\ninput: { shape: [1, 28, 28] }\n";

    [Theory]
    [InlineData("|", "siamese", "model", "tower", "head", "loss", "training", "variants")]
    [InlineData("siamese: 1\nmo|", "model")]
    [InlineData(Start + "tower:\n  - |", "dense", "conv2d", "flatten")]
    [InlineData(Start + "tower:\n  - den|", "dense")]
    [InlineData(Start + "tower:\n  - dense: { |", "units", "bias", "activation", "name", "shared")]
    [InlineData(Start + "tower:\n  - dense: { units: 3, act|", "activation")]
    [InlineData(Start + "tower:\n  - dense: { units: 3, activation: |", "linear", "relu", "tanh")]
    [InlineData(Start + "tower:\n  - dense:\n      |", "units", "activation")]
    [InlineData(Start + "tower:\n  - dense:\n      units: 3\n      bias: |", "true", "false")]
    [InlineData(Start + "tower: [flatten, |", "dense", "relu")]
    [InlineData(Start + "tower: [flatten, { dense: { units: 3, |", "activation", "bias")]
    [InlineData(Start + "tower:\n  - repeat:\n      times: 2\n      layers:\n        - |", "dense", "repeat")]
    [InlineData(Start + "head: |", "euclidean", "concat", "cosine")]
    [InlineData(Start + "head:\n  |", "euclidean", "concat", "cosine")]
    [InlineData(Start + "head: { l1: { layers: [|", "dense", "relu")]
    [InlineData(Start + "head: { euclidean: { |", "calibrated")]
    [InlineData(Start + "loss: { triplet: { miner: |", "all", "semi_hard", "hard")]
    [InlineData(Start + "training:\n  optimizer: { |", "adam", "sgd")]
    [InlineData(Start + "training:\n  optimizer: { adam: { |", "lr", "weight_decay")]
    [InlineData(Start + "training:\n  |", "optimizer", "batch", "epochs", "augment")]
    [InlineData(Start + "training:\n  augment:\n    - |", "affine", "rotations")]
    [InlineData(Start + "training: { early_stop: { metric: |", "pair_accuracy", "auc", "one_shot")]
    [InlineData(Start + "expect:\n  - { rule: |", "SDSL4001", "SDSL4011")]
    [InlineData(Start + "levels: { |", "SDSL4011", "SDSL2111")]
    [InlineData(Start + "levels:\n  SDSL4011: |", "none", "info", "warning", "error")]
    [InlineData(Start + "blocks: { cell: [relu] }\ntower:\n  - |\n", "cell", "dense")]
    [InlineData(Start + "blocks:\n  cell:\n    |", "params", "layers")]
    [InlineData(Start + "sharing: |", "shared", "separate", "partial")]
    [InlineData(Start + "variants:\n  wide:\n    |", "head", "loss", "training", "tower")]
    [InlineData(Start + "variants:\n  wide:\n    head: |", "euclidean", "cosine")]
    [InlineData(Start + "variants: { wide: { loss: { |", "bce", "triplet")]
    [InlineData(Start + "tower:\n  - dense: { name: embedding, units: 64 }\nvariants:\n  wide:\n    tower.|", "tower.embedding.units", "tower.embedding.activation")]
    [InlineData(Start + "tower:\n  - dense: { name: embedding, units: 64 }\nvariants:\n  wide:\n    tower.embedding.activation: |", "linear", "relu")]
    [InlineData(Start + "params: { size: 3 }\ntower:\n  - flatten\nhead: |\n", "euclidean", "$size")]
    [InlineData(Start + "input:\n  towers:\n    right: [|", "rotate", "invert", "resize")]
    [InlineData(Start + "tower:\n  - dense: { name: embedding, units: 64 }\nmatrix:\n  tower.embedding.activation: [|", "linear", "relu")]
    [InlineData(Start + "matrix:\n  head: { near: { |", "head", "loss")]
    [InlineData(Start + "matrix:\n  head: [|", "euclidean", "l1")]
    [InlineData(Start + "towers:\n  photo:\n    |", "input", "layers")]
    [InlineData(Start + "tower: [dense: { units: 3, activation:|", "linear", "relu")]
    [InlineData(Start + "tower: [{ dense: {\n  units: 3, # how many\n  act|", "activation")]
    [InlineData(Start + "tower:\n  - residual:\n      layers: [dense: { |", "units", "activation")]
    [InlineData(Start + "tower: [{ \"dense\": { \"units\":3, |", "activation", "bias")]
    [InlineData(Start + "tower: [{ 'dense': { |", "activation", "bias")]
    [InlineData(Start + "tower: [{dense:{ |", "activation", "bias")]
    [InlineData(Start + "head: { concat: { layers:[|", "dense", "relu")]
    [InlineData(Start + "head: { concat: { layers:\n  [dense: { |", "units", "activation")]
    [InlineData(Start + "head: { concat: { layers:\r\n  [dense: { |", "units", "activation")]
    [InlineData("siamese: 1\nsummary: \"a # b: c\"\ntower: [relu, |", "dense", "relu")]
    [InlineData("variants: { a: { summary: \"is \\\" { [ in it\", |", "head", "loss")]
    [InlineData("variants: { a: { summary: it's a:b # { [ ,\n  , |", "head", "loss")]
    [InlineData("variants: { a: { summary: x#y, head: |", "euclidean")]
    [InlineData("variants: { a: { : , |", "head", "loss")]
    [InlineData(Start + "tower:\n  - dense: { units: 3, frozen: |", "true", "false")]
    [InlineData(Start + "tower:\n  - dense: { units: 3, shared: |", "true", "false")]
    [InlineData(Start + "tower:\n  - dense: { units: 3, init: |", "orthogonal", "pytorch")]
    [InlineData(Start + "tower:\n  - dense: { units: 3, init: { normal: { |", "std")]
    [InlineData(Start + "tower:\r\n  -\r\n    dense:\r\n      |", "units", "activation")]
    [InlineData(Start + "tower:\n\t- |", "dense")]
    [InlineData(Start + "tower:\n  - # the first\n    dense:\n      |", "units", "activation")]
    [InlineData(Start + "head:\t|", "euclidean")]
    [InlineData(Start + "summary: no #key: here\n|", "head", "loss")]
    [InlineData(Start + "no # comment: here\nhead: |", "euclidean")]
    [InlineData(Start + "tower: [flatten]\nhe|ad: euclidean\n", "head")]
    [InlineData(Start + "tower: [flatten,\n  relu]\nloss: |", "bce")]
    public void Completion_offers_what_fits(string text, params string[] expected)
    {
        string[] labels = [.. Complete(text).Select(entry => entry.Label)];

        Assert.All(expected, label => Assert.Contains(label, labels));
    }

    [Theory]
    [InlineData(Start + "tower:\n  - dense: { units: 3, |", "units", "head", "flatten")]
    [InlineData("siamese: 1\n|\nmodel: Digits\n", "siamese", "model", "dense")]
    [InlineData(Start + "head: |", "dense", "calibrated", "bce")]
    [InlineData(Start + "tower:\n  - dense:\n      units: 3\n      |\n      bias: false\n", "units", "bias", "tower")]
    [InlineData(Start + "variants:\n  wide:\n    |", "model", "siamese", "variants", "levels")]
    [InlineData(Start + "levels: { SDSL4011: none, |", "SDSL4011", "SDSL1001", "SDSL3001")]
    [InlineData(Start + "tower: [{ \"dense\": { \"units\":3, |", "units", "flatten")]
    [InlineData(Start + "tower:\n  - dense: { units: 3, init: |", "dense", "units", "true")]
    public void Completion_does_not_offer_what_is_there_or_stands_elsewhere(string text, params string[] others)
    {
        string[] labels = [.. Complete(text).Select(entry => entry.Label)];

        Assert.NotEmpty(labels);
        Assert.All(others, label => Assert.DoesNotContain(label, labels));
    }

    [Theory]
    [InlineData("# head: euclidean\n\n- |")]
    [InlineData(Start + "tower:\n  - - |")]
    [InlineData(Start + "tower: [flatten,\n  relu] |")]
    [InlineData(Start + "tower:\n  - dense: |")]
    [InlineData(Start + "summary: |")]
    public void Completion_is_silent_where_nothing_fits(string text) => Assert.Empty(Complete(text));

    [Theory]
    [InlineData(Start + "head: euclidian|", "euclidean")]
    [InlineData(Start + "head: squared|", "squared_euclidean")]
    [InlineData(Start + "tower:\n  - norm|", "batch_norm")]
    [InlineData(Start + "traning|", "training")]
    public void The_nearest_comes_first(string text, string first) => Assert.Equal(first, Complete(text)[0].Label);

    [Theory]
    [InlineData(Start + "head: |", "l1", "{ l1: { layers: [$1] } }")]
    [InlineData(Start + "head: |", "euclidean", "euclidean")]
    [InlineData(Start + "tower:\n  - |", "dense", "dense: { units: ${1:1} }")]
    [InlineData(Start + "tower: [|", "dense", "{ dense: { units: ${1:1} } }")]
    [InlineData(Start + "tower:\n  - dense: { |", "activation", "activation: ${1:linear}")]
    [InlineData(Start + "|", "training", "training:\n  $1")]
    [InlineData(Start + "|", "tower", "tower:\n  - $1")]
    [InlineData(Start + "training:\n  |", "early_stop", "early_stop:\n    $1")]
    public void A_snippet_writes_what_is_required_in_the_form_of_the_place(string text, string label, string snippet) =>
        Assert.Equal(snippet, Complete(text).Single(entry => entry.Label == label).Snippet);

    /// <summary>What is accepted must be right: each kind offered for a list or a choice, its holes filled, gives a spec in which neither key nor kind is unknown.</summary>
    [Theory]
    [InlineData(Start + "tower:\n  - |\nhead: euclidean\nloss: contrastive\n")]
    [InlineData(Start + "tower: [|]\nhead: euclidean\nloss: contrastive\n")]
    [InlineData(Start + "tower: [flatten]\nhead: |\nloss: contrastive\n")]
    [InlineData(Start + "tower: [flatten]\nhead: euclidean\nloss: |\n")]
    [InlineData(Start + "tower: [flatten]\nhead: euclidean\nloss: contrastive\ntraining: { optimizer: |, epochs: 3 }\n")]
    public void Every_kind_that_is_accepted_is_known_where_it_stands(string text)
    {
        int at = text.IndexOf('|', StringComparison.Ordinal);
        foreach (CompletionEntry entry in Complete(text).Where(entry => entry.Sort == CompletionSort.Kind))
        {
            string accepted = text.Remove(at, 1).Insert(at, entry.PlainText);
            Assert.DoesNotContain(SpecText.Compile(accepted).Findings, finding => finding.Id is "SDSL0001" or "SDSL1001" or "SDSL1005" or "SDSL1006");
        }
    }

    [Theory]
    [InlineData(Start + "tower:\n  - dense: { un|its: 64 }", "**units**", "Of `dense`")]
    [InlineData(Start + "tower:\n  - flatten\n  - de|nse: { units: 64 }", "**dense** (layer)", "`dense1` gives (64), 50,240 parameters")]
    [InlineData(Start + "tower:\n  - dense: { units: 64, activation: re|lu }", "**relu** (layer)")]
    [InlineData(Start + "tower:\n  - dense: 6|4", "**units**")]
    [InlineData(Start + "loss: { contrastive: { mar|gin: 1 } }", "**margin**: a number above 0", "by default 1, but at most half")]
    [InlineData(Start + "training: { epo|chs: 3 }", "**epochs**", "10 by default")]
    [InlineData(Start + "tower:\n  - dense: { name: embedding, units: 64 }\nvariants:\n  wide: { tower.embedding.un|its: 128 }", "**tower.embedding.units**")]
    [InlineData(Start + "params: { size: 3 }\nvari|ants: {}", "**variants**")]
    [InlineData(Start + "tower:\n  - dense: { units: 64, fro|zen: true }", "**frozen**", "Of `dense`")]
    [InlineData(Start + "tower:\n  - dense: { units: 64, init: ortho|gonal }", "**orthogonal** (initializer)")]
    public void Hover_tells_what_is_known(string text, params string[] expected)
    {
        string markdown = Hover(text)!;

        Assert.All(expected, part => Assert.Contains(part, markdown, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Start + "zeb|ra: 1")]
    [InlineData("# a com|ment")]
    [InlineData(Start + "|")]
    public void Hover_is_silent_where_nothing_is_known(string text) => Assert.Null(Hover(text));

    /// <summary>Every beginning of every model, and every place in it: no question fails.</summary>
    [Fact]
    public void Every_prefix_of_every_model_can_be_asked_about()
    {
        foreach (string path in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "models"), "*.siamese.yaml"))
        {
            string text = File.ReadAllText(path);
            for (int length = 0; length <= text.Length; length += 7)
            {
                var editor = new SpecEditor(new SpecFile("test", text[..length]));
                (IReadOnlyList<CompletionEntry> entries, SourceSpan span) = editor.Complete(length);
                Assert.InRange(span.Start, 0, length);
                Assert.All(entries, entry => Assert.NotEmpty(entry.Snippet));
                editor.Hover(length);
            }
        }
    }

    private static IReadOnlyList<CompletionEntry> Complete(string text)
    {
        int at = text.IndexOf('|', StringComparison.Ordinal);
        return new SpecEditor(new SpecFile("test", text.Remove(at, 1))).Complete(at).Entries;
    }

    private static string? Hover(string text)
    {
        int at = text.IndexOf('|', StringComparison.Ordinal);
        return new SpecEditor(new SpecFile("test", text.Remove(at, 1))).Hover(at)?.Markdown;
    }
}
