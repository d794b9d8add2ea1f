namespace SiameseDsl.Checkpoints;

/// <summary>A checkpoint that is not what was written: bytes were changed, cut off or added. Another copy may be whole.</summary>
/// <param name="path">The file.</param>
/// <param name="how">What is wrong with it, as the end of "is damaged: ...".</param>
public sealed class DamagedCheckpointException(string path, string how) : SiameseException($"The checkpoint '{path}' is damaged: {how}; delete it and train again.")
{
    /// <summary>The file.</summary>
    public string Path { get; } = path;

    /// <summary>What is wrong with it, as the end of "is damaged: ...".</summary>
    public string How { get; } = how;
}
