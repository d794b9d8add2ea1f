using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using SiameseDsl.Generator.Diagnostics;
using SiameseDsl.Generator.Pipeline;
using SiameseDsl.Spec;

namespace SiameseDsl.Generator;

/// <summary>Compiles every <c>*.siamese.yaml</c> of a project into C#. Its input is additional files alone: an edit of C# recomputes nothing.</summary>
[Microsoft.CodeAnalysis.Generator(LanguageNames.CSharp)]
public sealed class SpecGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<GeneratorSettings> settings = context.AnalyzerConfigOptionsProvider
            .Select(static (provider, _) => GeneratorSettings.Read(provider))
            .WithTrackingName(StepNames.Settings);
        IncrementalValuesProvider<CompiledFile> compiled = context.AdditionalTextsProvider
            .Where(SpecText.IsSpec)
            .Select(SpecText.Read)
            .WithTrackingName(StepNames.Text)
            .Select(SpecFrontEnd.Compile)
            .WithTrackingName(StepNames.Compile);

        // What files decide together: paths and type names only.
        IncrementalValueProvider<FamilyLayout> layout = compiled
            .Select(static (file, _) => file.Heading)
            .WithTrackingName(StepNames.Heading)
            .Collect()
            .Combine(settings)
            .Select(static (input, _) => FamilyLayout.Of(input.Left, input.Right))
            .WithTrackingName(StepNames.Layout);

        // One parse, two outputs: plans without positions make source, findings with positions make diagnostics.
        IncrementalValuesProvider<(CompiledFile File, FamilyLayout Layout)> placed = compiled.Combine(layout);
        IncrementalValuesProvider<EquatableArray<Finding>> findings = placed
            .Select(static (input, _) => FileFindings.Of(input.File, input.Layout))
            .WithTrackingName(StepNames.Findings);
        IncrementalValuesProvider<EmittedFile> families = placed
            .Select(static (input, _) => EmitInput.Of(input.File, input.Layout))
            .WithTrackingName(StepNames.EmitInput)
            .Select(static (input, cancellation) => EmittedFile.Of(input, cancellation))
            .WithTrackingName(StepNames.Emit);
        IncrementalValueProvider<EmittedFile> registry = layout
            .Select(static (all, _) => EmittedFile.Registry(all))
            .WithTrackingName(StepNames.Registry);

        context.RegisterSourceOutput(findings, Report);
        context.RegisterSourceOutput(families, AddSource);
        context.RegisterSourceOutput(registry, AddSource);
    }

    private static void Report(SourceProductionContext context, EquatableArray<Finding> findings)
    {
        foreach (Finding finding in findings)
        {
            context.ReportDiagnostic(FindingDiagnostics.Create(finding));
        }
    }

    /// <summary>The one place where source leaves: UTF-8, LF.</summary>
    private static void AddSource(SourceProductionContext context, EmittedFile file)
    {
        Report(context, file.Findings);
        if (file.Source.Length > 0)
        {
            context.AddSource(file.HintName, SourceText.From(file.Source, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)));
        }
    }
}
