using System.Globalization;

namespace SiameseDsl.Galleries;

/// <summary>Who a probe is, or that it is nobody who is enrolled.</summary>
public sealed record Identification
{
    /// <summary>The identity; <see langword="null"/> for a probe that is none of those enrolled.</summary>
    public string? Name => IsKnown ? Candidates[0].Name : null;

    /// <summary>Whether the best candidate's score reaches <see cref="Threshold"/>.</summary>
    public bool IsKnown => Candidates.Count > 0 && Candidates[0].Score >= Threshold;

    /// <summary>The best candidates, falling by their scores; none where nobody is enrolled. Of equal ones the first that was enrolled stands first.</summary>
    public required IReadOnlyList<GalleryCandidate> Candidates { get; init; }

    /// <summary>The score that the best candidate needs: it lets at most the share of strangers pass that was asked for, in a gallery of this size, and is never below the threshold of two samples.</summary>
    public required double Threshold { get; init; }

    /// <summary>The share of strangers, 0 to 1, whose best candidate in a gallery of this size scores at least as high as this one's; <see langword="null"/> where nobody is enrolled or the run kept no scores of validation pairs.</summary>
    public double? FalsePositiveRate { get; init; }

    /// <summary>How many identities are enrolled.</summary>
    public required int Identities { get; init; }

    /// <summary>How many examples are enrolled.</summary>
    public required int Examples { get; init; }

    /// <summary>The answer in words, such as <c>unknown (the nearest is Ann at 0.42; accepting it would be wrong for 3 % of strangers in a gallery of 40)</c>.</summary>
    public override string ToString()
    {
        if (Candidates.Count == 0)
        {
            return "unknown (nobody is enrolled)";
        }

        GalleryCandidate best = Candidates[0];
        string score = best.Score.ToString("0.###", CultureInfo.InvariantCulture);
        string size = $"a gallery of {Identities.ToString(CultureInfo.InvariantCulture)}";
        if (FalsePositiveRate is not { } rate)
        {
            return IsKnown ? $"{best.Name} (score {score}, in {size})" : $"unknown (the nearest is {best.Name} at {score}, in {size})";
        }

        return IsKnown
            ? $"{best.Name} (score {score}; {Percent(rate)} of strangers would score as high in {size})"
            : $"unknown (the nearest is {best.Name} at {score}; accepting it would be wrong for {Percent(rate)} of strangers in {size})";
    }

    private static string Percent(double rate) => rate switch
    {
        < 0.0001 => "less than 0.01 %",
        < 0.1 => (100 * rate).ToString("0.##", CultureInfo.InvariantCulture) + " %",
        _ => (100 * rate).ToString("0", CultureInfo.InvariantCulture) + " %",
    };
}
