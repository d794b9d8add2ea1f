namespace SiameseDsl.Spec.Rules;

/// <summary>Rules about what specs are put together from: matrices, blocks, parts, levels and towers.</summary>
public static class StructureRules
{
    /// <summary>A matrix with more variants than allowed.</summary>
    public static Rule MatrixExplodes { get; } = new(
        "SDSL1025",
        Severity.Error,
        "Matrix explodes",
        "The axes of a matrix multiply, and each combination becomes a class, is trained and is compared with all others. A matrix may make 256 variants. Take values out, exclude combinations, include single ones in place of a whole axis, or split the family.",
        SpecExample.Plus("matrix:\n  training.seed: [1, 2, 3, 4, 5, 6, 7]\n  training.epochs: [1, 2, 3, 4, 5, 6, 7]\n  tower.embedding.units: [1, 2, 3, 4, 5, 6, 7]\n"),
        SpecExample.Plus("matrix:\n  training.seed: [1, 2, 3]\n  training.epochs: [1, 2, 3]\n  tower.embedding.units: [1, 2, 3]\n"));

    /// <summary>A block that uses itself.</summary>
    public static Rule RecursiveBlock { get; } = new(
        "SDSL1026",
        Severity.Error,
        "Block uses itself",
        "Where a block is used its layers are put in its place. A block that uses itself, directly or through others, would have no end. Layers several times are written with 'repeat'.",
        Block("  cell: [{ dense: { units: 8, activation: relu } }, cell]\n", "  - cell\n"),
        Block("  cell: [{ dense: { units: 8, activation: relu } }]\n", "  - repeat: { times: 2, layers: [cell] }\n"));

    /// <summary>An exclusion or inclusion of a value that no axis has.</summary>
    public static Rule UnknownMatrixValue { get; } = new(
        "SDSL2110",
        Severity.Error,
        "Unknown value of an axis",
        "'exclude' names combinations of the matrix by the values of its axes, each by its name or as it stands on the axis. 'include' may bring new values to an axis that is a list, but a patch must stand on its axis to be named.",
        SpecExample.Plus("matrix: { tower.embedding.units: [32, 48], training.epochs: [5, 10], exclude: [{ tower.embedding.units: 23 }] }\n"),
        SpecExample.Plus("matrix: { tower.embedding.units: [32, 48], training.epochs: [5, 10], exclude: [{ tower.embedding.units: 32 }] }\n"));

    /// <summary>A block that nothing uses.</summary>
    public static Rule UnusedBlock { get; } = new(
        "SDSL2111",
        Severity.Info,
        "Block is never used",
        "No tower, trunk or head of the file has the block as a layer. Remove it, or move it to a part that several specs include.",
        Block("  cell: [{ dense: { units: 8, activation: relu } }]\n", ""),
        Block("  cell: [{ dense: { units: 8, activation: relu } }]\n", "  - cell\n"));

    /// <summary>A level for what has none.</summary>
    public static Rule LevelCannotBeSet { get; } = new(
        "SDSL2112",
        Severity.Error,
        "Level cannot be set",
        "'levels' in a file and the property SiameseLevels of a project say at which level a rule is reported: error, warning, info or none. That can be said of warnings and notes. What an error reports does not build, so that errors stay errors.",
        SpecExample.Plus("levels: { SDSL3001: warning }\n"),
        SpecExample.Plus("levels: { SDSL4011: none, SDSL4012: warning }\n"));

    /// <summary>A part that is not there.</summary>
    public static Rule PartNotFound { get; } = new(
        "SDSL2113",
        Severity.Error,
        "Part not found",
        "'include' names files by their paths from the including file's folder on. In a build a part must also be one of the project's additional files, as every **/*.siamese-part.yaml is.",
        SpecExample.Plus("include: [lost.siamese-part.yaml]\n"),
        SpecExample.Complete);

    /// <summary>A part that includes itself.</summary>
    public static Rule RecursivePart { get; } = new(
        "SDSL2114",
        Severity.Error,
        "Part includes itself",
        "A file is put over what it includes, which therefore has to be complete before it. Two parts that include each other have no order; move what both need into a third one.",
        "",
        "");

    /// <summary>A path that cannot be one of a part.</summary>
    public static Rule BadPartPath { get; } = new(
        "SDSL2115",
        Severity.Error,
        "Not a path to a part",
        "Parts have a suffix of their own, .siamese-part.yaml, and are named by relative paths with '/', so that a spec means the same on every machine.",
        SpecExample.Plus("include: [/home/me/common.yaml]\n"),
        SpecExample.Complete);

    /// <summary>A part that no spec includes.</summary>
    public static Rule UnusedPart { get; } = new(
        "SDSL2116",
        Severity.Info,
        "Part is never included",
        "No spec of the project includes the part, so that nothing in it has an effect. Include it, or remove it.",
        "",
        "");

    /// <summary>A tower that does not exist.</summary>
    public static Rule UnknownTower { get; } = new(
        "SDSL2117",
        Severity.Error,
        "Unknown tower",
        "'compare' and the list under a layer's 'shared' name towers: those of 'towers', those of 'branches', or 'left' and 'right'.",
        Three("[[a, b], [a, d]]", ""),
        Three("[[a, b], [a, c]]", ""));

    /// <summary>A matrix with many variants.</summary>
    public static Rule LargeMatrix { get; } = new(
        "SDSL4030",
        Severity.Warning,
        "Matrix of many variants",
        "A comparison trains every variant and adjusts its evidence for the number of comparisons: with more than 64 it takes long and finds little. Vary one thing at a time around a good base, and use a matrix where things interact. Expect the rule at the top level where it is meant so.",
        SpecExample.Plus("matrix:\n  training.seed: [1, 2, 3, 4, 5]\n  training.epochs: [1, 2, 3, 4, 5]\n  tower.embedding.units: [1, 2, 3]\n"),
        SpecExample.Plus("matrix:\n  training.epochs: [1, 2, 3, 4, 5]\n  tower.embedding.units: [1, 2, 3]\n"));

    /// <summary>Towers that no chain of comparisons connects.</summary>
    public static Rule TowersNotCompared { get; } = new(
        "SDSL4031",
        Severity.Warning,
        "Towers share no embedding space",
        "Only comparisons train towers: one that 'compare' never names keeps its initial weights, and two groups of towers that no comparison connects learn two spaces that have nothing to do with each other. Compare each group with another, or leave 'compare' out to compare all.",
        Three("[[a, b]]", ""),
        Three("[[a, b], [b, c]]", ""));

    /// <summary>Compared towers whose embeddings lie apart.</summary>
    public static Rule TowersLieApart { get; } = new(
        "SDSL4032",
        Severity.Warning,
        "Compared embeddings lie apart",
        "A distance compares what two towers give. Where one ends in vectors of length 1 and the other does not, or their values have no range in common, the distance measures that difference first and what the images show second. Let compared towers end alike.",
        Three("all", ", l2_normalize"),
        Three("all", ""));

    /// <summary>Separate towers that take the same.</summary>
    public static Rule SeparateForOneKind { get; } = new(
        "SDSL4033",
        Severity.Info,
        "Separate towers for one kind of input",
        "Both sides take samples of one shape, untransformed. Separate towers then learn the same task twice, each from one side of the pairs, and score(a, b) differs from score(b, a); one shared tower learns from all images. Separate towers are for sides that differ.",
        SpecExample.Plus("sharing: separate\n"),
        SpecExample.Complete);

    /// <summary>All rules of this group in the order of their ids.</summary>
    public static IReadOnlyList<Rule> All { get; } = [MatrixExplodes, RecursiveBlock, UnknownMatrixValue, UnusedBlock, LevelCannotBeSet, PartNotFound, RecursivePart, BadPartPath, UnusedPart, UnknownTower, LargeMatrix, TowersNotCompared, TowersLieApart, SeparateForOneKind];

    // A spec with three named towers, compared as given; what stands behind the last one's embedding is given too.
    private static string Three(string compare, string behind) =>
        "siamese: 1\nmodel: Digits\ninput: { shape: [1, 28, 28] }\ntowers:\n  a: { layers: [flatten, dense: 64] }\n  b: { layers: [flatten, dense: 64] }\n"
        + $"  c: {{ layers: [flatten, dense: 64{behind}] }}\ncompare: {compare}\nhead: euclidean\nloss: contrastive\n";

    // The complete spec with blocks, and layers behind its first.
    private static string Block(string blocks, string layers) => SpecExample.With("tower:\n  - flatten\n", "blocks:\n" + blocks + "tower:\n  - flatten\n" + layers);
}
