using System.Text;
using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Generator.Emit;

/// <summary>The table of losses, batches, optimisers, schedules and augmentations: the runtime's record, and which key sets which property.</summary>
internal static class ComponentEmitters
{
    private static readonly (string Key, string Property)[] Moments = [("lr", "LearningRate"), ("beta1", "Beta1"), ("beta2", "Beta2"), ("eps", "Epsilon"), ("weight_decay", "WeightDecay")];

    private static readonly Dictionary<string, (string Type, (string Key, string Property)[] Properties)> Table = new(StringComparer.Ordinal)
    {
        ["bce"] = ("BceOptions", []),
        ["contrastive"] = ("ContrastiveOptions", [("margin", "Margin")]),
        ["triplet"] = ("TripletOptions", [("margin", "Margin"), ("miner", "Mining")]),
        ["nt_xent"] = ("NtXentOptions", [("temperature", "Temperature")]),
        ["prototypical"] = ("PrototypicalOptions", []),

        ["pairs"] = ("PairBatch", [("count", "Count")]),
        ["pk"] = ("PkBatch", [("classes", "Classes"), ("samples", "Samples")]),
        ["episodes"] = ("EpisodeBatch", [("ways", "Ways"), ("shots", "Shots"), ("queries", "Queries")]),

        ["adam"] = ("AdamOptions", Moments),
        ["adamw"] = ("AdamWOptions", Moments),
        ["sgd"] = ("SgdOptions", [("lr", "LearningRate"), ("momentum", "Momentum"), ("nesterov", "Nesterov"), ("weight_decay", "WeightDecay")]),
        ["rmsprop"] = ("RmsPropOptions", [("lr", "LearningRate"), ("alpha", "Alpha"), ("eps", "Epsilon"), ("momentum", "Momentum"), ("weight_decay", "WeightDecay")]),

        ["constant"] = ("ConstantSchedule", []),
        ["cosine"] = ("CosineSchedule", [("warmup", "Warmup"), ("final", "Final")]),

        ["affine"] = ("AffineAugmentation", [("rotate", "Rotate"), ("shear", "Shear"), ("scale_min", "ScaleMinimum"), ("scale_max", "ScaleMaximum"), ("shift", "Shift"), ("p", "Probability")]),
        ["rotations"] = ("RotationClasses", []),

        ["early_stop"] = ("EarlyStopOptions", [("patience", "Patience"), ("metric", "Metric")]),
    };

    private static readonly Dictionary<string, string> Miners = new(StringComparer.Ordinal)
    {
        ["all"] = "All",
        ["semi_hard"] = "SemiHard",
        ["hard"] = "Hard",
    };

    /// <summary>The runtime's record for <paramref name="component"/>.</summary>
    /// <exception cref="InvalidOperationException">The catalog has a kind that this table lacks.</exception>
    public static string TypeOf(ComponentPlan component) => Of(component).Type;

    /// <summary>The runtime's record; <see langword="null"/> where a broken plan names no known kind.</summary>
    public static string? TypeOrNull(ComponentPlan component) => Table.TryGetValue(component.Kind, out (string Type, (string, string)[]) known) ? known.Type : null;

    /// <summary>The expression that creates it: <c>new PkBatch { Classes = 16, Samples = 4 }</c>.</summary>
    public static string Create(ComponentPlan component, Names names)
    {
        (string type, (string Key, string Property)[] properties) = Of(component);
        StringBuilder text = new();
        foreach ((string key, string property) in properties)
        {
            if (ValueOf(component, key, names) is { } value)
            {
                text.Append(text.Length > 0 ? ", " : " { ").Append(property).Append(" = ").Append(value);
            }
        }

        return text.Length > 0 ? $"new {names[type]}{text} }}" : $"new {names[type]}()";
    }

    private static (string Type, (string Key, string Property)[] Properties) Of(ComponentPlan component) =>
        Table.TryGetValue(component.Kind, out (string, (string, string)[]) known)
            ? known
            : throw new InvalidOperationException($"No emitter knows the kind '{component.Kind}'.");

    private static string? ValueOf(ComponentPlan component, string key, Names names)
    {
        foreach (PartPlan part in component.Parts)
        {
            if (part.Key == key)
            {
                return Miners.TryGetValue(part.Component.Kind, out string? miner)
                    ? $"{names["TripletMining"]}.{miner}"
                    : throw new InvalidOperationException($"No emitter knows the miner '{part.Component.Kind}'.");
            }
        }

        return component.Arguments.Find(key) is { } argument
            ? argument.Type switch
            {
                ArgumentType.Integer => Literal.Integer(argument.AsInteger()),
                ArgumentType.Number => Literal.Number(argument),
                ArgumentType.Boolean => Literal.Boolean(argument.AsBoolean()),
                ArgumentType.Text => Literal.String(argument.Text),
                _ => null,
            }
            : null;
    }
}
