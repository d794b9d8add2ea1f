// The classes that custom.siamese.yaml names: the suites that compile and train the golden models compile these beside it.
using System;
using SiameseDsl.Heads;
using SiameseDsl.Losses;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Golden;

/// <summary>What each field of corners gives.</summary>
public enum Take
{
    /// <summary>The mean.</summary>
    Mean,

    /// <summary>The largest.</summary>
    Maximum,
}

/// <summary>A learned gain for each channel.</summary>
public sealed class Gain : Module<Tensor, Tensor>
{
    private readonly Parameter weight;

    /// <summary>A gain.</summary>
    public Gain(int channels, float start = 1)
        : base(nameof(Gain))
    {
        weight = new Parameter(full([channels, 1, 1], start));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x) => x * weight;
}

/// <summary>Cuts an image into fields.</summary>
public sealed class Corners : Module<Tensor, Tensor>
{
    private readonly long[] edges;
    private readonly Take take;

    /// <summary>A cut.</summary>
    public Corners(long[] edges, Take take = Take.Mean)
        : base(nameof(Corners))
    {
        this.edges = edges;
        this.take = take;
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x) =>
        take == Take.Maximum ? functional.adaptive_max_pool2d(x, edges) : functional.adaptive_avg_pool2d(x, edges);
}

/// <summary>A weighted sum of products.</summary>
public sealed class Agreement : Module<Tensor, Tensor, Tensor>
{
    private readonly Parameter weight = new(ones(1));

    /// <summary>A head.</summary>
    public Agreement()
        : base(nameof(Agreement)) => RegisterComponents();

    /// <inheritdoc/>
    public override Tensor forward(Tensor left, Tensor right)
    {
        using var scope = NewDisposeScope();
        return ((left * right).sum(1) * weight).MoveToOuterDisposeScope();
    }
}

/// <summary>The sum of absolute differences.</summary>
public sealed class Manhattan : Metric
{
    /// <inheritdoc/>
    public override Tensor Distance(Tensor left, Tensor right)
    {
        using var scope = NewDisposeScope();
        return (left - right).abs().sum(1).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor Distances(Tensor left, Tensor right)
    {
        using var scope = NewDisposeScope();
        return (left.unsqueeze(1) - right.unsqueeze(0)).abs().sum(2).MoveToOuterDisposeScope();
    }
}

/// <summary>A hinge on the score.</summary>
public sealed class Hinge(double margin = 1) : PairLoss
{
    /// <inheritdoc/>
    public override string Name => "hinge";

    /// <inheritdoc/>
    public override PairLossInput Input => PairLossInput.Score;

    /// <inheritdoc/>
    public override double UninformativeValue(double sameFraction = 0.5) => margin;

    /// <inheritdoc/>
    protected override Tensor Mean(Tensor output, Tensor isSame)
    {
        using var scope = NewDisposeScope();
        Tensor sign = (isSame.to(output.dtype) * 2) - 1;
        return (margin - (sign * output)).clamp_min(0).mean().MoveToOuterDisposeScope();
    }
}

/// <summary>Pulls the distance of same pairs to zero and of different pairs to one.</summary>
public sealed class Spring : PairLoss
{
    /// <inheritdoc/>
    public override string Name => "spring";

    /// <inheritdoc/>
    public override PairLossInput Input => PairLossInput.Distance;

    /// <inheritdoc/>
    public override double UninformativeValue(double sameFraction = 0.5) => sameFraction * (1 - sameFraction);

    /// <inheritdoc/>
    protected override Tensor Mean(Tensor output, Tensor isSame)
    {
        using var scope = NewDisposeScope();
        return (output - isSame.logical_not().to(output.dtype)).square().mean().MoveToOuterDisposeScope();
    }
}

/// <summary>Keeps embeddings of other classes a width apart, under any similarity.</summary>
public sealed class Spread : EmbeddingLoss
{
    private readonly Similarity similarity;
    private readonly Parameter width;

    /// <summary>A loss that learns its width.</summary>
    public Spread(Similarity similarity, double width)
    {
        this.similarity = similarity;
        this.width = new Parameter(full(1, width));
        register_parameter("width", this.width);
    }

    /// <inheritdoc/>
    public override string Name => "spread";

    /// <inheritdoc/>
    public override double UninformativeValue(int classes, int samples) => width.item<float>();

    /// <inheritdoc/>
    public override Tensor forward(Tensor anchors, Tensor candidates, Tensor labels)
    {
        using var scope = NewDisposeScope();
        Tensor same = labels.unsqueeze(1).eq(labels.unsqueeze(0));
        Tensor distances = similarity.Dissimilarities(anchors, candidates);
        return where(same, distances, (width - distances).clamp_min(0)).mean().MoveToOuterDisposeScope();
    }
}

/// <summary>Pulls embeddings of one class together, under a distance.</summary>
public sealed class Pull(Metric metric) : EmbeddingLoss
{
    /// <inheritdoc/>
    public override string Name => "pull";

    /// <inheritdoc/>
    public override double UninformativeValue(int classes, int samples) => 0;

    /// <inheritdoc/>
    public override Tensor forward(Tensor anchors, Tensor candidates, Tensor labels)
    {
        using var scope = NewDisposeScope();
        Tensor same = labels.unsqueeze(1).eq(labels.unsqueeze(0));
        return metric.Distances(anchors, candidates).masked_fill(same.logical_not(), 0).mean().MoveToOuterDisposeScope();
    }
}
