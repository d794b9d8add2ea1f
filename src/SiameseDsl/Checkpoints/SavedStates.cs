namespace SiameseDsl.Checkpoints;

/// <summary>The states of a training on disk: the last one and, in case that is damaged, the one before.</summary>
/// <param name="last">The file of the last state.</param>
/// <param name="previous">The file of the state before it.</param>
public sealed class SavedStates(string last, string previous)
{
    /// <summary>The file of the last state.</summary>
    public string Last { get; } = last;

    /// <summary>The file of the state before it.</summary>
    public string Previous { get; } = previous;

    /// <summary>Whether there is a state. A process that was killed between two moves leaves the previous one alone.</summary>
    public bool Exist => File.Exists(Last) || File.Exists(Previous);

    /// <summary>Writes a state; the one that was the last becomes the previous one.</summary>
    /// <exception cref="SiameseException">The file could not be written.</exception>
    public void Write(Checkpoint state) => CheckpointFile.Write(Last, state, keepAs: Previous);

    /// <summary>The last state that is whole; <see langword="null"/> where there is none at all.</summary>
    /// <param name="say">Told, in a sentence, that the last state is damaged and the one before it was taken.</param>
    /// <exception cref="SiameseException">All states are damaged, or one cannot be read.</exception>
    public Checkpoint? Read(Action<string>? say = null) => Read(say, removes: false);

    /// <summary>The same for the training that goes on from it, the only one that writes there: a damaged last state is removed, so that it never takes the place of the whole one.</summary>
    /// <param name="say">As for <see cref="Read(Action{string})"/>.</param>
    /// <exception cref="SiameseException">All states are damaged, or one cannot be read.</exception>
    public Checkpoint? Resume(Action<string>? say = null) => Read(say, removes: true);

    /// <summary>Removes the previous state, which a finished training no longer needs.</summary>
    public void ForgetPrevious() => AtomicFile.Delete(Previous);

    /// <summary>Removes both.</summary>
    public void Forget()
    {
        AtomicFile.Delete(Last);
        AtomicFile.Delete(Previous);
    }

    private Checkpoint? Read(Action<string>? say, bool removes)
    {
        if (!File.Exists(Last))
        {
            return File.Exists(Previous) ? CheckpointFile.Read(Previous) : null;
        }

        try
        {
            return CheckpointFile.Read(Last);
        }
        catch (DamagedCheckpointException damaged) when (File.Exists(Previous))
        {
            Checkpoint state = ReadPrevious(damaged);
            if (removes)
            {
                AtomicFile.Delete(Last);
            }

            say?.Invoke($"The checkpoint '{Last}' is damaged: {damaged.How}; the one before it is taken, '{Previous}'.");
            return state;
        }
    }

    private Checkpoint ReadPrevious(DamagedCheckpointException damaged)
    {
        try
        {
            return CheckpointFile.Read(Previous);
        }
        catch (DamagedCheckpointException too)
        {
            throw new SiameseException($"The checkpoint '{Last}' is damaged ({damaged.How}), and so is the one before it, '{Previous}' ({too.How}); delete both and train from the beginning.", too);
        }
    }
}
