using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis.Text;
using SiameseDsl.Spec;

namespace SiameseDsl.Generator.Pipeline;

/// <summary>Compiles specs for both hosts, the generator and the analyzer, so that they say the same. A defect inside becomes a finding on that file, and the other files still compile.</summary>
internal static class SpecFrontEnd
{
    /// <summary>What a text compiled to, as long as the compiler holds the text: generator and analyzer share one parse. The only static state.</summary>
    private static readonly ConditionalWeakTable<SourceText, Kept> Cache = new();

    /// <summary>Compiles one spec.</summary>
    public static CompiledFile Compile(SpecInput input, CancellationToken cancellation)
    {
        SpecText spec = input.Spec;
        if (spec.Text is not { } text)
        {
            return new(spec.Path, Problem(InternalFindings.Unreadable(spec.Path)), default);
        }

        if (Cache.TryGetValue(text, out Kept? known) && known.Path == spec.Path && known.Parts == input.Parts)
        {
            return known.File;
        }

        CompiledFile compiled = new(spec.Path, CompileGuarded(spec.Path, text, input, cancellation), input.PartPaths);
        Cache.Remove(text);
        return Cache.GetValue(text, _ => new(spec.Path, input.Parts, compiled)).File;
    }

    private static CompiledSpec CompileGuarded(string path, SourceText text, IPartSource parts, CancellationToken cancellation)
    {
        try
        {
            return SpecCompiler.Compile(new SpecFile(path, text.ToString()) { Parts = parts }, cancellation);
        }
        catch (Exception defect) when (defect is not OperationCanceledException)
        {
            return Problem(InternalFindings.Defect(path, defect));
        }
    }

    private static CompiledSpec Problem(Finding finding) => new(null, EquatableArray.Of(finding));

    private sealed record Kept(string Path, EquatableArray<SpecText> Parts, CompiledFile File);
}
