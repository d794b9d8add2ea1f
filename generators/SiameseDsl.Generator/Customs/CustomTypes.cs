using Microsoft.CodeAnalysis;
using SiameseDsl.Generator.Pipeline;
using SiameseDsl.Spec;

namespace SiameseDsl.Generator.Customs;

/// <summary>Looks up the classes of the user's that a spec names: the only place of the pipeline that sees symbols. What leaves it holds none.</summary>
internal static class CustomTypes
{
    /// <summary>Whether a spec names such classes.</summary>
    public static bool AreIn(CompiledFile file) => file.Spec.Customs.Count > 0;

    /// <summary>Checks a spec against the user's code. A defect costs this file only.</summary>
    public static CheckedFile Check(CompiledFile file, Compilation compilation, GeneratorSettings settings, CancellationToken cancellation)
    {
        List<CustomCreation> creations = [];
        List<Finding> findings = [];
        try
        {
            CustomTypeSearch search = new(compilation, settings.RootNamespace);
            foreach (CustomPlace place in file.Spec.Customs)
            {
                cancellation.ThrowIfCancellationRequested();
                if (new CustomChecker(search, place, file.Path, findings).Check() is { } creation && !creations.Contains(creation))
                {
                    creations.Add(creation);
                }
            }
        }
        catch (Exception defect) when (defect is not OperationCanceledException)
        {
            findings.Add(InternalFindings.Defect(file.Path, defect));
        }

        return CheckedFile.Of(file, creations.ToEquatableArray(), findings.ToEquatableArray());
    }
}
