using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using SiameseDsl.Generator.Diagnostics;
using SiameseDsl.Generator.Pipeline;
using SiameseDsl.Spec;

namespace SiameseDsl.Generator;

/// <summary>Reports the generator's findings to editors, which show an analyzer's findings in additional files. In a build the compiler merges the two.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SpecAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => RuleDescriptors.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            // What files decide together needs all of them; the front end keeps what it compiled, so that this costs look-ups only.
            ImmutableArray<AdditionalText> files = start.Options.AdditionalFiles;
            GeneratorSettings settings = GeneratorSettings.Read(start.Options.AnalyzerConfigOptionsProvider);
            Lazy<FamilyLayout> layout = new(() => LayOut(files, settings, CancellationToken.None));
            start.RegisterAdditionalFileAction(file => Analyze(file, layout));
        });
    }

    private static void Analyze(AdditionalFileAnalysisContext context, Lazy<FamilyLayout> layout)
    {
        if (!SpecText.IsSpec(context.AdditionalFile))
        {
            return;
        }

        CompiledFile compiled = SpecFrontEnd.Compile(SpecText.Read(context.AdditionalFile, context.CancellationToken), context.CancellationToken);
        foreach (Finding finding in FileFindings.Of(compiled, layout.Value))
        {
            context.ReportDiagnostic(FindingDiagnostics.Create(finding));
        }
    }

    private static FamilyLayout LayOut(ImmutableArray<AdditionalText> files, GeneratorSettings settings, CancellationToken cancellation)
    {
        List<FileHeading> headings = [];
        foreach (AdditionalText file in files)
        {
            if (SpecText.IsSpec(file))
            {
                headings.Add(SpecFrontEnd.Compile(SpecText.Read(file, cancellation), cancellation).Heading);
            }
        }

        return FamilyLayout.Of(headings, settings);
    }
}
