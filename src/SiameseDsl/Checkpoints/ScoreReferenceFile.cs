using System.Globalization;
using System.Runtime.InteropServices;
using SiameseDsl.Evaluation;

namespace SiameseDsl.Checkpoints;

/// <summary><c>scores.ckpt</c>: what the scores of a run's best weights mean, measured on its validation data when its training ended.</summary>
public static class ScoreReferenceFile
{
    private const string Scores = "impostors/scores";
    private const string Positions = "impostors/positions";

    /// <summary>The file's name in a run directory.</summary>
    public const string Name = "scores.ckpt";

    /// <summary>Keeps it with a run.</summary>
    /// <exception cref="SiameseException">The file could not be written.</exception>
    public static void Write(RunDirectory run, ScoreReference reference)
    {
        ImpostorScores impostors = reference.Impostors;
        CheckpointFile.Write(PathIn(run), new Checkpoint(
            [
                new("identity", run.Record.Identity.Hash),
                new("threshold", Text(reference.Point.Threshold)),
                new("slope", Text(reference.Point.Calibration.Slope)),
                new("offset", Text(reference.Point.Calibration.Offset)),
                new("pairs", impostors.Pairs.ToString(CultureInfo.InvariantCulture)),
            ],
            [
                new(Scores, "float32", [impostors.Scores.Length], MemoryMarshal.AsBytes(impostors.Scores).ToArray()),
                new(Positions, "int32", [impostors.Positions.Length], MemoryMarshal.AsBytes(impostors.Positions).ToArray()),
            ]));
    }

    /// <summary>What is kept with a run; <see langword="null"/> where an earlier version trained it, or it is not at its end.</summary>
    /// <exception cref="SiameseException">The file is damaged or belongs to another run.</exception>
    public static ScoreReference? Read(RunDirectory run)
    {
        string path = PathIn(run);
        if (!File.Exists(path))
        {
            return null;
        }

        Checkpoint kept = CheckpointFile.Read(path);
        if (kept.Fact("identity") != run.Record.Identity.Hash)
        {
            throw new SiameseException($"'{path}' belongs to another run; delete it, and measure it anew with 'siamese evaluate'.");
        }

        try
        {
            return new ScoreReference(
                new OperatingPoint(Number(kept, "threshold"), new ScoreCalibration(Number(kept, "slope"), Number(kept, "offset"))),
                ImpostorScores.FromKept(
                    MemoryMarshal.Cast<byte, float>(Data(kept, Scores)),
                    MemoryMarshal.Cast<byte, int>(Data(kept, Positions)),
                    int.Parse(kept.Fact("pairs")!, CultureInfo.InvariantCulture)));
        }
        catch (Exception problem) when (problem is ArgumentException or FormatException or InvalidOperationException)
        {
            throw new SiameseException($"'{path}' was written by another version; delete it, and measure it anew with 'siamese evaluate'.", problem);
        }
    }

    private static string PathIn(RunDirectory run) => Path.Combine(run.FullPath, Name);

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static double Number(Checkpoint kept, string fact) => double.Parse(kept.Fact(fact)!, CultureInfo.InvariantCulture);

    private static ReadOnlySpan<byte> Data(Checkpoint kept, string name) => kept.Entries.First(entry => entry.Name == name).Data.Span;
}
