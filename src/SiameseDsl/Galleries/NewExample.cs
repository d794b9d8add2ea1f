namespace SiameseDsl.Galleries;

/// <summary>An embedding on its way into a gallery.</summary>
internal sealed record NewExample(string Name, string Source, ReadOnlyMemory<float> Embedding)
{
    private const int LongestName = 200;

    /// <summary>The name as it is kept: without white space around it, and composed, so that what looks alike is alike.</summary>
    /// <exception cref="SiameseException">The name is empty, too long, or holds control characters.</exception>
    public static string Clean(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        string problem = "";
        try
        {
            string clean = name.Trim().Normalize();
            problem = clean.Length == 0 ? "is empty" : clean.Length > LongestName ? $"has {clean.Length} characters, at most {LongestName} are allowed" : clean.Any(char.IsControl) ? "holds control characters" : "";
            if (problem.Length == 0)
            {
                return clean;
            }
        }
        catch (ArgumentException)
        {
            problem = "is no valid text";
        }

        throw new SiameseException($"The identity's name '{new string([.. name.Take(40).Select(c => char.IsControl(c) ? ' ' : c)])}' {problem}; choose another.");
    }
}
