namespace SiameseDsl.Spec;

/// <summary>Placeholder until the language lands.</summary>
public static class SpecCompiler
{
    /// <summary>Compiles.</summary>
    public static CompiledSpec Compile(SpecFile file, CancellationToken cancellation) => throw new NotSupportedException(file.Path);
}
