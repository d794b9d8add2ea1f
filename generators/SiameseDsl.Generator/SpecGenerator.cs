using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using SiameseDsl.Generator.Customs;
using SiameseDsl.Generator.Diagnostics;
using SiameseDsl.Generator.Pipeline;
using SiameseDsl.Spec;

namespace SiameseDsl.Generator;

/// <summary>Compiles every <c>*.siamese.yaml</c> of a project into C#. Its input is additional files alone: an edit of C# recomputes nothing, but for specs that name classes of the user's.</summary>
[Microsoft.CodeAnalysis.Generator(LanguageNames.CSharp)]
public sealed class SpecGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    /// <remarks>The values between steps are classes. For a structure, and for each pair with one in it, every fresh compiler process would compile a hundred methods of Roslyn's anew.</remarks>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<GeneratorSettings> settings = context.AnalyzerConfigOptionsProvider
            .Select(static (provider, _) => GeneratorSettings.Read(provider))
            .WithTrackingName(StepNames.Settings);
        IncrementalValuesProvider<SpecText> texts = context.AdditionalTextsProvider
            .SelectMany(SpecText.ReadOwn)
            .WithTrackingName(StepNames.Text);
        IncrementalValueProvider<PartTable> parts = texts
            .Collect()
            .Select(static (all, _) => PartTable.Of(all))
            .WithTrackingName(StepNames.Parts);
        IncrementalValuesProvider<SpecInput> inputs = texts
            .Combine(parts)
            .SelectMany(static (input, _) => SpecInput.OfSpec(input.Left, input.Right))
            .WithTrackingName(StepNames.Input);
        IncrementalValuesProvider<CompiledFile> compiled = inputs
            .Select(static (input, cancellation) => SpecFrontEnd.Compile(input, cancellation))
            .WithTrackingName(StepNames.Compile);

        // What files decide together: paths, type names and what was found in parts.
        IncrementalValueProvider<FamilyLayout> layout = compiled
            .Select(static (file, _) => file.Heading)
            .WithTrackingName(StepNames.Heading)
            .Collect()
            .Select(static (all, _) => FileHeadings.Of(all))
            .WithTrackingName(StepNames.Headings)
            .Combine(settings)
            .Select(static (input, _) => FamilyLayout.Of(input.Left.All, input.Right))
            .WithTrackingName(StepNames.Layout);

        // One parse, two outputs: plans without positions make source, findings with positions make diagnostics.
        IncrementalValuesProvider<(CompiledFile File, FamilyLayout Layout)> placed = compiled.Combine(layout);
        IncrementalValuesProvider<FoundFindings> findings = placed
            .SelectMany(static (input, _) => FileFindings.OfSome(input.File, input.Layout))
            .WithTrackingName(StepNames.Findings);
        IncrementalValuesProvider<EmittedFile> families = placed
            .Select(static (input, _) => EmitInput.Of(input.File, input.Layout))
            .WithTrackingName(StepNames.EmitInput)
            .Select(static (input, cancellation) => EmittedFile.Of(input, cancellation))
            .WithTrackingName(StepNames.Emit);

        // Specs that name classes of the user's are looked at once more beside the user's code, and emitted from there. Without such specs no step sees an edit of C#.
        IncrementalValuesProvider<EmittedFile> customFamilies = placed
            .SelectMany(static (input, _) => PlacedFile.OfCustom(input.File, input.Layout))
            .Combine(context.CompilationProvider)
            .Select(static (input, cancellation) => EmitInput.Of(CustomTypes.Check(input.Left.File, input.Right, input.Left.Layout.Settings, cancellation), input.Left.Layout))
            .WithTrackingName(StepNames.CustomTypes)
            .Select(static (input, cancellation) => EmittedFile.Of(input, cancellation))
            .WithTrackingName(StepNames.CustomEmit);
        IncrementalValueProvider<EmittedFile> registry = layout
            .Select(static (all, _) => EmittedFile.Registry(all))
            .WithTrackingName(StepNames.Registry);

        // A part's findings come once, however many specs include it.
        IncrementalValueProvider<FoundFindings> partFindings = parts
            .Combine(layout)
            .Select(static (input, cancellation) => new FoundFindings(PartFindings.Of(input.Left, input.Right, cancellation)))
            .WithTrackingName(StepNames.PartFindings);

        context.RegisterSourceOutput(findings, Report);
        context.RegisterSourceOutput(partFindings, Report);
        context.RegisterSourceOutput(families, AddSource);
        context.RegisterSourceOutput(customFamilies, AddSource);
        context.RegisterSourceOutput(registry, AddSource);
    }

    private static void Report(SourceProductionContext context, FoundFindings found) => Report(context, found.Findings);

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
