using SiameseDsl.Spec.Binding;
using SiameseDsl.Spec.Plans;
using SiameseDsl.Spec.Plans.Drafts;
using SiameseDsl.Spec.Rules;
using SiameseDsl.Spec.Variants;

namespace SiameseDsl.Spec;

/// <summary>The compiler of the language: from a file's text to the plans of a family and all findings.</summary>
public static class SpecCompiler
{
    /// <summary>Compiles a spec. Nothing but cancellation is thrown: a defect of the compiler becomes one finding, SDSL9001, on the file.</summary>
    /// <param name="file">The spec's path, for findings, and its text.</param>
    /// <param name="ct">Stops between two variants.</param>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> was cancelled.</exception>
    public static CompiledSpec Compile(SpecFile file, CancellationToken ct = default)
    {
        try
        {
            return Finish(SpecBinder.Bind(file, ct), file.Path, ct);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new CompiledSpec(null, EquatableArray.Of(Defect(file, exception)));
        }
    }

    private static Finding Defect(SpecFile file, Exception exception) => new(
        BuildRules.Defect.Id,
        Severity.Error,
        file.Path,
        SourceSpan.FileStart,
        $"The compiler failed on this file ({exception.GetType().Name}: {exception.Message}); please report it with the file.");

    /// <summary>What is wrong with a part by itself, whatever includes it: its keys, and the layers of its blocks. Nothing but cancellation is thrown.</summary>
    /// <param name="part">The part's path, for findings, and its text.</param>
    /// <param name="ct">Stops the work.</param>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> was cancelled.</exception>
    public static EquatableArray<Finding> CheckPart(SpecFile part, CancellationToken ct = default)
    {
        try
        {
            var findings = new List<Finding>(SpecBinder.BindPart(part, ct));
            findings.Sort(ByPlace);
            return findings.ToEquatableArray();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return EquatableArray.Of(Defect(part, exception));
        }
    }

    /// <summary>From a bound spec to plans and findings.</summary>
    internal static CompiledSpec Finish(BoundSpec bound, string path, CancellationToken ct)
    {
        var findings = new List<Finding>(bound.Findings);
        FamilyPlan? family = bound.Family is null ? null : Plan(bound.Family, path, findings, ct);
        EquatableArray<RuleLevel> levels = bound.Family?.Levels ?? default;
        findings = Levelled(findings, levels);
        findings.Sort(ByPlace);
        return new CompiledSpec(family, findings.ToEquatableArray())
        {
            FamilySpan = bound.Family?.NameSpan ?? SourceSpan.FileStart,
            Customs = family is null ? default : Customs(bound.Family!, family),
            Levels = levels,
        };
    }

    private static EquatableArray<CustomPlace> Customs(FamilySpec spec, FamilyPlan family)
    {
        var places = new List<CustomPlace>();
        for (int i = 0; i < family.Variants.Count; i++)
        {
            // Most families have none, and their places need not be looked for.
            if (family.Variants[i].Customs.Count > 0)
            {
                CustomUses.AddPlaces(spec.Variants[i], places);
            }
        }

        return places.ToEquatableArray();
    }

    private static List<Finding> Levelled(List<Finding> findings, EquatableArray<RuleLevel> levels)
    {
        var levelled = new List<Finding>(findings.Count);
        foreach (Finding finding in findings)
        {
            if (levels.Apply(finding) is { } kept)
            {
                levelled.Add(kept);
            }
        }

        return levelled;
    }

    private static FamilyPlan Plan(FamilySpec spec, string path, List<Finding> findings, CancellationToken ct)
    {
        var merger = new FindingMerger(path);
        var plans = new ModelPlan[spec.Variants.Count];
        var byHash = new Dictionary<string, ModelSpec>(StringComparer.Ordinal);
        var shared = new SharedExpectations();
        for (int i = 0; i < plans.Length; i++)
        {
            ct.ThrowIfCancellationRequested();
            ModelDraft draft = PlanBuilder.Build(spec, spec.Variants[i]);
            LearningChecks.Run(draft);
            TrainingChecks.Run(draft);
            StructureChecks.Run(draft);
            CheckTwins(draft, byHash);
            if (i == 0)
            {
                CheckMatrix(spec, draft.Report);
            }

            foreach (VariantFinding finding in Expectations.Apply(draft, shared))
            {
                merger.Add(draft.Spec.Variant, i == 0, finding);
            }

            plans[i] = draft.Plan;
        }

        shared.Report(merger);
        merger.WriteTo(findings);
        return new FamilyPlan
        {
            Name = spec.Name,
            TypeName = CSharpName.Pascal(spec.Name),
            Summary = spec.Summary,
            Primary = spec.Primary,
            Variants = new EquatableArray<ModelPlan>(plans),
        };
    }

    private static void CheckTwins(ModelDraft draft, Dictionary<string, ModelSpec> byHash)
    {
        if (draft.Plan.IsBroken)
        {
            return;
        }

        if (!byHash.TryGetValue(draft.Plan.PlanHash, out ModelSpec? twin))
        {
            byHash.Add(draft.Plan.PlanHash, draft.Spec);
        }
        else if (draft.Spec.Combination.Count == 0)
        {
            draft.Report.Add(
                LearningRules.SameNetwork,
                new Place(draft.Spec.VariantSpan, Origin.Variant),
                $"The variant '{draft.Spec.Variant}' is the same network with the same training as '{twin.Variant}'; change something in it, or remove it.");
        }
        else if (SingleDifference(draft.Spec, twin) is ({ } value, { } other))
        {
            draft.Report.Add(
                LearningRules.SameNetwork,
                new Place(value.Span, Origin.Matrix),
                $"The value '{value.Name}' of the axis '{value.Axis}' makes the same network with the same training as '{other.Name}'; change it, or exclude the combination.");
        }
        else
        {
            draft.Report.Add(
                LearningRules.SameNetwork,
                new Place(draft.Spec.VariantSpan, Origin.Variant),
                $"The matrix' variant '{draft.Spec.Variant}' is the same network with the same training as '{twin.Variant}'; exclude the combination, or change a value of it.");
        }
    }

    // Where two combinations differ on one axis only, that axis has two values of one effect, most likely in other combinations too.
    private static (MatrixPlace? Value, MatrixPlace? Other) SingleDifference(ModelSpec spec, ModelSpec twin)
    {
        (MatrixPlace? Value, MatrixPlace? Other) difference = default;
        for (int i = 0; i < spec.Combination.Count; i++)
        {
            if (twin.Combination.Count != spec.Combination.Count || twin.Combination[i].Axis != spec.Combination[i].Axis)
            {
                return default;
            }

            if (twin.Combination[i] != spec.Combination[i])
            {
                if (difference.Value is not null)
                {
                    return default;
                }

                difference = (spec.Combination[i], twin.Combination[i]);
            }
        }

        return difference;
    }

    private static void CheckMatrix(FamilySpec spec, VariantReport report)
    {
        if (spec.IsMatrixRefused)
        {
            return;
        }

        int cells = 0;
        foreach (ModelSpec variant in spec.Variants)
        {
            cells += variant.Combination.Count > 0 ? 1 : 0;
        }

        if (cells > MatrixLimits.Usual)
        {
            report.Add(
                StructureRules.LargeMatrix,
                new Place(spec.MatrixSpan, Origin.Base),
                $"The matrix makes {cells} variants, more than {MatrixLimits.Usual}: all are trained and compared with each other. Take values out or exclude combinations, or expect it at the top level.");
        }
    }

    private static int ByPlace(Finding a, Finding b)
    {
        int order = string.CompareOrdinal(a.Span.File ?? "", b.Span.File ?? "");
        order = order != 0 ? order : a.Span.Start.CompareTo(b.Span.Start);
        order = order != 0 ? order : a.Span.End.CompareTo(b.Span.End);
        order = order != 0 ? order : string.CompareOrdinal(a.Id, b.Id);
        return order != 0 ? order : string.CompareOrdinal(a.Message, b.Message);
    }
}
