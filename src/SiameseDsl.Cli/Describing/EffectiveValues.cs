using SiameseDsl.Modules;
using SiameseDsl.Spec;
using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Editing;

namespace SiameseDsl.Cli.Describing;

/// <summary>Binds the spec that a model was compiled from anew, and lists every effective value with the place it comes from.</summary>
internal static class EffectiveValues
{
    /// <exception cref="SiameseException">The assembly does not carry the spec's text, or the text no longer has the variant.</exception>
    public static IReadOnlyList<EffectiveValue> Of(ModelEntry entry, CancellationToken cancellationToken) =>
        Of(entry.Variant, CarriedSpec.Of(entry), cancellationToken);

    /// <summary>The values of one variant of a spec, under the plan's paths and in its order.</summary>
    /// <param name="variant">The variant.</param>
    /// <param name="file">The spec.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="SiameseException">The text has no such variant.</exception>
    public static IReadOnlyList<EffectiveValue> Of(string variant, SpecFile file, CancellationToken cancellationToken)
    {
        IReadOnlyList<SettingOrigin> settings = SettingOrigins.Of(file, variant, cancellationToken)
            ?? throw new SiameseException($"The spec '{file.Path}' that the program carries has no variant '{variant}' that compiles; build the program again.");
        return [.. settings.Select(setting => Of(setting, variant))];
    }

    private static EffectiveValue Of(SettingOrigin setting, string variant)
    {
        ValueOrigin origin = setting.IsDerived ? ValueOrigin.Derived : setting.Origin switch
        {
            Origin.Variant => ValueOrigin.Variant,
            Origin.Matrix => ValueOrigin.Matrix,
            Origin.Base => ValueOrigin.Base,
            _ => ValueOrigin.Default,
        };
        bool isWritten = origin is ValueOrigin.Base or ValueOrigin.Variant or ValueOrigin.Matrix;
        return new EffectiveValue(
            setting.Path,
            setting.Value == "null" ? "-" : setting.Value,
            origin,
            origin == ValueOrigin.Matrix ? setting.Axis : variant,
            isWritten ? setting.Span.StartLine + 1 : null,
            isWritten ? setting.Span.File : null);
    }
}
