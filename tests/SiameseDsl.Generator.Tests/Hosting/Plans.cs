using System.Globalization;
using SiameseDsl.Generator.Emit;
using SiameseDsl.Spec;
using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Generator.Tests.Hosting;

/// <summary>Small plans made by hand: what the emitters take, independent of the language in front of them.</summary>
internal static class Plans
{
    /// <summary>A layer. Values are typed by their looks, as YAML does.</summary>
    public static LayerPlan Layer(string kind, string name, long[] input, long[] output, bool field = false, bool fused = false, params string[] keys) => new()
    {
        Kind = kind,
        Name = name,
        Arguments = keys.Select(Key).ToEquatableArray(),
        Field = field ? name : null,
        WeightKey = field ? name : null,
        Fused = fused,
        Input = EquatableArray.Of(input),
        Output = EquatableArray.Of(output),
    };

    /// <summary>A dense layer.</summary>
    public static LayerPlan Dense(string name, long input, long units) => Layer("dense", name, [input], [units], field: true, keys: [$"units={units}", "bias=true"]);

    /// <summary>A tower.</summary>
    public static TowerPlan Tower(string name, string typeName, long[] input, params LayerPlan[] layers) =>
        new() { Name = name, TypeName = typeName, InputShape = EquatableArray.Of(input), Layers = EquatableArray.Of(layers), Macs = 0 };

    /// <summary>A head that is a distance.</summary>
    public static HeadPlan Metric(string kind, bool calibrated = false) =>
        new() { Kind = kind, Arguments = default, Layers = default, Calibrated = calibrated, IsMetric = true, IsSymmetric = true };

    /// <summary>A head of layers.</summary>
    public static HeadPlan Combination(string kind, params LayerPlan[] layers) =>
        new() { Kind = kind, Arguments = default, Layers = EquatableArray.Of(layers), Calibrated = false, IsMetric = false, IsSymmetric = false };

    /// <summary>A component.</summary>
    public static ComponentPlan Component(string kind, params string[] keys) => new(kind, keys.Select(Key).ToEquatableArray());

    /// <summary>A model with the usual training.</summary>
    public static ModelPlan Model(string variant, string typeName, HeadPlan head, ComponentPlan loss, params TowerPlan[] towers) => new()
    {
        Family = "Digits",
        Variant = variant,
        TypeName = typeName,
        Summary = "A test.",
        IsBroken = false,
        PlanHash = new string('0', 64),
        Views = ModelPlan.OneView,
        Sharing = towers.Length == 1 ? Sharing.Shared : Sharing.Separate,
        Towers = EquatableArray.Of(towers),
        Comparisons = TowerPair.All(towers.Length).ToEquatableArray(),
        JointBatch = towers.Length == 1,
        Head = head,
        Loss = loss,
        Training = Training(),
        EmbeddingSize = Size(towers[0]),
        EmbeddingShape = towers[0].Layers.Count > 0 ? towers[0].Layers[^1].Output : towers[0].InputShape,
        ParameterCount = 885_100,
        Macs = 884_000,
        Resolved = EquatableArray.Of(new ResolvedSetting("training.epochs", "10")),
    };

    /// <summary>A broken variant of which nothing but the name is known.</summary>
    public static ModelPlan Broken(string variant, string typeName) => Model(variant, typeName, Combination(""), Component(""), Tower("tower", "", [])) with
    {
        IsBroken = true,
        Towers = default,
        EmbeddingSize = 0,
    };

    /// <summary>A family.</summary>
    public static FamilyPlan Family(params ModelPlan[] variants) =>
        new() { Name = "Digits", TypeName = "Digits", Summary = "A family.", Primary = "pair_accuracy", Variants = EquatableArray.Of(variants) };

    /// <summary>The family's source.</summary>
    public static string Source(FamilyPlan family, string ns = "Acme.Models", params string[] hiding) =>
        FamilyEmitter.Emit(new EmitContext(family, ns, "Digits.siamese.yaml", "siamese/Digits.siamese.yaml", EquatableArray.Of(hiding)), CancellationToken.None);

    private static TrainingPlan Training() => new()
    {
        Epochs = 10,
        Optimizer = Component("adam", "lr=0.001", "beta1=0.9", "beta2=0.999", "eps=1e-8", "weight_decay=0"),
        Batch = Component("pairs", "count=128"),
        Schedule = Component("cosine", "warmup=0.02", "final=0"),
        Augment = EquatableArray.Of(Component("rotations"), Component("affine", "rotate=10", "shear=0.3", "scale_min=0.8", "scale_max=1.2", "shift=2", "p=0.5")),
        Init = Component("pytorch"),
        EarlyStop = Component("early_stop", "patience=3", "metric=one_shot"),
        ClipNorm = new Argument("clip_norm", ArgumentType.Number, "1.5"),
        Threads = 2,
        Seed = 1,
    };

    private static long Size(TowerPlan tower)
    {
        long size = 1;
        foreach (long extent in tower.Layers.Count > 0 ? tower.Layers[^1].Output : tower.InputShape)
        {
            size *= extent;
        }

        return size;
    }

    private static Argument Key(string text)
    {
        string[] parts = text.Split('=');
        string value = parts[1];
        ArgumentType type = value switch
        {
            "null" => ArgumentType.Null,
            "true" or "false" => ArgumentType.Boolean,
            _ when long.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out _) => ArgumentType.Integer,
            _ when double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _) => ArgumentType.Number,
            _ when value.Contains(',') => ArgumentType.Integers,
            _ => ArgumentType.Text,
        };
        return new(parts[0], type, value);
    }
}
