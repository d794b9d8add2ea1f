using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Plans.Drafts;
using SiameseDsl.Spec.Rules;

namespace SiameseDsl.Spec.Plans;

/// <summary>What <c>views</c> makes of an embedding, and what it needs of samples and head.</summary>
internal static class ViewChecks
{
    /// <summary>The sample turned by 0, 90, 180 and 270 degrees; the embeddings stand one behind the other.</summary>
    public const string Rotations = "rotations";

    // They compare value by value, without weights of their own.
    private static readonly string[] HeadsOfAnySize = ["euclidean", "squared_euclidean", "cosine", "dot"];

    /// <summary>The views that a variant chooses.</summary>
    public static string Of(ModelSpec spec) => spec.Views.Argument!.Text;

    /// <summary>The shape of an embedding in evaluation, where one view has the shape <paramref name="one"/>.</summary>
    public static EquatableArray<long> Joined(EquatableArray<long> one, string views) => views == Rotations && one.Count == 1 ? new EquatableArray<long>([Shape.Multiply(one[0], 4)]) : one;

    /// <summary>Reports views that cannot be made. <paramref name="chains"/> are the planned towers; empty where they are broken.</summary>
    public static void Run(ModelSpec spec, IReadOnlyList<TowerDraft> towers, IReadOnlyList<ChainDraft> chains, VariantReport report)
    {
        string views = Of(spec);
        if (views == ModelPlan.OneView)
        {
            return;
        }

        var place = new Place(spec.Views.Span, spec.Views.Origin);
        foreach (TowerDraft tower in towers)
        {
            if (NeededOf(tower.Input, views) is string needed)
            {
                string sample = tower.Input.Vocabulary is null ? $"has the shape {Shape.Text(tower.Input.Shape)}" : FormattableString.Invariant($"is {tower.Input.Shape[0]:N0} tokens");
                report.Add(ShapeRules.ViewsDoNotFit, place.OrVariant(new Place(tower.Input.ShapeSpan, tower.Place.Origin)), $"'views: {views}' needs {needed}, but a sample {sample}; leave it out, or take another input.");
                return;
            }
        }

        if (chains.Count > 0 && chains[0].Output.Count != 1)
        {
            report.Add(ShapeRules.ViewsDoNotFit, place, $"'views: {views}' needs embeddings that are vectors, but the tower gives {Shape.Text(chains[0].Output)}; end the tower in 'flatten' and 'dense', or leave it out.");
        }
        else if (views == Rotations && spec.Head is { IsBroken: false } head && !HeadsOfAnySize.Contains(head.Kind))
        {
            report.Add(ShapeRules.ViewsDoNotFit, place.OrVariant(Place.Of(head)), $"'views: rotations' needs a head that compares embeddings of any size value by value ({string.Join(", ", HeadsOfAnySize)}), but '{head.Kind}' is none; take one of these, or leave it out.");
        }
    }

    private static string? NeededOf(BranchInput input, string views) =>
        input.Shape.Count == 0 ? null
        : input.Vocabulary is not null || input.Shape.Count != 3 ? "images"
        : views == Rotations && input.Shape[1] != input.Shape[2] ? "square images"
        : null;
}
