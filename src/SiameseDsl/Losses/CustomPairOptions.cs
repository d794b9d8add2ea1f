namespace SiameseDsl.Losses;

/// <summary>A loss on pairs that is a class of the user's.</summary>
public sealed record CustomPairOptions : LossOptions
{
    /// <summary>Makes the loss.</summary>
    public required Func<PairLoss> Create { get; init; }

    /// <summary>Whether the spec says that the loss takes the distance of pairs; otherwise it takes their score.</summary>
    public bool OnDistance { get; init; }

    /// <summary>The loss, which takes what the spec says.</summary>
    /// <exception cref="SiameseException">It takes something else.</exception>
    internal PairLoss Make()
    {
        PairLoss loss = Create();
        bool onDistance = loss.Input == PairLossInput.Distance;
        return onDistance == OnDistance
            ? loss
            : throw new SiameseException(
                $"The loss {loss.GetType().FullName} takes {(onDistance ? "the distance" : "the score")} of pairs (its property Input says so), but the spec names it under '{(OnDistance ? "custom_distance" : "custom")}'; write '{(onDistance ? "custom_distance" : "custom")}' there.");
    }
}
