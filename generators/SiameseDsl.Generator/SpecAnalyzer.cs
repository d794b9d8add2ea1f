using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using SiameseDsl.Generator.Customs;
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
            Lazy<PartTable> parts = new(() => PartTable.Of([.. Texts(files, SpecText.IsPartFile, CancellationToken.None)]));
            Lazy<FamilyLayout> layout = new(() => LayOut(files, parts.Value, settings, CancellationToken.None));
            Lazy<EquatableArray<Finding>> inParts = new(() => PartFindings.Of(parts.Value, layout.Value, CancellationToken.None));
            start.RegisterAdditionalFileAction(file => Analyze(file, start.Compilation, parts, layout, inParts));
        });
    }

    private static void Analyze(AdditionalFileAnalysisContext context, Compilation compilation, Lazy<PartTable> parts, Lazy<FamilyLayout> layout, Lazy<EquatableArray<Finding>> inParts)
    {
        if (SpecText.IsPartFile(context.AdditionalFile))
        {
            foreach (Finding finding in inParts.Value)
            {
                if (finding.File == context.AdditionalFile.Path)
                {
                    context.ReportDiagnostic(FindingDiagnostics.Create(finding));
                }
            }
        }

        if (!SpecText.IsSpec(context.AdditionalFile))
        {
            return;
        }

        CompiledFile compiled = Compile(SpecText.Read(context.AdditionalFile, context.CancellationToken), parts.Value, context.CancellationToken);
        foreach (Finding finding in FileFindings.Of(compiled, layout.Value))
        {
            context.ReportDiagnostic(FindingDiagnostics.Create(finding));
        }

        if (CustomTypes.AreIn(compiled))
        {
            foreach (Finding finding in CustomTypes.Check(compiled, compilation, layout.Value.Settings, context.CancellationToken).Findings)
            {
                context.ReportDiagnostic(FindingDiagnostics.Create(finding));
            }
        }
    }

    private static FamilyLayout LayOut(ImmutableArray<AdditionalText> files, PartTable parts, GeneratorSettings settings, CancellationToken cancellation)
    {
        List<FileHeading> headings = [];
        foreach (SpecText spec in Texts(files, SpecText.IsSpec, cancellation))
        {
            headings.Add(Compile(spec, parts, cancellation).Heading);
        }

        return FamilyLayout.Of(headings, settings);
    }

    private static CompiledFile Compile(SpecText spec, PartTable parts, CancellationToken cancellation) => SpecFrontEnd.Compile(SpecInput.Of(spec, parts), cancellation);

    private static IEnumerable<SpecText> Texts(ImmutableArray<AdditionalText> files, Func<AdditionalText, bool> wanted, CancellationToken cancellation)
    {
        foreach (AdditionalText file in files)
        {
            if (wanted(file))
            {
                yield return SpecText.Read(file, cancellation);
            }
        }
    }
}
