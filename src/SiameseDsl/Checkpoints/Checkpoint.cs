namespace SiameseDsl.Checkpoints;

/// <summary>What a checkpoint file holds: named arrays, and a few facts in words.</summary>
/// <param name="Facts">Short facts such as the epoch, in a fixed order.</param>
/// <param name="Entries">The arrays, in the order in which they were written.</param>
public sealed record Checkpoint(IReadOnlyList<KeyValuePair<string, string>> Facts, IReadOnlyList<CheckpointEntry> Entries)
{
    /// <summary>The fact called <paramref name="name"/>, or <see langword="null"/>.</summary>
    public string? Fact(string name)
    {
        foreach (KeyValuePair<string, string> fact in Facts)
        {
            if (fact.Key == name)
            {
                return fact.Value;
            }
        }

        return null;
    }
}

/// <summary>One array in a checkpoint.</summary>
/// <param name="Name">Its name, unique in the file, such as <c>model/embedding.weight</c>.</param>
/// <param name="Type">Its element type, such as <c>float32</c>; <c>bytes</c> for anything else.</param>
/// <param name="Shape">Its shape; empty for a single value.</param>
/// <param name="Data">The elements in row-major order, little-endian.</param>
public sealed record CheckpointEntry(string Name, string Type, IReadOnlyList<long> Shape, ReadOnlyMemory<byte> Data);
