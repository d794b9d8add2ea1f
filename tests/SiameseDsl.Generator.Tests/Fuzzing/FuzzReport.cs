using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using SiameseDsl.Spec;
using SiameseDsl.Spec.Plans;
using SiameseDsl.Spec.Rules;

namespace SiameseDsl.Generator.Tests.Fuzzing;

/// <summary>What the compiler made of many inputs. Inputs are judged in parallel.</summary>
internal sealed class FuzzReport(int seed, int keep)
{
    // The limits of one input.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);
    private const long MostBytes = 200L << 20;

    private readonly ConcurrentDictionary<string, int> rules = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> failures = new();
    private readonly ConcurrentQueue<int> slow = new();
    private readonly ConcurrentDictionary<int, FamilyPlan> accepted = new();
    private int acceptedCount;

    /// <summary>What went wrong, each with the input's number.</summary>
    public IReadOnlyCollection<string> Failures => failures;

    /// <summary>The ids of the findings, with how many there were.</summary>
    public IReadOnlyDictionary<string, int> Rules => rules;

    /// <summary>How many inputs were accepted.</summary>
    public int AcceptedCount => acceptedCount;

    /// <summary>The first accepted families by their number, as many as were to be kept.</summary>
    public IEnumerable<FamilyPlan> Accepted => accepted.OrderBy(pair => pair.Key).Select(pair => pair.Value).Take(keep);

    /// <summary>Compiles the input of this number and judges what came of it.</summary>
    public void Judge(int number)
    {
        string text = FuzzInput.Of(seed, number);
        CompiledSpec compiled = Measure(text, out TimeSpan time, out long bytes);

        if (time > Longest)
        {
            slow.Enqueue(number);
        }

        if (bytes > MostBytes)
        {
            failures.Enqueue($"{number}: took {bytes >> 20} MB{Shown(text)}");
        }

        SourceText source = SourceText.From(text);
        foreach (Finding finding in compiled.Findings)
        {
            rules.AddOrUpdate(finding.Id, 1, (_, count) => count + 1);
            if (finding.Id == BuildRules.Defect.Id)
            {
                failures.Enqueue($"{number}: {finding.Message}{Shown(text)}");
            }

            CheckPlace(number, source, finding);
        }

        if (compiled.Family is { } family && compiled.Findings.All(finding => finding.Severity != Severity.Error))
        {
            Interlocked.Increment(ref acceptedCount);
            // What stands on classes that nobody wrote does not compile.
            if (accepted.Count < 2 * keep && family.Variants.All(variant => variant.Customs.Count == 0))
            {
                accepted[number] = family;
            }
        }
    }

    /// <summary>Measures again, alone, what seemed slow: other programs and threads may have had the processor. By its own processor time, then, it must be within bounds.</summary>
    public void MeasureSlowOnes()
    {
        foreach (int number in slow)
        {
            string text = FuzzInput.Of(seed, number);
            TimeSpan least = TimeSpan.MaxValue;
            for (int i = 0; i < 5 && least > Longest; i++)
            {
                TimeSpan before = Environment.CpuUsage.TotalTime;
                Measure(text, out _, out _);
                TimeSpan taken = Environment.CpuUsage.TotalTime - before;
                least = taken < least ? taken : least;
            }

            if (least > Longest)
            {
                failures.Enqueue($"{number}: took {least.TotalSeconds:0.00} s{Shown(text)}");
            }
        }
    }

    private void CheckPlace(int number, SourceText source, Finding finding)
    {
        SourceSpan span = finding.Span;
        if (span.Start < 0 || span.End < span.Start || span.End > source.Length)
        {
            failures.Enqueue($"{number}: {finding.Id} lies at {span.Start}..{span.End} of {source.Length}");
            return;
        }

        LinePositionSpan lines = source.Lines.GetLinePositionSpan(TextSpan.FromBounds(span.Start, span.End));
        if (lines.Start != new LinePosition(span.StartLine, span.StartColumn) || lines.End != new LinePosition(span.EndLine, span.EndColumn))
        {
            failures.Enqueue($"{number}: {finding.Id} says ({span.StartLine},{span.StartColumn})-({span.EndLine},{span.EndColumn}), its offsets say {lines}");
        }
    }

    // Enough to see it; FuzzInput.Of gives all of it.
    private static string Shown(string text) => $"\n{text[..Math.Min(text.Length, 2000)]}\n";

    private static CompiledSpec Measure(string text, out TimeSpan time, out long bytes)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        CompiledSpec compiled = SpecCompiler.Compile(new SpecFile("Fuzzed.siamese.yaml", text));
        time = Stopwatch.GetElapsedTime(start);
        bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        return compiled;
    }
}
