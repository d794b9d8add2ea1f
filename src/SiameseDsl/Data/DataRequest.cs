namespace SiameseDsl.Data;

/// <summary>Which data a command asks for, and how it is to be cut.</summary>
public sealed record DataRequest
{
    /// <summary>The data set's name: <c>glyphs</c>, <c>typos</c>, <c>mnist</c>, <c>fashion-mnist</c>, <c>kmnist</c>, <c>omniglot</c>, <c>folder:PATH</c> or <c>csv:PATH</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The data root; <see langword="null"/> for the environment variable SIAMESE_DATA, else the user's cache folder.</summary>
    public string? Root { get; init; }

    /// <summary>The model's input shape, without the batch dimension: (channels, height, width) for images.</summary>
    public required IReadOnlyList<long> InputShape { get; init; }

    /// <summary>Where the model takes tokens: how many different ones it knows; else <see langword="null"/>.</summary>
    public long? Vocabulary { get; init; }

    /// <summary>Names of classes that only the test part holds, and nothing else is in it; empty for the data set's own split.</summary>
    public IReadOnlyList<string> HoldoutClasses { get; init; } = [];

    /// <summary>How many random classes only the test part holds, in place of <see cref="HoldoutClasses"/>: seed s takes split s. 0 for none.</summary>
    public int RandomHoldout { get; init; }

    /// <summary>The column of the labels in a CSV file, by its name in the first line or by its number from 1; <see langword="null"/> for the one called <c>label</c>, else the only one of words, else the last.</summary>
    public string? LabelColumn { get; init; }

    /// <summary>How many classes each part of a folder or a CSV file gets; <see langword="null"/> for 60 / 15 / 25 percent.</summary>
    public ClassSplit? Split { get; init; }

    /// <summary>The run's seed: with <see cref="Split"/>, seed s tests on fold s; with <see cref="RandomHoldout"/>, on split s. Nothing else here depends on it.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Omniglot with its evaluation part: train on all 30 background alphabets, the last five of which still serve as validation.</summary>
    public bool TrainAll { get; init; }

    /// <summary>Whether an absent data set may be downloaded.</summary>
    public bool MayDownload { get; init; } = true;
}
