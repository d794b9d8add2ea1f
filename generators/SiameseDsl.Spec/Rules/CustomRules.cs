namespace SiameseDsl.Spec.Rules;

/// <summary>Rules about C# classes of the user's (SDSL217x). Those that need the user's code are asked by the generator alone.</summary>
public static class CustomRules
{
    private const string Squeeze = """
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        namespace App;

        public enum Pooling { Mean, Max }

        public sealed class Squeeze : Module<Tensor, Tensor>
        {
            private readonly Linear down;
            private readonly Linear up;

            public Squeeze(int channels, int ratio = 4, Pooling pooling = Pooling.Mean)
                : base(nameof(Squeeze))
            {
                down = Linear(channels, channels / ratio);
                up = Linear(channels / ratio, channels);
                RegisterComponents();
            }

            public override Tensor forward(Tensor x)
            {
                using var scope = NewDisposeScope();
                Tensor weights = up.call(down.call(x.mean([2, 3])).relu()).sigmoid();
                return (x * weights.unsqueeze(-1).unsqueeze(-1)).MoveToOuterDisposeScope();
            }
        }

        """;

    /// <summary>A text that is no name of a class.</summary>
    public static Rule BadTypeName { get; } = Custom(
        "SDSL2170",
        "Not the name of a class",
        "'type' names a class as C# does, with its namespace and dots between the parts. Generic classes cannot be used: derive one that is not generic.",
        "type: App.Squeeze<int>",
        needsCode: false);

    /// <summary>A class that is not there.</summary>
    public static Rule UnknownType { get; } = Custom(
        "SDSL2171",
        "Unknown class",
        "Neither the project nor what it references has a class of this name. Write it with its namespace; the project's root namespace may be left out. Code that other generators make is not seen.",
        "type: App.Squeeeze");

    /// <summary>A class that cannot be made.</summary>
    public static Rule UnusableType { get; } = Custom(
        "SDSL2172",
        "Class cannot be used",
        "The generated code makes the class by its constructor, so it must not be abstract, static or generic, and the project must have access to it.",
        "type: App.Squeeze",
        Squeeze.Replace("public sealed class", "public abstract class").Replace("public override Tensor forward", "public sealed override Tensor forward"));

    /// <summary>A class of another kind.</summary>
    public static Rule WrongBaseType { get; } = Custom(
        "SDSL2173",
        "Class of another kind",
        "A layer derives from Module<Tensor, Tensor>, a head from Module<Tensor, Tensor, Tensor>, a distance from SiameseDsl.Heads.Metric, a loss on pairs from SiameseDsl.Losses.PairLoss, a loss on labelled batches from SiameseDsl.Losses.EmbeddingLoss.",
        "type: App.Squeeze",
        Squeeze.Replace("Module<Tensor, Tensor>", "Module<Tensor, Tensor, Tensor>").Replace("forward(Tensor x)", "forward(Tensor x, Tensor y)"));

    /// <summary>Arguments that no constructor takes.</summary>
    public static Rule NoConstructor { get; } = Custom(
        "SDSL2174",
        "No constructor takes these arguments",
        "The names under 'args' are those of the parameters of a constructor, and every parameter without a default is given.",
        "type: App.Squeeze, args: { channel: 8 }");

    /// <summary>An argument of another type.</summary>
    public static Rule WrongArgument { get; } = Custom(
        "SDSL2175",
        "Argument of another type",
        "The constructor's parameter has a type that cannot hold the value: a whole number that is too large, a fraction for a whole number, a word that is not among an enum's.",
        "type: App.Squeeze, args: { channels: 8, pooling: Maximum }");

    /// <summary>A text that is no name of a parameter.</summary>
    public static Rule BadArgumentName { get; } = Custom(
        "SDSL2176",
        "Not the name of a parameter",
        "The names under 'args' are those of a constructor's parameters in C#: letters, digits and underscores, not beginning with a digit.",
        "type: App.Squeeze, args: { channels: 8, squeeze-ratio: 4 }",
        needsCode: false);

    /// <summary>All rules of this group in the order of their ids.</summary>
    public static IReadOnlyList<Rule> All { get; } = [BadTypeName, UnknownType, UnusableType, WrongBaseType, NoConstructor, WrongArgument, BadArgumentName];

    private static Rule Custom(string id, string title, string explanation, string mistaken, string? code = null, bool needsCode = true) =>
        new(id, Severity.Error, title, explanation, Example(mistaken), Example("type: App.Squeeze, args: { channels: 8 }")) { Code = Squeeze, BadCode = code, NeedsCode = needsCode };

    private static string Example(string keys) =>
        "siamese: 1\nmodel: Digits\ninput: { shape: [1, 28, 28] }\ntower:\n  - conv2d: 8\n  - custom: { name: squeeze, " + keys + " }\n  - global_avg_pool\n  - dense: { name: embedding, units: 64 }\nhead: euclidean\nloss: contrastive\n";
}
