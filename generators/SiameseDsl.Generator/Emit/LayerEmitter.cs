using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Generator.Emit;

/// <summary>How a call may stand in the code.</summary>
internal enum Placement
{
    /// <summary>It begins a statement of its own.</summary>
    Starts,

    /// <summary>It may be nested around the call before it, as a TorchSharp user nests <c>relu(bn1.call(conv1.call(x)))</c>.</summary>
    Follows,
}

/// <summary>How one kind of layer is written.</summary>
internal sealed record LayerEmitter
{
    /// <summary>The TorchSharp type of the field, which is the name of its factory as well; <see langword="null"/> for an operation without a module.</summary>
    public Func<LayerPlan, string>? Module { get; init; }

    /// <summary>Whether the type is one of SiameseDsl's own and is made by its constructor.</summary>
    public bool IsOwn { get; init; }

    /// <summary>Whether the type is a class of the user's, which <see cref="Names.Custom"/> knows, and what it gives is held to the declared shape.</summary>
    public bool IsCustom { get; init; }

    /// <summary>The arguments of the factory or the constructor.</summary>
    public Func<LayerPlan, Names, string>? Construct { get; init; }

    /// <summary>The module's weights that an initialisation draws.</summary>
    public IReadOnlyList<string> Weights { get; init; } = ["weight"];

    /// <summary>The module's bias.</summary>
    public string Bias { get; init; } = "bias";

    /// <summary>Whether the weights are those of a layer inside a layer or of several in a row: every matrix of the module is one.</summary>
    public bool HasManyWeights { get; init; }

    /// <summary>For an operation without a module: the call around the expression given.</summary>
    public Func<LayerPlan, Names, string, string>? Call { get; init; }

    /// <summary>The factory's name, where it is not that of <see cref="Module"/>.</summary>
    public string? Factory { get; init; }

    /// <summary>What stands behind the call of a module that gives more than one tensor.</summary>
    public Func<LayerPlan, string>? Result { get; init; }

    /// <summary>How the call may stand.</summary>
    public Placement Placement { get; init; }
}
