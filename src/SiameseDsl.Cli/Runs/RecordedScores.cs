using System.Globalization;
using System.Runtime.InteropServices;
using SiameseDsl.Checkpoints;
using SiameseDsl.Evaluation;

namespace SiameseDsl.Cli.Runs;

/// <summary>The scores that an evaluation asked for, call by call: enough to make the same evaluation again without the model.</summary>
internal sealed class RecordedScores
{
    private readonly List<float[]> calls = [];

    /// <summary>Passes scores through and keeps them.</summary>
    public IPairScorer Record(IPairScorer scorer) => new Recorder(scorer, calls);

    /// <summary>Gives the kept scores in the order in which they were asked for.</summary>
    public IPairScorer Replay() => new Player(calls);

    /// <summary>The scores and the threshold as a checkpoint.</summary>
    public Checkpoint ToCheckpoint(double threshold) => new(
        [new("threshold", threshold.ToString("R", CultureInfo.InvariantCulture))],
        [.. calls.Select((scores, i) => new CheckpointEntry($"scores/{i}", "float32", [scores.Length], MemoryMarshal.AsBytes(scores.AsSpan()).ToArray()))]);

    /// <summary>What <see cref="ToCheckpoint"/> made; <see langword="null"/> where the checkpoint holds something else.</summary>
    public static RecordedScores? From(Checkpoint checkpoint, out double threshold)
    {
        if (!double.TryParse(checkpoint.Fact("threshold"), NumberStyles.Float, CultureInfo.InvariantCulture, out threshold))
        {
            return null;
        }

        var recorded = new RecordedScores();
        foreach (CheckpointEntry entry in checkpoint.Entries)
        {
            recorded.calls.Add(MemoryMarshal.Cast<byte, float>(entry.Data.Span).ToArray());
        }

        return recorded;
    }

    private sealed class Recorder(IPairScorer scorer, List<float[]> calls) : IPairScorer
    {
        public float[] Score(ReadOnlySpan<int> left, ReadOnlySpan<int> right)
        {
            float[] scores = scorer.Score(left, right);
            calls.Add([.. scores]);
            return scores;
        }

        public void Dispose() => scorer.Dispose();
    }

    private sealed class Player(List<float[]> calls) : IPairScorer
    {
        private int next;

        public float[] Score(ReadOnlySpan<int> left, ReadOnlySpan<int> right)
        {
            if (next >= calls.Count || calls[next].Length != left.Length)
            {
                throw new InvalidDataException("Other scores are asked for than were kept.");
            }

            return [.. calls[next++]];
        }

        public void Dispose()
        {
            // Nothing is held.
        }
    }
}
