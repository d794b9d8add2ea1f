namespace SiameseDsl.Spec.Catalog;

/// <summary>The mappings at fixed places. The file's top level is one of them.</summary>
public static class SectionCatalog
{
    private static readonly CatalogKey Shape = new("shape", KeyType.Integers, "The shape of one sample without the batch dimension: a vector [values], a sequence [channels, length] or [length, features], an image [channels, height, width] or a volume [channels, depth, height, width].") { Minimum = 1, Maximum = 1048576 };

    private static readonly CatalogKey Tokens = new("tokens", KeyType.Section, "Instead of 'shape': one sample is a sequence of tokens, whole numbers from 0, for 'embedding'.") { Section = "tokens" };

    private static readonly CatalogKey Siamese = new("siamese", KeyType.Integer, "The version of the language.") { Required = true, Minimum = 1, Maximum = 1 };

    private static readonly CatalogKey Include = new("include", KeyType.Special, "Parts, by their paths from this file's folder on, that lie below this file as a base lies below a variant; later ones above earlier ones.");

    private static readonly CatalogKey Variants = new("variants", KeyType.Map, "Named patches over the base, each a model of its own.") { Section = "variant" };

    private static readonly CatalogKey Matrix = new("matrix", KeyType.Map, "Products of variants: axes of values or of named patches; each combination is a model of its own. 'exclude' and 'include' take combinations out and add some.");

    private static readonly CatalogKey Summary = new("summary", KeyType.Text, "One paragraph about the family or the variant.") { Default = "" };

    private static readonly CatalogKey Input = new("input", KeyType.Section, "What the towers take.") { Section = "input" };

    private static readonly CatalogKey Tower = new("tower", KeyType.Layers, "The layers that embed an image, for one tower or towers of the same layers.");

    private static readonly CatalogKey Towers = new("towers", KeyType.Map, "Named towers of different layers that meet in one embedding space.") { Section = "tower" };

    private static readonly CatalogKey Trunk = new("trunk", KeyType.Layers, "With named towers: tied layers that follow each of them.");

    private static readonly CatalogKey Sharing = new("sharing", KeyType.Enum, "Which weights the towers share.") { Values = ["shared", "separate", "partial"] };

    private static readonly CatalogKey Branches = new("branches", KeyType.Names, "With separate or partial sharing: the names of the towers that 'tower' stands for; 'left' and 'right' by default.");

    private static readonly CatalogKey Compare = new("compare", KeyType.Pairs, "With several towers: which of them are compared with each other, in training one pair after the other; 'all' by default. Evaluation takes the first pair.");

    private static readonly CatalogKey Head = new("head", KeyType.Choice, "What compares two embeddings.") { Choice = Category.Head, Required = true };

    private static readonly CatalogKey Views = new("views", KeyType.Enum, "What an embedding is made of once training is over: 'mirror' takes the mean with the embedding of the mirror image; 'rotations' puts those of the image turned by 0, 90, 180 and 270 degrees one behind the other, so that each is compared with its like.") { Values = ["none", "mirror", "rotations"], Default = "none" };

    private static readonly CatalogKey Loss = new("loss", KeyType.Choice, "What trains the model.") { Choice = Category.Loss, Required = true };

    private static readonly CatalogKey Training = new("training", KeyType.Section, "How the model is trained.") { Section = "training", Default = "{}" };

    private static readonly CatalogKey Expect = new("expect", KeyType.Special, "The rules that are expected to fire here, each with a reason; variants do not inherit it.") { Section = "expectation" };

    private static readonly CatalogKey Blocks = new("blocks", KeyType.Map, "Named lists of layers with parameters, each used like a layer by its name.") { Section = "block" };

    private static readonly CatalogKey Params = new("params", KeyType.Map, "Named values that '$name' stands for; a variant can set them anew.");

    /// <summary>The file's top level.</summary>
    public static ComponentEntry File { get; } = Section(
        "file",
        "One family of models.",
        Siamese,
        new("model", KeyType.Text, "The family's name.") { Required = true },
        Include,
        Summary,
        new("primary", KeyType.Enum, "The metric that decides between variants.") { Values = ["pair_accuracy", "auc", "eer", "one_shot"], Default = "pair_accuracy" },
        Input,
        Tower,
        Towers,
        Trunk,
        Sharing,
        Branches,
        Compare,
        Head,
        Views,
        Loss,
        Training,
        Params,
        Blocks,
        Expect,
        new("levels", KeyType.Map, "At which level rules that are no errors are reported for this file: error, warning, info or none, by the rule's id."),
        Variants,
        Matrix);

    /// <summary>A part: the keys of the file that it may say for the specs that include it.</summary>
    public static ComponentEntry Part { get; } = Section("part", "What several specs have in common.", Siamese, Include, Input, Tower, Towers, Trunk, Sharing, Branches, Compare, Head, Views, Loss, Training, Params, Blocks, Variants, Matrix);

    /// <summary>A variant's patch: the keys of the file that it may change.</summary>
    public static ComponentEntry Variant { get; } = Section("variant", "A patch over the base.", Summary, Input, Tower, Towers, Trunk, Sharing, Branches, Compare, Head, Views, Loss, Training, Params, Blocks, Expect);

    /// <summary>All sections in documented order.</summary>
    public static IReadOnlyList<ComponentEntry> All { get; } =
    [
        File,
        Part,
        Variant,
        Section(
            "input",
            "What the towers take.",
            Shape,
            Tokens,
            new("towers", KeyType.Map, "Fixed transforms of each tower's images, by the tower's name: 'left' and 'right', or the names of 'branches' or 'towers'.") { Choice = Category.Transform }),
        Section(
            "tower",
            "A named tower.",
            new("input", KeyType.Section, "What this tower takes, where it differs from the others.") { Section = "tower_input" },
            new("layers", KeyType.Layers, "The tower's own layers.") { Required = true }),
        Section(
            "tower_input",
            "What one named tower takes.",
            Shape,
            Tokens,
            new("transforms", KeyType.Choices, "Fixed transforms of this tower's images, in order.") { Choice = Category.Transform, Default = "[]" }),
        Section(
            "tokens",
            "Sequences of tokens.",
            new("length", KeyType.Integer, "The number of tokens in one sample; shorter ones are filled up by the data.") { Required = true, Minimum = 1, Maximum = 1048576 },
            new("vocabulary", KeyType.Integer, "How many different tokens there are: 0 to vocabulary - 1.") { Required = true, Minimum = 2, Maximum = 1048576 }),
        Section(
            "training",
            "How the model is trained.",
            new("optimizer", KeyType.Choice, "The optimiser.") { Choice = Category.Optimizer, Default = "adam", Tunable = true },
            new("batch", KeyType.Choice, "What one training step takes; the default depends on the loss.") { Choice = Category.Batch, Tunable = true },
            new("schedule", KeyType.Choice, "The course of the learning rate.") { Choice = Category.Schedule, Default = "constant", Tunable = true },
            new("augment", KeyType.Choices, "Changes of the training images, in order.") { Choice = Category.Augmentation, Default = "[]", Distinct = true },
            new("init", KeyType.Choice, "What the weights of dense and convolution layers begin with; a layer's own 'init' comes first.") { Choice = Category.Initializer, Default = "pytorch" },
            new("epochs", KeyType.Integer, "Passes over the training images; an epoch presents as many images as the training part holds.") { Default = "10", Minimum = 1, Maximum = 1000000 },
            new("early_stop", KeyType.Section, "Stops when the figure on validation data no longer grows; absent for none.") { Section = "early_stop" },
            new("clip_norm", KeyType.Number, "The largest norm of the gradient; absent for no clipping.") { Minimum = 0, ExclusiveMinimum = true, Maximum = 1e9, Tunable = true },
            new("clip_value", KeyType.Number, "The largest size of each value of the gradient, clipped before the norm is; absent for no clipping.") { Minimum = 0, ExclusiveMinimum = true, Maximum = 1e9, Tunable = true },
            new("accumulate", KeyType.Integer, "Batches whose gradients are averaged for one step of the optimiser; a step then presents that many batches.") { Default = "1", Minimum = 1, Maximum = 65536, Tunable = true },
            new("ema", KeyType.Section, "A moving average of the weights, which is validated and kept as the model's; absent for the weights themselves.") { Section = "ema", Tunable = true },
            new("tune", KeyType.Section, "Settings that short trainings choose on validation data before the training proper; absent for none.") { Section = "tune" },
            new("precision", KeyType.Enum, "What the towers are computed in while training; bfloat16 is faster only on processors with instructions for it. Evaluation is in float32.") { Values = ["float32", "bfloat16"], Default = "float32" },
            new("seed", KeyType.Integer, "The seed where none is given.") { Default = "1", Minimum = 0, Maximum = 2147483647 },
            new("threads", KeyType.Integer, "The threads that Torch computes with; part of a run's identity.") { Default = "2", Minimum = 1, Maximum = 1024 }),
        Section(
            "early_stop",
            "When training stops early.",
            new("patience", KeyType.Integer, "Evaluations without a gain before training stops.") { Default = "5", Minimum = 1, Maximum = 1000000 },
            new("metric", KeyType.Enum, "The figure on validation data that must grow.") { Values = ["pair_accuracy", "auc", "one_shot"], Default = "one_shot" }),
        new ComponentEntry(
            Category.Section,
            "block",
            "A list of layers with parameters.",
            [
                new("params", KeyType.Map, "The parameters with their defaults; one without a default must be given where the block is used. Inside the block '$name' stands for the value."),
                new("layers", KeyType.Layers, "What stands in the block's place where it is used.") { Required = true },
            ],
            mainKey: "layers"),
        Section(
            "loss_part",
            "A part of a sum of losses.",
            new("weight", KeyType.Number, "What the part's value is multiplied by.") { Default = "1", Minimum = 0, ExclusiveMinimum = true, Maximum = 1e6 },
            new("loss", KeyType.Choice, "The loss.") { Choice = Category.Loss, Required = true }),
        Section(
            "mining_stage",
            "A stage of a mining schedule.",
            new("from", KeyType.Number, "The part of the training after which the stage begins; 0 for the first.") { Default = "0", Minimum = 0, Maximum = 1, ExclusiveMaximum = true },
            new("miner", KeyType.Choice, "What counts from then on.") { Choice = Category.Miner, Required = true }),
        Section(
            "ema",
            "An exponential moving average of the weights.",
            new("decay", KeyType.Number, "The part of the average that stays at each step.") { Default = "0.999", Minimum = 0, Maximum = 1, ExclusiveMaximum = true },
            new("ramp", KeyType.Boolean, "Whether the decay begins low, at step s with (1 + s) / (10 + s) as long as that is less, so that the first weights are soon forgotten.") { Default = "true" }),
        Section(
            "tune",
            "Short trainings that choose settings on validation data, the same budget for every variant.",
            new("values", KeyType.Map, "What is tried for each setting, by its path under 'training' or 'loss': a list of values, or a range { from, to, scale }.") { Required = true },
            new("trials", KeyType.Integer, "The most trainings: every combination where there are no more of them, else a random draw.") { Default = "8", Minimum = 1, Maximum = 10000 },
            new("epochs", KeyType.Integer, "The epochs of each of them.") { Default = "1", Minimum = 1, Maximum = 1000000 },
            new("metric", KeyType.Enum, "The figure on validation data that decides; absent for that of early stopping, or else the family's.") { Values = ["pair_accuracy", "auc", "one_shot"] }),
        Section(
            "tune_range",
            "A range that 'tune' draws from.",
            new("from", KeyType.Number, "Its lower end.") { Required = true },
            new("to", KeyType.Number, "Its upper end.") { Required = true },
            new("scale", KeyType.Enum, "Whether differences or ratios are drawn evenly.") { Values = ["linear", "log"], Default = "linear" }),
        Section(
            "expectation",
            "A rule that is expected to fire.",
            new("rule", KeyType.Text, "The rule's id.") { Required = true },
            new("because", KeyType.Text, "The reason.") { Required = true }),
    ];

    private static ComponentEntry Section(string kind, string summary, params CatalogKey[] keys) => new(Category.Section, kind, summary, keys);
}
