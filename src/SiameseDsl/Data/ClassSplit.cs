using System.Globalization;

namespace SiameseDsl.Data;

/// <summary>How many classes each part gets, written as <c>30/0/10</c>: training, validation, test.</summary>
/// <param name="Train">Training classes.</param>
/// <param name="Validation">Validation classes; with 0, held-out images of the training classes serve.</param>
/// <param name="Test">Test classes.</param>
public sealed record ClassSplit(int Train, int Validation, int Test)
{
    /// <summary>Reads <c>TRAIN/VALIDATION/TEST</c>.</summary>
    /// <exception cref="SiameseException">The text is not three whole numbers, or a part would have too few classes to compare.</exception>
    public static ClassSplit Parse(string text)
    {
        string[] parts = text.Split('/');
        int[] counts = new int[3];
        for (int i = 0; i < parts.Length && parts.Length == 3; i++)
        {
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out counts[i]))
            {
                parts = [];
            }
        }

        if (parts.Length != 3)
        {
            throw new SiameseException($"The split '{text}' is not three counts of classes, for training, validation and test; write for example 30/0/10.");
        }

        ClassSplit split = new(counts[0], counts[1], counts[2]);
        if (split.Train < 2 || split.Test < 2 || split.Validation == 1)
        {
            throw new SiameseException($"The split '{text}' leaves a part with too few classes to compare: training and test need at least 2, validation 0 or at least 2.");
        }

        return split;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Train}/{Validation}/{Test}");
}
