using SiameseDsl.Spec.Plans;

namespace SiameseDsl.Generator.Emit;

/// <summary>What documentation and parameters call the samples of a tower: an image is no vector, and a sequence of tokens is neither.</summary>
/// <param name="One">One sample, in a sentence.</param>
/// <param name="Parameter">The parameter of a method that takes one.</param>
/// <param name="BatchParameter">The parameter of a method that takes a batch.</param>
internal sealed record SampleWords(string One, string Parameter, string BatchParameter)
{
    private static readonly SampleWords Unknown = new("sample", "sample", "samples");
    private static readonly SampleWords Tokens = new("token sequence", "tokens", "tokens");
    private static readonly SampleWords[] ByRank = [Unknown, new("vector", "vector", "vectors"), new("sequence", "sequence", "sequences"), new("image", "image", "images"), new("volume", "volume", "volumes")];

    /// <summary>Every name of a parameter.</summary>
    public static IEnumerable<string> Parameters => ["sample", "samples", "tokens", "vector", "vectors", "sequence", "sequences", "image", "images", "volume", "volumes"];

    /// <summary>The words for a tower's samples; for a stub that knows none, those of any sample.</summary>
    public static SampleWords Of(TowerPlan? tower) => tower is null ? Unknown
        : tower.Vocabulary is not null ? Tokens
        : tower.InputShape.Count < ByRank.Length ? ByRank[tower.InputShape.Count] : Unknown;

    /// <summary>The words for the first tower of a model.</summary>
    public static SampleWords Of(ModelPlan model) => Of(model.Towers.Count > 0 ? model.Towers[0] : null);
}
