using System.Globalization;
using SiameseDsl.Data;
using SiameseDsl.Evaluation;
using SiameseDsl.Graphs;
using SiameseDsl.Statistics;

namespace SiameseDsl.Cli.Reports;

/// <summary>Makes the report from what was measured: means, intervals, comparisons and the sentence.</summary>
public static class ComparisonReportBuilder
{
    private const string BaseName = "base";

    /// <summary>Builds the report.</summary>
    /// <param name="family">The family.</param>
    /// <param name="primary">The metric that decides.</param>
    /// <param name="data">The data.</param>
    /// <param name="baselines">Raw pixels and an untrained tower; they stand in every table.</param>
    /// <param name="variants">The variants, each with the same seeds in the same order.</param>
    /// <param name="command">The command that repeats it.</param>
    /// <exception cref="ArgumentException">There is no variant, two variants have other seeds, or there is no such metric.</exception>
    public static ComparisonReport Build(string family, string primary, DataReport data, IReadOnlyList<MeasuredBaseline> baselines, IReadOnlyList<MeasuredVariant> variants, string command)
    {
        long[] seeds = variants.Count == 0 ? [] : [.. variants[0].Runs.Select(r => r.Seed)];
        if (seeds.Length == 0 || variants.Any(v => !v.Runs.Select(r => r.Seed).SequenceEqual(seeds)))
        {
            throw new ArgumentException("At least one variant is expected, and each with the same seeds, at least one.", nameof(variants));
        }

        ModelGraph? basePlan = variants.FirstOrDefault(v => v.Plan.Variant == BaseName)?.Plan;
        (MeasuredVariant Measured, VariantReport Row)[] rows = [.. Sorted(variants.Select(v => (v, Row(v, basePlan))), primary)];
        EvaluationResult any = variants[0].Runs[0].Result;
        var report = new ComparisonReport
        {
            Family = family,
            Seeds = seeds,
            Primary = primary,
            Data = data,
            Baselines = [.. baselines.Select(Baseline)],
            Variants = [.. rows.Select(r => r.Row)],
            Comparisons = [.. Comparisons([.. rows.Select(r => r.Measured)], primary, seeds.Length)],
            Protocol = new ProtocolReport(
                any.Pairs.Pairs.Count,
                any.Episodes.ToDictionary(e => Key(e.Key), e => e.Value.Episodes.Count),
                any.Episodes.Values.First().Episodes.Shots,
                seeds.Length > 1 ? "seeds" : "test"),
            Command = command,
        };
        return report with { Sentence = ComparisonSentence.Of(report) };
    }

    /// <summary>The data block of a split.</summary>
    /// <param name="split">The split, of the first seed where each has its own.</param>
    /// <param name="splitPerSeed">Whether each seed has a split of its own.</param>
    public static DataReport Describe(DataSplit split, bool splitPerSeed = false) => new(
        split.Name,
        split.Sha256,
        new ClassCounts(Classes(split.Train), Classes(split.Validation), Classes(split.Test), split.Disjoint),
        new ImageCounts(split.Train.Count, split.Validation.Count, split.Test.Count),
        split.Description,
        splitPerSeed);

    private static int Classes(SampleSet samples) => samples.Labels.Distinct().Count();

    private static string Key(int ways) => ways.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<(MeasuredVariant Measured, VariantReport Row)> Sorted(IEnumerable<(MeasuredVariant Measured, VariantReport Row)> rows, string primary)
    {
        int sign = ReportText.SmallerIsBetter(primary) ? 1 : -1;
        return rows.OrderBy(r => sign * r.Row.Metric(primary).Mean).ThenBy(r => r.Row.Name, StringComparer.Ordinal);
    }

    private static BaselineReport Baseline(MeasuredBaseline baseline) => new()
    {
        Name = baseline.Name,
        PairAccuracy = baseline.Results.Average(r => r.PairAccuracy),
        Auc = baseline.Results.Average(r => r.Auc),
        Eer = baseline.Results.Average(r => r.Eer),
        OneShot = baseline.Results[0].OneShot.Keys.ToDictionary(Key, ways => baseline.Results.Average(r => r.OneShot[ways])),
    };

    private static VariantReport Row(MeasuredVariant variant, ModelGraph? basePlan)
    {
        EvaluationResult[] results = [.. variant.Runs.Select(r => r.Result)];
        ResultIntervals? test = results.Length == 1 ? ClassJackknife.Intervals(results[0]) : null;
        Figure Over(Func<EvaluationResult, double> figure, double? ofOne) =>
            new(results.Average(figure), test is null ? Interval.HalfWidthOfMean([.. results.Select(figure)]) : ofOne);
        return new VariantReport
        {
            Name = variant.Plan.Variant,
            PlanHash = variant.Plan.PlanHash,
            Head = variant.Plan.Head,
            Loss = variant.Plan.Loss,
            Parameters = variant.Plan.ParameterCount,
            Macs = variant.Plan.Macs,
            EmbeddingSize = variant.Plan.EmbeddingSize,
            PairAccuracy = Over(r => r.PairAccuracy, test?.PairAccuracy),
            Auc = Over(r => r.Auc, test?.Auc),
            Eer = Over(r => r.Eer, test?.Eer),
            OneShot = results[0].OneShot.Keys.ToDictionary(Key, ways => Over(r => r.OneShot[ways], test?.OneShot[ways])),
            TrainSeconds = variant.Runs.Average(r => r.TrainSeconds),
            ImagesPerSecond = variant.Runs.Average(r => r.ImagesPerSecond),
            Runs = [.. variant.Runs.Select(Run)],
            DiffersFromBase = basePlan is null || ReferenceEquals(basePlan, variant.Plan) ? [] : Differences(basePlan, variant.Plan),
        };
    }

    private static RunReport Run(MeasuredRun run) => new()
    {
        Seed = run.Seed,
        Run = run.Run,
        Split = run.Split,
        Tuned = run.Tuned,
        Health = run.Health.Count == 0 ? null : run.Health,
        Threshold = run.Result.Threshold,
        PairAccuracy = run.Result.PairAccuracy,
        Auc = run.Result.Auc,
        Eer = run.Result.Eer,
        OneShot = run.Result.OneShot.ToDictionary(o => Key(o.Key), o => o.Value),
    };

    /// <summary>
    /// The effective values that are not the base's, in the plan's order: <c>key: old → new</c>, with a dash where one side has none.
    /// Where the kind of a choice differs, what hung below the old kind goes without saying.
    /// </summary>
    private static List<string> Differences(ModelGraph basePlan, ModelGraph plan)
    {
        var before = basePlan.Resolved.ToDictionary(r => r.Key, r => r.Value);
        var after = plan.Resolved.ToDictionary(r => r.Key, r => r.Value);
        var keys = plan.Resolved.Select(r => r.Key).Concat(basePlan.Resolved.Select(r => r.Key).Where(k => !after.ContainsKey(k)));
        return
        [
            .. keys.Where(k => before.GetValueOrDefault(k) != after.GetValueOrDefault(k))
                .Where(k => after.ContainsKey(k) || !IsBelowAReplacedKind(k, before, after))
                .Select(k => $"{k}: {before.GetValueOrDefault(k, "–")} → {after.GetValueOrDefault(k, "–")}"),
        ];
    }

    private static bool IsBelowAReplacedKind(string key, Dictionary<string, string> before, Dictionary<string, string> after)
    {
        for (int end = key.LastIndexOf('.'); end > 0; end = key.LastIndexOf('.', end - 1))
        {
            string above = key[..end];
            if (before.TryGetValue(above, out string? was) && after.TryGetValue(above, out string? becomes) && was != becomes)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Each variant against the base, and the best against the second where neither is the base: few questions, so that Holm's adjustment costs little.</summary>
    private static IEnumerable<ComparisonEntry> Comparisons(IReadOnlyList<MeasuredVariant> sorted, string primary, int seeds)
    {
        var questions = new List<(MeasuredVariant A, MeasuredVariant B)>();
        if (sorted.Count > 1 && sorted[0].Plan.Variant != BaseName && sorted[1].Plan.Variant != BaseName)
        {
            questions.Add((sorted[0], sorted[1]));
        }

        if (sorted.FirstOrDefault(v => v.Plan.Variant == BaseName) is { } basis)
        {
            questions.AddRange(sorted.Where(v => !ReferenceEquals(v, basis)).Select(v => (v, basis)));
        }

        IEnumerable<ComparisonEntry> models = Entries(questions, primary, "models", (a, b) => ClassJackknife.Difference(Results(a), Results(b), primary));
        return seeds < MeanDifference.SeedsForRecipe
            ? models
            : models.Concat(Entries(questions, primary, "recipe", (a, b) => MeanDifference.OverSeeds(Figures(a, primary), Figures(b, primary)))
                .Select(entry => WithPlan(entry, sorted, primary, questions.Count)));
    }

    private static EvaluationResult[] Results(MeasuredVariant variant) => [.. variant.Runs.Select(r => r.Result)];

    private static double[] Figures(MeasuredVariant variant, string metric) => [.. variant.Runs.Select(r => r.Result.Metric(metric))];

    private static ComparisonEntry WithPlan(ComparisonEntry entry, IReadOnlyList<MeasuredVariant> variants, string primary, int comparisons)
    {
        double[] Of(string name) => Figures(variants.First(v => v.Plan.Variant == name), primary);
        return entry.PValue < ComparisonSentence.Level ? entry : entry with { MoreSeeds = SeedPlan.MoreSeeds(Of(entry.A), Of(entry.B), comparisons) };
    }

    private static IEnumerable<ComparisonEntry> Entries(List<(MeasuredVariant A, MeasuredVariant B)> questions, string primary, string scope, Func<MeasuredVariant, MeasuredVariant, MeanDifference> compare)
    {
        MeanDifference[] differences = [.. questions.Select(q => compare(q.A, q.B))];
        int[] tested = [.. Enumerable.Range(0, differences.Length).Where(i => differences[i].PValue is not null)];
        double[] adjusted = Holm.Adjust([.. tested.Select(i => differences[i].PValue!.Value)]);
        for (int i = 0; i < differences.Length; i++)
        {
            int at = Array.IndexOf(tested, i);
            yield return new ComparisonEntry
            {
                A = questions[i].A.Plan.Variant,
                B = questions[i].B.Plan.Variant,
                Metric = primary,
                Scope = scope,
                Difference = differences[i].Difference,
                Ci95 = differences[i].HalfWidth,
                PValue = at < 0 ? null : adjusted[at],
                PValueUnadjusted = differences[i].PValue,
            };
        }
    }
}
