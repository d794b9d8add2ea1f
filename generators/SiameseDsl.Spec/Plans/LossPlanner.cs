using System.Globalization;
using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Catalog;
using SiameseDsl.Spec.Yaml;

namespace SiameseDsl.Spec.Plans;

/// <summary>Plans what trains a model: a loss with the defaults filled in that follow from the head and the embedding.</summary>
internal static class LossPlanner
{
    /// <summary>The loss, every default filled in.</summary>
    /// <param name="loss">The loss as bound, not broken.</param>
    /// <param name="scale">What is known of the head's distance.</param>
    public static ComponentPlan Plan(BoundNode loss, DistanceScale scale) => Fill(TrainingPlanner.Component(loss), scale);

    /// <summary>A margin as written, or as it follows from the distance.</summary>
    public static double Margin(BoundNode loss, LossMargin margin, DistanceScale scale) =>
        loss[margin.Key].Argument is { Type: ArgumentType.Number } written ? written.AsNumber() : Rounded(margin.ByDefault(ScaleOf(loss, scale)));

    /// <summary>The distance as the loss takes it: perhaps squared.</summary>
    public static DistanceScale ScaleOf(BoundNode loss, DistanceScale scale) => IsSquared((LossEntry)loss.Entry, loss.Arguments) ? scale.Squared() : scale;

    private static bool IsSquared(LossEntry entry, EquatableArray<Argument> arguments) => entry.SquaredKey is string key && arguments.Get(key).AsBoolean();

    private static ComponentPlan Fill(ComponentPlan loss, DistanceScale scale)
    {
        if (SpecCatalog.Find(Category.Loss, loss.Kind) is not LossEntry entry)
        {
            return loss;
        }

        if (loss.Kind == LossCatalog.Sum)
        {
            return loss with { Parts = loss.Parts.Select(part => part with { Component = FillPart(part.Component, scale) }).ToEquatableArray() };
        }

        DistanceScale own = IsSquared(entry, loss.Arguments) ? scale.Squared() : scale;
        return loss with { Arguments = loss.Arguments.Select(argument => Fill(argument, entry, own)).ToEquatableArray() };
    }

    private static ComponentPlan FillPart(ComponentPlan part, DistanceScale scale) =>
        part with { Parts = part.Parts.Select(inner => inner with { Component = Fill(inner.Component, scale) }).ToEquatableArray() };

    private static Argument Fill(Argument argument, LossEntry entry, DistanceScale scale)
    {
        foreach (LossMargin margin in entry.Margins)
        {
            if (margin.Key == argument.Name && argument.Type == ArgumentType.Null)
            {
                return new Argument(argument.Name, ArgumentType.Number, DecimalText.Normalize(Rounded(margin.ByDefault(scale)).ToString("0.######", CultureInfo.InvariantCulture)));
            }
        }

        return argument;
    }

    // Six digits are what the plan can write plainly; a margin is never zero.
    private static double Rounded(double margin) => Math.Max(1e-6, Math.Round(margin, 6));
}
