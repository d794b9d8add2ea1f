using SiameseDsl.Data;
using SiameseDsl.Evaluation;
using SiameseDsl.Models;
using SiameseDsl.Modules;
using SiameseDsl.Tests.Truth;
using SiameseDsl.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace SiameseDsl.Tests.Modules;

/// <summary>Samples that are no images, end to end: they are trained on, scored and embedded as they are, and what does not fit is refused in one sentence.</summary>
public sealed class SampleKindTests
{
    private const int Classes = 6;
    private const int Each = 10;

    private const string End = "head: cosine\nloss: nt_xent\ntraining: { batch: { pk: { classes: 4, samples: 4 } }, epochs: 8, optimizer: { adam: { lr: 0.01 } } }\n";

    private static readonly Lazy<IReadOnlyList<ModelEntry>> Models = new(() => CompiledSpecs.Load(
    [
        ("Vectors.siamese.yaml", "siamese: 1\nmodel: Vectors\ninput: { shape: [5] }\ntower: [dense: { units: 16, activation: relu }, dense: 8]\n" + End),
        ("Steps.siamese.yaml", "siamese: 1\nmodel: Steps\ninput: { shape: [6, 3] }\ntower: [lstm: 12, dense: 8]\n" + End),
        ("Volumes.siamese.yaml", "siamese: 1\nmodel: Volumes\ninput: { shape: [1, 4, 4, 4] }\ntower: [conv3d: { filters: 4, activation: relu }, flatten, dense: 8]\n" + End),
        ("Tokens.siamese.yaml", "siamese: 1\nmodel: Tokens\ninput: { tokens: { length: 6, vocabulary: 12 } }\ntower: [embedding: 8, positions, transformer: { blocks: 1, heads: 2, dropout: 0 }, sequence_pool, dense: 8]\n" + End),
    ]));

    public static TheoryData<string> Families => ["Vectors", "Steps", "Volumes", "Tokens"];

    [Theory]
    [MemberData(nameof(Families))]
    public void Every_kind_of_sample_is_trained_on_and_told_apart(string family) => LearnsToTellApart(family, Precision.Float32);

    [Theory]
    [InlineData("Steps")]
    [InlineData("Tokens")]
    public void Steps_and_tokens_are_told_apart_in_bfloat16_too(string family) => LearnsToTellApart(family, Precision.BFloat16);

    [Fact]
    public void Tokens_and_real_numbers_are_gathered_as_they_are_and_bytes_are_scaled()
    {
        using DisposeScope scope = NewDisposeScope();
        using SampleSet tokens = new(tensor(new long[] { 1, 2, 255, 4 }, [2, 2]), [0, 1], ["a", "b"]);
        using SampleSet values = new(tensor(new float[] { 1, 2, 255, 4 }, [2, 2]), [0, 1], ["a", "b"]);
        using SampleSet bytes = new(tensor(new byte[] { 0, 51, 255, 102 }, [2, 2]), [0, 1], ["a", "b"]);

        Assert.Equal([255L, 4L], tokens.Gather([1]).data<long>().ToArray());
        Assert.Equal([255f, 4f], values.Gather([1]).data<float>().ToArray());
        Assert.Equal(1f, bytes.Gather([1])[0, 0].item<float>());
        Assert.Equal(0.4f, bytes.Gather([1])[0, 1].item<float>(), 1e-6f);
        Assert.Contains("Float64", Assert.Throws<ArgumentException>(() => new SampleSet(zeros(2, 2, ScalarType.Float64), [0, 1], ["a", "b"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_are_embedded_whatever_whole_numbers_hold_their_tokens()
    {
        using DisposeScope scope = NewDisposeScope();
        using var model = new Words.Base(seed: 1);
        Tensor tokens = randint(0, 27, [3, 16], dtype: ScalarType.Int64);

        using EmbeddingBatch<Words.Base> many = model.Embed(tokens);
        Embedding<Words.Base> one = model.EmbedOne(tokens[1].to(ScalarType.Int32));
        Embedding<Words.Base> bytes = model.EmbedOne(tokens[1].to(ScalarType.Byte));

        Assert.Equal((3, 64), (many.Count, many.Size));
        for (int i = 0; i < 64; i++)
        {
            Assert.Equal(many[1].Values[i], one.Values[i], 1e-4f);
            Assert.Equal(one.Values[i], bytes.Values[i]);
        }

        Assert.InRange(model.Distance(one, one), -1e-5f, 1e-5f);
    }

    [Fact]
    public void What_is_no_token_is_refused()
    {
        using DisposeScope scope = NewDisposeScope();
        using var words = new Words.Base(seed: 1);
        using var rows = new Rows.Base(seed: 1);

        Assert.Contains("takes tokens from 0 to 26, but these go from 3 to 27", Assert.Throws<ArgumentException>(() => words.EmbedOne(full([16], 3, ScalarType.Int64).index_fill(0, tensor(4L), 27))).Message, StringComparison.Ordinal);
        Assert.Contains("takes tokens from 0 to 26, but these go from -1 to -1", Assert.Throws<ArgumentException>(() => words.Embed(full([2, 16], -1, ScalarType.Int64))).Message, StringComparison.Ordinal);
        Assert.Contains("takes tokens, whole numbers from 0 to 26, but these samples are of type Float32", Assert.Throws<ArgumentException>(() => words.EmbedOne(zeros(16))).Message, StringComparison.Ordinal);
        Assert.Contains("takes bytes or real numbers, but these samples are whole numbers of type Int64", Assert.Throws<ArgumentException>(() => rows.EmbedOne(zeros(1, 28, 28, ScalarType.Int64))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_training_refuses_data_of_another_kind_before_its_first_step()
    {
        ModelEntry entry = Models.Value.Single(model => model.Family == "Tokens");
        using SiameseModule model = entry.Create(1);
        using SiameseTrainer trainer = entry.CreateTrainer(model, entry.DefaultOptions);
        using SampleSet numbers = new(zeros(4, 6), [0, 0, 1, 1], ["a", "b"]);
        using SampleSet beyond = new(full([4, 6], 12, ScalarType.Int64), [0, 0, 1, 1], ["a", "b"]);

        Assert.Contains("takes tokens, whole numbers from 0 to 11, but these samples are of type Float32", Assert.Throws<SiameseException>(() => trainer.Fit(numbers)).Message, StringComparison.Ordinal);
        Assert.Contains("takes tokens from 0 to 11, but these go from 12 to 12", Assert.Throws<SiameseException>(() => trainer.Fit(beyond)).Message, StringComparison.Ordinal);
        Assert.Equal(0, trainer.Step);
    }

    private static void LearnsToTellApart(string family, Precision precision)
    {
        ModelEntry entry = Models.Value.Single(model => model.Family == family);
        using SiameseModule model = entry.Create(1);
        using SampleSet data = Data(entry);
        double before = Evaluator.ValidationMetric(model, data, "auc");
        using SiameseTrainer trainer = entry.CreateTrainer(model, entry.DefaultOptions with { Threads = 1, Precision = precision });

        trainer.Fit(data, data);

        double after = Evaluator.ValidationMetric(model, data, "auc");
        Assert.True(after > 0.97 && after > before, $"{family}: {before} before, {after} after.");
        Assert.NotNull(model.Threshold);
    }

    /// <summary>Classes around centres of their own; of tokens, sequences with some tokens replaced.</summary>
    private static SampleSet Data(ModelEntry entry)
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(8);
        long[] shape = [.. entry.Plan.InputShape];
        int[] labels = [.. Enumerable.Range(0, Classes * Each).Select(i => i / Each)];
        string[] names = [.. Enumerable.Range(0, Classes).Select(k => $"class{k}")];
        if (entry.Plan.Towers[0].Vocabulary is { } vocabulary)
        {
            Tensor words = randint(0, vocabulary, [Classes, .. shape], dtype: ScalarType.Int64).repeat_interleave(Each, 0);
            Tensor replaced = rand([Classes * Each, .. shape]).lt(0.15);
            return new SampleSet(where(replaced, randint(0, vocabulary, [Classes * Each, .. shape], dtype: ScalarType.Int64), words), labels, names);
        }

        Tensor centres = randn([Classes, .. shape]).repeat_interleave(Each, 0);
        return new SampleSet(centres + (0.3 * randn([Classes * Each, .. shape])), labels, names);
    }
}
