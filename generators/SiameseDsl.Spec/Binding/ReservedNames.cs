namespace SiameseDsl.Spec.Binding;

/// <summary>Names that generated code, SiameseModule or TorchSharp's Module use, as they stand in C#.</summary>
internal static class ReservedNames
{
    // Members of object, of TorchSharp's Module and of SiameseModule in PascalCase, and those of a generated variant.
    private static readonly HashSet<string> Members = Set(
        "Equals Finalize GetHashCode GetType MemberwiseClone ReferenceEquals ToString " +
        "ClearModules ConditionallyRegisterBuffer ConditionallyRegisterParameter Create Dispose GetDefaultDeviceAndType GetName HType HookRemover RegisterComponents ReplaceBuffer ReplaceParameter " +
        "CheckShape Compare CreateGraph Default Distance Embed EmbedBatch EmbedOne EmbedSingle EmbeddingSize Encode EncodeAll EncodeBoth EncodeEach Entry Fingerprint Finish Forward Freeze Graph HeadMetric HeadSimilarity InputShape IsSame LeftTower Load LoadRun Macs MetricDistance NotCompiled " +
        "Options PairIsSame PairScore ParameterCount Plan PlanHash ResetParameters RightTower Score ScoreReference SeedWeights Threshold Tower Towers Trainer Variants");

    // Types and namespaces that generated files name: a family of that name would stand before them.
    private static readonly HashSet<string> Types = Set(
        "Models SiameseDsl SiameseModels System TorchSharp Torch Microsoft Device Embedding EmbeddingBatch Metric ModelEntry ModelGraph Module Parameter SiameseApp SiameseModule SiameseTrainer Similarity " +
        "Tensor TrainingOptions TrainingResult");

    // Members of TorchSharp's Module in lower case, and C# keywords. Parameters and locals of generated methods are no danger: the emitter writes 'this.' there.
    private static readonly HashSet<string> Fields = Set(
        "apply buffers call children eval forward load modules name parameters save to train training cpu cuda half " +
        "abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum event explicit extern false finally fixed float for foreach goto if " +
        "implicit in int interface internal is lock long namespace new null object operator out override params private protected public readonly ref return sbyte sealed short sizeof stackalloc static " +
        "string struct switch this throw true try typeof uint ulong unchecked unsafe ushort using virtual void volatile while " +
        "await dynamic field nameof nint nuint record var when where with yield");

    private static readonly HashSet<string> TowerNames = Set("One Batch Single");

    /// <summary>Whether a variant's type name is taken.</summary>
    public static bool IsVariant(string typeName) => Members.Contains(typeName);

    /// <summary>Whether a family's type name is taken.</summary>
    public static bool IsFamily(string typeName) => Members.Contains(typeName) || Types.Contains(typeName) || typeName == "Base";

    /// <summary>Whether a tower's type name is taken: <c>EmbedOne</c> is a method already.</summary>
    public static bool IsTower(string typeName) => TowerNames.Contains(typeName);

    /// <summary>Whether a layer's field name is taken.</summary>
    public static bool IsField(string fieldName) => Fields.Contains(fieldName);

    private static HashSet<string> Set(string names) => new(names.Split(' '), StringComparer.Ordinal);
}
