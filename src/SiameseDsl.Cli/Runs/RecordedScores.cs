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

    /// <summary>The scores and the operating point as a checkpoint.</summary>
    public Checkpoint ToCheckpoint(OperatingPoint point) => new(
        [new("threshold", Text(point.Threshold)), new("slope", Text(point.Calibration.Slope)), new("offset", Text(point.Calibration.Offset))],
        [.. calls.Select((scores, i) => new CheckpointEntry($"scores/{i}", "float32", [scores.Length], MemoryMarshal.AsBytes(scores.AsSpan()).ToArray()))]);

    /// <summary>What <see cref="ToCheckpoint"/> made; <see langword="null"/> where the checkpoint holds something else.</summary>
    public static RecordedScores? From(Checkpoint checkpoint, out OperatingPoint point)
    {
        bool known = TryRead(checkpoint, "threshold", out double threshold) & TryRead(checkpoint, "slope", out double slope) & TryRead(checkpoint, "offset", out double offset);
        point = new OperatingPoint(threshold, new ScoreCalibration(slope, offset));
        if (!known)
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

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static bool TryRead(Checkpoint checkpoint, string fact, out double value) => double.TryParse(checkpoint.Fact(fact), NumberStyles.Float, CultureInfo.InvariantCulture, out value);

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
