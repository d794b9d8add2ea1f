using System.Globalization;
using SiameseDsl.Statistics;

namespace SiameseDsl.Evaluation;

/// <summary>Identification tasks over one set of samples: each episode asks which of N classes, shown by K samples each, a query belongs to.</summary>
public sealed class EpisodeSet
{
    private readonly int[] queries;
    private readonly int[] queryClasses;
    private readonly int[] supports;
    private readonly int[] answers;
    private readonly int[] candidateClasses;

    /// <summary>Episodes that are given, such as the official runs of Omniglot.</summary>
    /// <param name="ways">N, the candidates of an episode.</param>
    /// <param name="shots">K, the support samples of a candidate.</param>
    /// <param name="queries">The query sample of each episode.</param>
    /// <param name="supports">The support samples: K a candidate, N candidates an episode, one episode after the other.</param>
    /// <param name="answers">The position, 0 to N - 1, of the right candidate of each episode.</param>
    /// <param name="queryClasses">The class number of each query: what an interval treats as one unit.</param>
    /// <param name="candidateClasses">The class number of each candidate, N an episode, so that an interval knows which classes are hard to tell from others; empty where it is not known.</param>
    /// <exception cref="ArgumentException">The counts do not agree, or an answer is no position.</exception>
    public EpisodeSet(int ways, int shots, ReadOnlySpan<int> queries, ReadOnlySpan<int> supports, ReadOnlySpan<int> answers, ReadOnlySpan<int> queryClasses, ReadOnlySpan<int> candidateClasses = default)
    {
        if (candidateClasses.Length != 0 && candidateClasses.Length != queries.Length * ways)
        {
            throw new ArgumentException($"{queries.Length} episodes of {ways} ways have {queries.Length * ways} candidates, but {candidateClasses.Length} classes are given.", nameof(candidateClasses));
        }

        if (supports.Length != queries.Length * ways * shots || answers.Length != queries.Length || queryClasses.Length != queries.Length)
        {
            throw new ArgumentException($"{queries.Length} episodes of {ways} ways and {shots} shots need {queries.Length * ways * shots} support samples (got {supports.Length}), {queries.Length} answers (got {answers.Length}) and {queries.Length} classes (got {queryClasses.Length}).", nameof(supports));
        }

        foreach (int answer in answers)
        {
            if (answer < 0 || answer >= ways)
            {
                throw new ArgumentException($"The answer {answer} is no position among {ways} candidates.", nameof(answers));
            }
        }

        Ways = ways;
        Shots = shots;
        this.queries = queries.ToArray();
        this.supports = supports.ToArray();
        this.answers = answers.ToArray();
        this.queryClasses = queryClasses.ToArray();
        this.candidateClasses = candidateClasses.ToArray();
    }

    /// <summary>N, the candidates of an episode.</summary>
    public int Ways { get; }

    /// <summary>K, the support samples of a candidate.</summary>
    public int Shots { get; }

    /// <summary>The number of episodes.</summary>
    public int Count => queries.Length;

    /// <summary>The query sample of each episode.</summary>
    public ReadOnlySpan<int> Queries => queries;

    /// <summary>The class of each query.</summary>
    public ReadOnlySpan<int> QueryClasses => queryClasses;

    /// <summary>The support samples: K a candidate, N candidates an episode, one episode after the other.</summary>
    public ReadOnlySpan<int> Supports => supports;

    /// <summary>The position of the right candidate in each episode.</summary>
    public ReadOnlySpan<int> Answers => answers;

    /// <summary>The class of each candidate, N an episode, one episode after the other; empty where it is not known.</summary>
    public ReadOnlySpan<int> CandidateClasses => candidateClasses;

    /// <summary>The ways that a set allows: the <paramref name="wanted"/> ones that its classes suffice for; where they suffice for none, all its classes.</summary>
    /// <exception cref="SiameseException">Fewer than two classes have two samples.</exception>
    public static IReadOnlyList<int> AllowedWays(IReadOnlyList<int> labels, IReadOnlyList<int> wanted)
    {
        int classes = TaskClasses.Of(labels).Count;
        int[] fit = [.. wanted.Where(w => w <= classes).Distinct().Order()];
        return fit.Length > 0 ? fit : [classes];
    }

    /// <summary>
    /// Random episodes. Every class is asked for equally often; the other candidates are drawn without repetition from the other classes with equal chance; the query is none of
    /// the support samples; the candidates stand in random order. Classes with too few samples (K + 1) are left out.
    /// </summary>
    /// <param name="labels">The class number of each sample of the set.</param>
    /// <param name="ways">N, the candidates of an episode.</param>
    /// <param name="shots">K, the support samples of a candidate.</param>
    /// <param name="atLeast">The fewest episodes: rounded up so that every class is asked for equally often.</param>
    /// <param name="seed">The same seed gives the same episodes on every machine.</param>
    /// <exception cref="SiameseException">The set has fewer classes than <paramref name="ways"/>, or a class too few samples.</exception>
    public static EpisodeSet Random(IReadOnlyList<int> labels, int ways, int shots, int atLeast, long seed)
    {
        TaskClasses classes = TaskClasses.Of(labels);
        if (ways < 2 || ways > classes.Count)
        {
            throw new SiameseException(string.Create(CultureInfo.InvariantCulture, $"{ways}-way episodes need from 2 to all of the {classes.Count} classes here: ask for fewer ways, or leave more classes to this part of the data."));
        }

        int smallest = classes.Members.Min(m => m.Length);
        if (shots < 1 || shots >= smallest)
        {
            throw new SiameseException(string.Create(CultureInfo.InvariantCulture, $"{shots}-shot episodes need {shots + 1} samples of every class, but one has {smallest}: ask for fewer shots."));
        }

        int rounds = (atLeast + classes.Count - 1) / classes.Count;
        int episodes = rounds * classes.Count;
        var queries = new int[episodes];
        var queryClasses = new int[episodes];
        var answers = new int[episodes];
        var supports = new int[episodes * ways * shots];
        var candidateClasses = new int[episodes * ways];
        var candidates = new int[classes.Count];
        var drawn = new int[shots + 1];
        SplitMix64 random = SplitMix64.For(seed, ((ulong)ways << 16) + (ulong)shots);
        for (int e = 0; e < episodes; e++)
        {
            int asked = e % classes.Count;
            DrawCandidates(candidates, asked, ways, random);
            queryClasses[e] = classes.Numbers[asked];
            for (int w = 0; w < ways; w++)
            {
                int[] members = classes.Members[candidates[w]];
                bool right = candidates[w] == asked;
                candidateClasses[(e * ways) + w] = classes.Numbers[candidates[w]];
                DrawDistinct(members.Length, drawn.AsSpan(0, right ? shots + 1 : shots), random);
                for (int k = 0; k < shots; k++)
                {
                    supports[(((e * ways) + w) * shots) + k] = members[drawn[k]];
                }

                if (right)
                {
                    answers[e] = w;
                    queries[e] = members[drawn[shots]];
                }
            }
        }

        return new EpisodeSet(ways, shots, queries, supports, answers, queryClasses, candidateClasses);
    }

    /// <summary>Puts the class asked for and N - 1 others, in random order, at the front.</summary>
    private static void DrawCandidates(int[] candidates, int asked, int ways, SplitMix64 random)
    {
        for (int i = 0; i < candidates.Length; i++)
        {
            candidates[i] = i;
        }

        (candidates[0], candidates[asked]) = (candidates[asked], candidates[0]);
        for (int i = 1; i < ways; i++)
        {
            int j = i + random.Next(candidates.Length - i);
            (candidates[i], candidates[j]) = (candidates[j], candidates[i]);
        }

        random.Shuffle(candidates.AsSpan(0, ways));
    }

    private static void DrawDistinct(int bound, Span<int> drawn, SplitMix64 random)
    {
        for (int i = 0; i < drawn.Length; i++)
        {
            do
            {
                drawn[i] = random.Next(bound);
            }
            while (drawn[..i].Contains(drawn[i]));
        }
    }
}
