using TorchSharp;
using static TorchSharp.torch;

namespace SiameseDsl.Losses;

/// <summary>What a pair loss takes.</summary>
public enum PairLossInput
{
    /// <summary>The model's score, <c>call(left, right)</c>.</summary>
    Score,

    /// <summary>The distance between the two embeddings.</summary>
    Distance,
}

/// <summary>A loss over pairs, for hand-written loops as for trainers: <c>call(output, isSame)</c> with (N) scores or distances and (N) bools gives the mean.</summary>
public abstract class PairLoss : Loss<Tensor, Tensor, Tensor>
{
    /// <summary>The loss's name in the language.</summary>
    public abstract string Name { get; }

    /// <summary>What the first argument is.</summary>
    public abstract PairLossInput Input { get; }

    /// <summary>The loss's margin, for a miner that has none of its own; <see langword="null"/> where it has none.</summary>
    internal virtual double? MiningMargin => null;

    /// <summary>The value of the best model that knows nothing of its pairs: the output is one constant. A training that stays there has learned nothing.</summary>
    /// <param name="sameFraction">The part of the pairs that are of one class.</param>
    public abstract double UninformativeValue(double sameFraction = 0.5);

    /// <summary>The mean loss: (N), (N) bool -> scalar.</summary>
    /// <exception cref="ArgumentException"><paramref name="isSame"/> holds something else than bools: numbers would leave open whether 1 is the same or the different.</exception>
    public sealed override Tensor forward(Tensor output, Tensor isSame)
    {
        if (isSame.dtype != ScalarType.Bool)
        {
            throw new ArgumentException($"The loss {Name} takes bools that say whether a pair is of one class, but these labels are of type {isSame.dtype}: write labels.eq(1), or whatever means the same in them.", nameof(isSame));
        }

        return Mean(output, isSame);
    }

    /// <summary>What <see cref="forward"/> gives: (N), (N) bool -> scalar.</summary>
    protected abstract Tensor Mean(Tensor output, Tensor isSame);

    /// <summary>The mean of terms, over all or over those that are not zero.</summary>
    protected static Tensor Reduce(Tensor terms, LossReducer reducer) => reducer switch
    {
        LossReducer.NonZero => terms.sum() / terms.detach().count_nonzero().clamp_min(1),
        _ => terms.mean(),
    };
}
