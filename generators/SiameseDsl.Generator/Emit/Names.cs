using SiameseDsl.Generator.Customs;
using SiameseDsl.Spec;
using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Generator.Emit;

/// <summary>Writes the names of types so that the reader sees the simple name, unless a type or field of the user's own would hide it: then the full one.
/// It remembers the namespaces that the file needs.</summary>
internal sealed class Names(ICollection<string> hidden, EquatableArray<CustomCreation> creations = default)
{
    private const string Static = "static ";
    private const string Torch = "static TorchSharp.torch";
    private const string TorchNn = "static TorchSharp.torch.nn";

    private static readonly Dictionary<string, string> Homes = new(StringComparer.Ordinal)
    {
        ["ArgumentOutOfRangeException"] = "System",
        ["ReadOnlySpan"] = "System",
        ["GeneratedCode"] = "System.CodeDom.Compiler",
        ["IReadOnlyList"] = "System.Collections.Generic",
        ["ExcludeFromCodeCoverage"] = "System.Diagnostics.CodeAnalysis",
        ["SetsRequiredMembers"] = "System.Diagnostics.CodeAnalysis",
        ["SiameseException"] = "SiameseDsl",
        ["ModelGraph"] = "SiameseDsl.Graphs",
        ["Metric"] = "SiameseDsl.Heads",
        ["Similarity"] = "SiameseDsl.Heads",
        ["LearnedPositions"] = "SiameseDsl.Layers",
        ["Pooling"] = "SiameseDsl.Layers",
        ["SeparableConv1d"] = "SiameseDsl.Layers",
        ["SeparableConv2d"] = "SiameseDsl.Layers",
        ["SinusoidalPositions"] = "SiameseDsl.Layers",
        ["TransformerStack"] = "SiameseDsl.Layers",
        ["ArcFaceOptions"] = "SiameseDsl.Losses",
        ["BceOptions"] = "SiameseDsl.Losses",
        ["CircleOptions"] = "SiameseDsl.Losses",
        ["ContrastiveOptions"] = "SiameseDsl.Losses",
        ["CosFaceOptions"] = "SiameseDsl.Losses",
        ["CustomPairOptions"] = "SiameseDsl.Losses",
        ["CustomBatchOptions"] = "SiameseDsl.Losses",
        ["DoubleMarginOptions"] = "SiameseDsl.Losses",
        ["LossOptions"] = "SiameseDsl.Losses",
        ["LossPart"] = "SiameseDsl.Losses",
        ["LossReducer"] = "SiameseDsl.Losses",
        ["MultiSimilarityOptions"] = "SiameseDsl.Losses",
        ["NPairOptions"] = "SiameseDsl.Losses",
        ["NtXentOptions"] = "SiameseDsl.Losses",
        ["PrototypicalOptions"] = "SiameseDsl.Losses",
        ["ProxyAnchorOptions"] = "SiameseDsl.Losses",
        ["SoftMarginTripletOptions"] = "SiameseDsl.Losses",
        ["SumOptions"] = "SiameseDsl.Losses",
        ["SupConOptions"] = "SiameseDsl.Losses",
        ["TripletOptions"] = "SiameseDsl.Losses",
        ["AllMining"] = "SiameseDsl.Mining",
        ["HardMining"] = "SiameseDsl.Mining",
        ["MiningSchedule"] = "SiameseDsl.Mining",
        ["MiningStage"] = "SiameseDsl.Mining",
        ["MultiSimilarityMining"] = "SiameseDsl.Mining",
        ["SemiHardMining"] = "SiameseDsl.Mining",
        ["Embedding"] = "SiameseDsl.Modules",
        ["EmbeddingBatch"] = "SiameseDsl.Modules",
        ["EvaluationViews"] = "SiameseDsl.Modules",
        ["InitialWeights"] = "SiameseDsl.Modules",
        ["ModelEntry"] = "SiameseDsl.Modules",
        ["SiameseModule"] = "SiameseDsl.Modules",
        ["AdagradOptions"] = "SiameseDsl.Training",
        ["AdamOptions"] = "SiameseDsl.Training",
        ["AdamWOptions"] = "SiameseDsl.Training",
        ["AdamaxOptions"] = "SiameseDsl.Training",
        ["AffineAugmentation"] = "SiameseDsl.Training",
        ["BrightnessAugmentation"] = "SiameseDsl.Training",
        ["ComposedClasses"] = "SiameseDsl.Training",
        ["ConstantSchedule"] = "SiameseDsl.Training",
        ["ContrastAugmentation"] = "SiameseDsl.Training",
        ["CosineRestartsSchedule"] = "SiameseDsl.Training",
        ["CosineSchedule"] = "SiameseDsl.Training",
        ["DrawnClasses"] = "SiameseDsl.Training",
        ["EarlyStopOptions"] = "SiameseDsl.Training",
        ["ElasticAugmentation"] = "SiameseDsl.Training",
        ["EmaOptions"] = "SiameseDsl.Training",
        ["EpisodeBatch"] = "SiameseDsl.Training",
        ["EraseAugmentation"] = "SiameseDsl.Training",
        ["ExponentialSchedule"] = "SiameseDsl.Training",
        ["FlipAugmentation"] = "SiameseDsl.Training",
        ["LinearSchedule"] = "SiameseDsl.Training",
        ["LionOptions"] = "SiameseDsl.Training",
        ["MultiStepSchedule"] = "SiameseDsl.Training",
        ["NAdamOptions"] = "SiameseDsl.Training",
        ["NoiseAugmentation"] = "SiameseDsl.Training",
        ["OneCycleSchedule"] = "SiameseDsl.Training",
        ["PairBatch"] = "SiameseDsl.Training",
        ["PkBatch"] = "SiameseDsl.Training",
        ["PolynomialSchedule"] = "SiameseDsl.Training",
        ["Precision"] = "SiameseDsl.Training",
        ["RAdamOptions"] = "SiameseDsl.Training",
        ["RmsPropOptions"] = "SiameseDsl.Training",
        ["RotationClasses"] = "SiameseDsl.Training",
        ["SgdOptions"] = "SiameseDsl.Training",
        ["ShiftAugmentation"] = "SiameseDsl.Training",
        ["SiameseTrainer"] = "SiameseDsl.Training",
        ["StepSchedule"] = "SiameseDsl.Training",
        ["TrainingOptions"] = "SiameseDsl.Training",
        ["TuneOptions"] = "SiameseDsl.Training",
        ["TuneRange"] = "SiameseDsl.Training",
        ["WarpedClasses"] = "SiameseDsl.Training",
        ["Padding"] = "TorchSharp",
        ["PaddingModes"] = "TorchSharp",
        ["torch"] = "TorchSharp",
        ["AlphaDropout"] = "TorchSharp.Modules",
        ["BatchNorm1d"] = "TorchSharp.Modules",
        ["BatchNorm2d"] = "TorchSharp.Modules",
        ["BatchNorm3d"] = "TorchSharp.Modules",
        ["Conv1d"] = "TorchSharp.Modules",
        ["Conv2d"] = "TorchSharp.Modules",
        ["Conv3d"] = "TorchSharp.Modules",
        ["Dropout"] = "TorchSharp.Modules",
        ["Dropout1d"] = "TorchSharp.Modules",
        ["Dropout2d"] = "TorchSharp.Modules",
        ["Dropout3d"] = "TorchSharp.Modules",
        ["EmbeddingTable"] = "TorchSharp.Modules",
        ["GRU"] = "TorchSharp.Modules",
        ["GroupNorm"] = "TorchSharp.Modules",
        ["InstanceNorm1d"] = "TorchSharp.Modules",
        ["InstanceNorm2d"] = "TorchSharp.Modules",
        ["InstanceNorm3d"] = "TorchSharp.Modules",
        ["LSTM"] = "TorchSharp.Modules",
        ["LayerNorm"] = "TorchSharp.Modules",
        ["Linear"] = "TorchSharp.Modules",
        ["PReLU"] = "TorchSharp.Modules",
        ["Parameter"] = "TorchSharp.Modules",
        ["ComponentName"] = "TorchSharp.Utils",
        ["init"] = TorchNn,
        ["Device"] = Torch,
        ["InterpolationMode"] = Torch,
        ["Tensor"] = Torch,
    };

    /// <summary>Types of TorchSharp whose simple name another type of the table has too, under a name of their own.</summary>
    private static readonly Dictionary<string, string> Aliases = new(StringComparer.Ordinal) { ["EmbeddingTable"] = "Embedding" };

    private readonly SortedSet<string> namespaces = new(UsingOrder.Instance);

    // A file names the same few types hundreds of times.
    private readonly Dictionary<string, string> known = new(StringComparer.Ordinal);

    /// <summary>The simple names that generated code uses: a family of such a name hides it for every family of the project.</summary>
    public static ICollection<string> All => Homes.Keys;

    /// <summary>The namespaces and static classes needed so far, in the order of using directives.</summary>
    public IReadOnlyCollection<string> Namespaces => namespaces;

    /// <summary>The type called <paramref name="simple"/>, without type arguments.</summary>
    public string this[string simple]
    {
        get
        {
            if (!known.TryGetValue(simple, out string? name))
            {
                name = Resolve(simple);
                known.Add(simple, name);
            }

            return name;
        }
    }

    /// <summary>Says that functions of TorchSharp's static class <paramref name="container"/> (<c>torch</c>, <c>torch.nn</c>, <c>torch.nn.functional</c>) are called by their bare names.</summary>
    public void UseStatic(string container)
    {
        string directive = "static TorchSharp." + container;
        if (!known.ContainsKey(directive))
        {
            known.Add(directive, directive);
            namespaces.Add(directive);
        }
    }

    /// <summary>How the class of the user's that a kind stands for is made.</summary>
    /// <exception cref="InvalidOperationException">Nobody looked the class up.</exception>
    public CustomCreation Custom(Category category, string kind, EquatableArray<Argument> arguments)
    {
        CustomUse? use = CustomUse.Of(SpecCatalog.Find(category, kind), arguments);
        foreach (CustomCreation creation in creations)
        {
            if (creation.Use == use)
            {
                return creation;
            }
        }

        throw new InvalidOperationException($"Nobody looked up the class '{use?.TypeName}'.");
    }

    private string Resolve(string simple)
    {
        string home = Homes[simple];
        string name = Aliases.TryGetValue(simple, out string? own) ? own : simple;
        if (hidden.Contains(name))
        {
            return "global::" + (home.StartsWith(Static, StringComparison.Ordinal) ? home.Substring(Static.Length) : home) + "." + name;
        }

        namespaces.Add(home);
        return name;
    }

    /// <summary>System first, then the others, then the static ones; ordinal within.</summary>
    private sealed class UsingOrder : IComparer<string>
    {
        public static readonly UsingOrder Instance = new();

        public int Compare(string? x, string? y)
        {
            int byRank = Rank(x!).CompareTo(Rank(y!));
            return byRank != 0 ? byRank : string.CompareOrdinal(x, y);
        }

        private static int Rank(string name) =>
            name.StartsWith(Static, StringComparison.Ordinal) ? 2 : name == "System" || name.StartsWith("System.", StringComparison.Ordinal) ? 0 : 1;
    }
}
