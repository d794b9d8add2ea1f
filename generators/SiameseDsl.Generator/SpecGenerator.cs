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

        // One parse, two outputs: plans without positions make source, findings with positions make diagnostics.
        IncrementalValuesProvider<CompiledFile> compiled = context.AdditionalTextsProvider
            .Where(SpecText.IsSpec)
            .Select(SpecText.Read)
            .WithTrackingName(StepNames.Text)
            .Select(SpecFrontEnd.Compile)
            .WithTrackingName(StepNames.Compile);
        IncrementalValuesProvider<PlannedFile> planned = compiled
            .Where(static file => file.Spec.Family is not null)
            .Select(static (file, _) => file.Planned!)
            .WithTrackingName(StepNames.Plan);
        IncrementalValuesProvider<EquatableArray<Finding>> findings = compiled
            .Select(static (file, _) => file.Spec.Findings)
            .WithTrackingName(StepNames.Findings);

        // What files decide together: paths and type names only.
        IncrementalValueProvider<FamilyLayout> layout = compiled
            .Select(static (file, _) => file.Heading)
            .WithTrackingName(StepNames.Heading)
            .Collect()
            .Combine(settings)
            .Select(static (input, _) => FamilyLayout.Of(input.Left, input.Right.ProjectDirectory))
            .WithTrackingName(StepNames.Layout);
        IncrementalValueProvider<EquatableArray<Finding>> layoutFindings = layout
            .Combine(settings)
            .Combine(compiled.Select(static (file, _) => file.Place).Collect())
            .Select(static (input, _) => LayoutFindings.Of(input.Left.Left, input.Left.Right, input.Right))
            .WithTrackingName(StepNames.LayoutFindings);

        IncrementalValuesProvider<EmittedFile> families = planned
            .Combine(layout.Combine(settings))
            .Select(static (input, _) => EmitInput.Of(input.Left, input.Right.Left, input.Right.Right))
            .WithTrackingName(StepNames.EmitInput)
            .Select(static (input, cancellation) => EmittedFile.Of(input, cancellation))
            .WithTrackingName(StepNames.Emit);
        IncrementalValueProvider<EmittedFile> registry = layout
            .Combine(settings)
            .Select(static (input, _) => EmittedFile.Registry(input.Left, input.Right))
            .WithTrackingName(StepNames.Registry);

        context.RegisterSourceOutput(findings, Report);
        context.RegisterSourceOutput(layoutFindings, Report);
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
        if (file.Defect is { } defect)
        {
            context.ReportDiagnostic(FindingDiagnostics.Create(defect));
        }

        if (file.Source.Length > 0)
        {
            context.AddSource(file.HintName, SourceText.From(file.Source, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)));
        }
    }
}
