using System.Text;
using SiameseDsl.Generator.Customs;
using SiameseDsl.Spec;
using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Generator.Emit;

/// <summary>The table of losses, miners, batches, optimisers, schedules and augmentations: the runtime's record, and which key sets which property.</summary>
internal static class ComponentEmitters
{
    private static readonly (string Key, string Property)[] Decay = [("weight_decay", "WeightDecay"), ("decay_biases", "DecayBiases")];

    private static readonly (string Key, string Property)[] Moments = [("lr", "LearningRate"), ("beta1", "Beta1"), ("beta2", "Beta2"), ("eps", "Epsilon"), .. Decay];

    private static readonly (string Key, string Property)[] Warmup = [("warmup", "Warmup"), ("warmup_epochs", "WarmupEpochs")];

    private static readonly Dictionary<string, (string Type, (string Key, string Property)[] Properties)> Table = new(StringComparer.Ordinal)
    {
        ["bce"] = ("BceOptions", [("positive_weight", "PositiveWeight")]),
        ["contrastive"] = ("ContrastiveOptions", [("margin", "Margin"), ("reducer", "Reducer"), ("miner", "Mining")]),
        ["double_margin"] = ("DoubleMarginOptions", [("positive_margin", "PositiveMargin"), ("negative_margin", "NegativeMargin"), ("reducer", "Reducer"), ("miner", "Mining")]),
        ["triplet"] = ("TripletOptions", [("margin", "Margin"), ("squared", "Squared"), ("miner", "Mining"), ("reducer", "Reducer")]),
        ["soft_margin_triplet"] = ("SoftMarginTripletOptions", [("squared", "Squared"), ("miner", "Mining")]),
        ["n_pair"] = ("NPairOptions", [("l2", "L2")]),
        ["nt_xent"] = ("NtXentOptions", [("temperature", "Temperature"), ("learned", "Learned")]),
        ["sup_con"] = ("SupConOptions", [("temperature", "Temperature"), ("learned", "Learned")]),
        ["multi_similarity"] = ("MultiSimilarityOptions", [("alpha", "Alpha"), ("beta", "Beta"), ("base", "Base"), ("miner", "Mining")]),
        ["circle"] = ("CircleOptions", [("margin", "Margin"), ("scale", "Scale"), ("miner", "Mining")]),
        ["prototypical"] = ("PrototypicalOptions", []),
        ["arcface"] = ("ArcFaceOptions", [("margin", "Margin"), ("scale", "Scale"), ("lr_factor", "LearningRateFactor")]),
        ["cosface"] = ("CosFaceOptions", [("margin", "Margin"), ("scale", "Scale"), ("lr_factor", "LearningRateFactor")]),
        ["proxy_anchor"] = ("ProxyAnchorOptions", [("margin", "Margin"), ("scale", "Scale"), ("lr_factor", "LearningRateFactor")]),
        ["sum"] = ("SumOptions", [("losses", "Losses")]),
        ["custom"] = ("CustomPairOptions", []),
        ["custom_distance"] = ("CustomPairOptions", []),
        ["custom_batch"] = ("CustomBatchOptions", []),

        ["pairs"] = ("PairBatch", [("count", "Count")]),
        ["pk"] = ("PkBatch", [("classes", "Classes"), ("samples", "Samples"), ("grouped", "Grouped")]),
        ["episodes"] = ("EpisodeBatch", [("ways", "Ways"), ("shots", "Shots"), ("queries", "Queries")]),

        ["adam"] = ("AdamOptions", Moments),
        ["adamw"] = ("AdamWOptions", Moments),
        ["nadam"] = ("NAdamOptions", [.. Moments, ("momentum_decay", "MomentumDecay")]),
        ["radam"] = ("RAdamOptions", Moments),
        ["adamax"] = ("AdamaxOptions", Moments),
        ["adagrad"] = ("AdagradOptions", [("lr", "LearningRate"), ("initial", "InitialSum"), ("eps", "Epsilon"), .. Decay]),
        ["lion"] = ("LionOptions", [("lr", "LearningRate"), ("beta1", "Beta1"), ("beta2", "Beta2"), .. Decay]),
        ["sgd"] = ("SgdOptions", [("lr", "LearningRate"), ("momentum", "Momentum"), ("nesterov", "Nesterov"), .. Decay]),
        ["rmsprop"] = ("RmsPropOptions", [("lr", "LearningRate"), ("alpha", "Alpha"), ("eps", "Epsilon"), ("momentum", "Momentum"), .. Decay]),

        ["constant"] = ("ConstantSchedule", Warmup),
        ["cosine"] = ("CosineSchedule", [.. Warmup, ("final", "Final")]),
        ["cosine_restarts"] = ("CosineRestartsSchedule", [.. Warmup, ("cycles", "Cycles"), ("growth", "Growth"), ("final", "Final")]),
        ["linear"] = ("LinearSchedule", [.. Warmup, ("final", "Final")]),
        ["step"] = ("StepSchedule", [.. Warmup, ("every", "Every"), ("gamma", "Gamma")]),
        ["multi_step"] = ("MultiStepSchedule", [.. Warmup, ("milestones", "Milestones"), ("gamma", "Gamma")]),
        ["exponential"] = ("ExponentialSchedule", [.. Warmup, ("gamma", "Gamma")]),
        ["polynomial"] = ("PolynomialSchedule", [.. Warmup, ("power", "Power"), ("final", "Final")]),
        ["one_cycle"] = ("OneCycleSchedule", [("rise", "Rise"), ("start", "Start"), ("final", "Final")]),

        ["affine"] = ("AffineAugmentation", [("rotate", "Rotate"), ("shear", "Shear"), ("scale_min", "ScaleMinimum"), ("scale_max", "ScaleMaximum"), ("shift", "Shift"), ("p", "Probability")]),
        ["elastic"] = ("ElasticAugmentation", [("strength", "Strength"), ("smoothness", "Smoothness"), ("p", "Probability")]),
        ["shift"] = ("ShiftAugmentation", [("pixels", "Pixels"), ("p", "Probability")]),
        ["flip"] = ("FlipAugmentation", [("horizontal", "Horizontal"), ("vertical", "Vertical")]),
        ["erase"] = ("EraseAugmentation", [("area_min", "AreaMinimum"), ("area_max", "AreaMaximum"), ("aspect", "Aspect"), ("fill", "Fill"), ("p", "Probability")]),
        ["noise"] = ("NoiseAugmentation", [("std", "Deviation"), ("p", "Probability")]),
        ["brightness"] = ("BrightnessAugmentation", [("by", "By"), ("p", "Probability")]),
        ["contrast"] = ("ContrastAugmentation", [("by", "By"), ("p", "Probability")]),
        ["rotations"] = ("RotationClasses", []),
        ["warped_classes"] = ("WarpedClasses", [("copies", "Copies"), ("rotate", "Rotate"), ("shear", "Shear"), ("scale_min", "ScaleMinimum"), ("scale_max", "ScaleMaximum"), ("shift", "Shift"), ("mirror", "Mirror"), ("elastic", "Elastic"), ("instances", "Instances")]),
        ["drawn_classes"] = ("DrawnClasses", [("copies", "Copies"), ("thickness_min", "ThicknessMinimum"), ("thickness_max", "ThicknessMaximum")]),
        ["composed_classes"] = ("ComposedClasses", [("copies", "Copies"), ("overlay", "Overlay"), ("instances", "Instances")]),

        ["ema"] = ("EmaOptions", [("decay", "Decay"), ("ramp", "Ramp")]),
        ["training"] = ("TrainingOptions",
        [
            ("loss", "Loss"), ("optimizer", "Optimizer"), ("batch", "Batch"), ("schedule", "Schedule"), ("clip_norm", "ClipNorm"), ("clip_value", "ClipValue"), ("accumulate", "Accumulate"), ("ema", "Ema"),
        ]),
        ["early_stop"] = ("EarlyStopOptions", [("patience", "Patience"), ("metric", "Metric")]),
    };

    // Miners are a table of their own: a loss and its miner may have one name.
    private static readonly Dictionary<string, (string Type, (string Key, string Property)[] Properties)> Miners = new(StringComparer.Ordinal)
    {
        ["all"] = ("AllMining", []),
        ["semi_hard"] = ("SemiHardMining", [("margin", "Margin")]),
        ["hard"] = ("HardMining", []),
        ["multi_similarity"] = ("MultiSimilarityMining", [("epsilon", "Epsilon")]),
        ["schedule"] = ("MiningSchedule", [("stages", "Stages")]),
    };

    // Elements of lists are records whose constructors take the keys in order.
    private static readonly Dictionary<string, (string Type, string[] Keys)> Elements = new(StringComparer.Ordinal)
    {
        ["loss_part"] = ("LossPart", ["weight", "loss"]),
        ["mining_stage"] = ("MiningStage", ["from", "miner"]),
    };

    /// <summary>The runtime's record for <paramref name="component"/>.</summary>
    /// <exception cref="InvalidOperationException">The catalog has a kind that this table lacks.</exception>
    public static string TypeOf(ComponentPlan component) => Of(Table, component).Type;

    /// <summary>The runtime's record; <see langword="null"/> where a broken plan names no known kind.</summary>
    public static string? TypeOrNull(ComponentPlan component) => Table.TryGetValue(component.Kind, out (string Type, (string, string)[]) known) ? known.Type : null;

    /// <summary>The runtime's record of a miner.</summary>
    /// <exception cref="InvalidOperationException">The catalog has a miner that this table lacks.</exception>
    public static string TypeOfMiner(ComponentPlan miner) => Of(Miners, miner).Type;

    /// <summary>The expression that creates it: <c>new PkBatch { Classes = 16, Samples = 4 }</c>.</summary>
    public static string Create(ComponentPlan component, Names names) => Create(Table, component, names);

    private static string Create(Dictionary<string, (string, (string, string)[])> table, ComponentPlan component, Names names)
    {
        (string type, (string Key, string Property)[] properties) = Of(table, component);
        if (ReferenceEquals(table, Table) && SpecCatalog.Find(Category.Loss, component.Kind)?.Custom is { } role)
        {
            return CreateCustom(type, role, component, names);
        }

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

    private static string CreateCustom(string type, CustomRole role, ComponentPlan loss, Names names)
    {
        CustomCreation creation = names.Custom(Category.Loss, loss.Kind, loss.Arguments);
        string takes = role != CustomRole.BatchLoss ? "()" : creation.TakesSimilarity ? "similarity" : "_";
        string distance = role == CustomRole.DistanceLoss ? ", OnDistance = true" : "";
        return $"new {names[type]} {{ Create = static {takes} => {creation.Expression}{distance} }}";
    }

    /// <summary>The property of the runtime's record that a key sets.</summary>
    /// <exception cref="InvalidOperationException">The table lacks the kind or the key.</exception>
    public static string Property(string kind, string key)
    {
        foreach ((string known, string property) in Of(Table, new ComponentPlan(kind, default)).Properties)
        {
            if (known == key)
            {
                return property;
            }
        }

        throw new InvalidOperationException($"No emitter knows the key '{key}' of '{kind}'.");
    }

    private static (string Type, (string Key, string Property)[] Properties) Of(Dictionary<string, (string, (string, string)[])> table, ComponentPlan component) =>
        table.TryGetValue(component.Kind, out (string, (string, string)[]) known)
            ? known
            : throw new InvalidOperationException($"No emitter knows the kind '{component.Kind}'.");

    private static string? ValueOf(ComponentPlan component, string key, Names names)
    {
        StringBuilder list = new();
        foreach (PartPlan part in component.Parts)
        {
            if (part.Key != key)
            {
                continue;
            }

            if (part.Index == 0)
            {
                return Create(key == "miner" ? Miners : Table, part.Component, names);
            }

            list.Append(list.Length == 0 ? "[" : ", ").Append(Element(part.Component, names));
        }

        if (list.Length > 0)
        {
            return list.Append(']').ToString();
        }

        return component.Arguments.Find(key) is { } argument
            ? argument.Type switch
            {
                ArgumentType.Integer => Literal.Integer(argument.AsInteger()),
                ArgumentType.Number => Literal.Number(argument),
                ArgumentType.Boolean => Literal.Boolean(argument.AsBoolean()),
                ArgumentType.Text when key == "reducer" => $"{names["LossReducer"]}.{CSharpName.Pascal(argument.Text.Replace('_', '-'))}",
                ArgumentType.Text => Literal.String(argument.Text),
                ArgumentType.Integers => Literal.Shape(EquatableArray.Of(argument.AsIntegers())),
                _ => null,
            }
            : null;
    }

    private static string Element(ComponentPlan component, Names names)
    {
        (string type, string[] keys) = Elements[component.Kind];
        StringBuilder text = new($"new {names[type]}(");
        for (int i = 0; i < keys.Length; i++)
        {
            text.Append(i > 0 ? ", " : "").Append(ValueOf(component, keys[i], names));
        }

        return text.Append(')').ToString();
    }
}
