namespace SiameseDsl.Mining;

/// <summary>The miners of a training in the order of their stages; most have one.</summary>
internal sealed class MinerStages
{
    private readonly (double From, Miner Miner)[] stages;

    /// <exception cref="ArgumentException">A schedule is empty, does not begin at 0, does not ascend, or stands in a schedule.</exception>
    public MinerStages(MiningOptions options)
    {
        if (options is not MiningSchedule schedule)
        {
            stages = [(0, Miner.Of(options))];
            return;
        }

        stages = [.. schedule.Stages.Select(stage => (stage.From, Miner.Of(stage.Mining)))];
        bool ascends = stages.Length > 0 && stages[0].From == 0 && stages.Zip(stages.Skip(1)).All(two => two.First.From < two.Second.From) && stages[^1].From < 1;
        if (!ascends)
        {
            throw new ArgumentException("The stages of a mining schedule begin at 0 and ascend to below 1.", nameof(options));
        }
    }

    /// <summary>The miner at <paramref name="progress"/>, the part of the training that is done.</summary>
    public Miner At(double progress)
    {
        Miner present = stages[0].Miner;
        foreach ((double from, Miner miner) in stages)
        {
            if (progress >= from)
            {
                present = miner;
            }
        }

        return present;
    }
}
