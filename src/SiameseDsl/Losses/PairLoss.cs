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

    /// <summary>The value of the best model that knows nothing of its pairs: the output is one constant. A training that stays there has learned nothing.</summary>
    /// <param name="sameFraction">The part of the pairs that are of one class.</param>
    public abstract double UninformativeValue(double sameFraction = 0.5);

    /// <summary>The mean loss: (N), (N) bool -> scalar.</summary>
    public abstract override Tensor forward(Tensor output, Tensor isSame);
}
