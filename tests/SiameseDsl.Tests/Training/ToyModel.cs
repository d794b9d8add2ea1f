using SiameseDsl.Graphs;
using SiameseDsl.Heads;
using SiameseDsl.Losses;
using SiameseDsl.Modules;
using SiameseDsl.Training;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace SiameseDsl.Tests.Training;

/// <summary>A model written by hand as the generator writes it, with the choices that tests vary: head, sharing, batch norm and dropout.</summary>
public sealed class ToyModel : SiameseModule<ToyModel>
{
    private readonly Linear dense1;
    private readonly BatchNorm1d? bn1;
    private readonly Dropout? drop1;
    private readonly Linear embedding;
    private readonly Linear? rightEmbedding;
    private readonly Linear? headDense1;
    private readonly Parameter? scale;
    private readonly Parameter? bias;
    private readonly ToyShape shape;

    public ToyModel(ToyShape shape, long seed = 1, Device? device = null)
        : base("Toy." + shape.Head, Graph(shape))
    {
        SeedWeights(seed);
        this.shape = shape;
        dense1 = Linear(shape.Inputs, shape.Hidden);
        if (shape.BatchNorm)
        {
            bn1 = BatchNorm1d(shape.Hidden);
        }

        if (shape.Dropout > 0)
        {
            drop1 = Dropout(shape.Dropout);
        }

        embedding = Linear(shape.Hidden, shape.Outputs);
        if (shape.Towers == 2)
        {
            rightEmbedding = Linear(shape.Hidden, shape.Outputs);
        }

        if (shape.Head == "l1")
        {
            headDense1 = Linear(shape.Outputs, 1);
        }

        if (shape.Calibrated)
        {
            scale = new Parameter(ones(1));
            bias = new Parameter(zeros(1));
        }

        RegisterComponents();
        Finish(device);
    }

    public override Metric? HeadMetric => shape.Head switch
    {
        "euclidean" => Metric.Euclidean,
        "squared_euclidean" => Metric.SquaredEuclidean,
        "cosine" => Metric.Cosine,
        _ => null,
    };

    public override Similarity? HeadSimilarity => shape.Head == "dot" ? Similarity.Dot : HeadMetric;

    public static ModelEntry EntryOf(ToyShape shape, ToyOptions options) =>
        new ModelEntry<ToyModel, ToyOptions>(Graph(shape), options, (seed, device) => new ToyModel(shape, seed, device), (model, chosen) => new Trainer(model, chosen));

    public override Tensor forward(Tensor left, Tensor right)
    {
        using var scope = NewDisposeScope();
        (Tensor a, Tensor b) = EncodeBoth(left, right);
        return Compare(a, b).MoveToOuterDisposeScope();
    }

    public EmbeddingBatch<ToyModel> Embed(Tensor images) => EmbedBatch(images, tower: 0);

    public Embedding<ToyModel> EmbedOne(Tensor image) => EmbedSingle(image, tower: 0);

    public float Distance(Embedding<ToyModel> a, Embedding<ToyModel> b) => MetricDistance(a, b);

    public float Score(Embedding<ToyModel> a, Embedding<ToyModel> b) => PairScore(a, b);

    public bool IsSame(Embedding<ToyModel> a, Embedding<ToyModel> b) => PairIsSame(a, b);

    public static ToyModel Load(string runDirectory, ToyShape shape) => LoadRun(runDirectory, EntryOf(shape, new ToyOptions()), null);

    public override Tensor Encode(Tensor images, int tower)
    {
        using var scope = NewDisposeScope();
        Tensor x = images.flatten(1);
        x = dense1.call(x);
        x = bn1?.call(x) ?? x;
        x = relu(x);
        x = drop1?.call(x) ?? x;
        x = (tower == 1 ? rightEmbedding! : embedding).call(x);
        return x.MoveToOuterDisposeScope();
    }

    public override Tensor Compare(Tensor left, Tensor right)
    {
        using var scope = NewDisposeScope();
        Tensor score = shape.Head switch
        {
            "l1" => headDense1!.call((left - right).abs()).squeeze(1),
            "cosine" => 1 - HeadMetric!.Distance(left, right),
            "dot" => Similarity.Dot.OfRows(left, right),
            _ => -HeadMetric!.Distance(left, right),
        };
        return (scale is null ? score : (scale * score) + bias!).MoveToOuterDisposeScope();
    }

    private static ModelGraph Graph(ToyShape shape) => new()
    {
        Family = "Toy",
        Variant = shape.Head,
        Summary = "",
        Primary = "auc",
        PlanHash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(shape.ToString()))),
        Sharing = shape.Towers == 1 ? "shared" : "partial",
        Towers = [.. Enumerable.Range(0, shape.Towers).Select(i => new GraphTower(shape.Towers == 1 ? "tower" : i == 0 ? "left" : "right", [1, shape.Side, shape.Side], []))],
        Head = shape.Head,
        Calibrated = shape.Calibrated,
        IsMetric = shape.Head is not ("l1" or "dot"),
        HeadLayers = [],
        Loss = "",
        EmbeddingSize = shape.Outputs,
        ParameterCount = 0,
        Macs = 0,
        Resolved = [new("hidden", shape.Hidden.ToString(System.Globalization.CultureInfo.InvariantCulture)), new("head", shape.Head)],
    };

    public sealed class Trainer(ToyModel model, ToyOptions options) : SiameseTrainer<ToyModel>(model, options);
}

/// <summary>The choices of a <see cref="ToyModel"/>.</summary>
public sealed record ToyShape
{
    public string Head { get; init; } = "euclidean";

    public bool Calibrated { get; init; }

    public int Towers { get; init; } = 1;

    public int Side { get; init; } = 6;

    public int Inputs => Side * Side;

    public int Hidden { get; init; } = 32;

    public int Outputs { get; init; } = 8;

    public bool BatchNorm { get; init; }

    public double Dropout { get; init; }
}

/// <summary>Training options with any loss.</summary>
public sealed record ToyOptions : TrainingOptions
{
    public LossOptions Loss { get; init; } = new ContrastiveOptions();

    public override LossOptions LossSettings => Loss;
}
