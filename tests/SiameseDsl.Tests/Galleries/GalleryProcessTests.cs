using System.Diagnostics;
using System.Globalization;
using SiameseDsl.Galleries;
using SiameseDsl.Tests.Checkpoints;

namespace SiameseDsl.Tests.Galleries;

public sealed class GalleryProcessTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    private string Path => directory["people.gallery"];

    public void Dispose() => directory.Dispose();

    /// <summary>10 processes; 100 with SIAMESE_FULL=1.</summary>
    [Fact]
    public async Task A_process_that_is_killed_while_it_writes_loses_nothing_that_it_acknowledged()
    {
        int kills = Environment.GetEnvironmentVariable("SIAMESE_FULL") == "1" ? 100 : 10;
        var random = new Random(3);
        HashSet<int> known = [];
        int next = 0;
        int midWrite = 0;
        for (int kill = 0; kill < kills; kill++)
        {
            (HashSet<int> enrolled, HashSet<int> removed) = await WriteAndDie(next, random);
            midWrite += File.Exists(Path + "-journal") ? 1 : 0;

            using GalleryFile gallery = GalleryFile.Open(Path);
            GalleryContent content = gallery.Read();
            HashSet<int> found = [.. content.Names.Select(Number)];
            known.UnionWith(enrolled);
            known.ExceptWith(removed);

            // What was not acknowledged may be there or not, but only whole: at most the one step that was under way.
            int[] more = [.. found.Except(known)];
            int[] less = [.. known.Except(found)];
            Assert.True(more.Length <= 1 && less.Length <= 1 && more.Length + less.Length <= 1, $"After kill {kill}: {more.Length} more and {less.Length} fewer than acknowledged.");
            Assert.All(more, i => Assert.Equal((enrolled.Count == 0 ? next - 1 : enrolled.Max()) + 1, i));
            Assert.All(less, i => Assert.Equal((enrolled.Max() % 7, i), (6, enrolled.Max() - 1)));
            for (int i = 0; i < content.Owners.Length; i++)
            {
                Assert.Equal(Samples.Embedding(Number(content.Names[content.Owners[i]])), content.Embeddings.AsSpan(i * Samples.Size, Samples.Size).ToArray());
            }

            known = found;
            next = Math.Max(next, enrolled.Count == 0 ? next : enrolled.Max() + 1);
            next = more.Length == 1 ? more[0] + 1 : next;
        }

        Assert.True(kills < 100 || midWrite > 5, $"Only {midWrite} of {kills} processes died within a write.");
    }

    [Fact]
    public async Task Processes_that_write_at_once_all_succeed()
    {
        const int Writers = 3, Each = 14;
        Process[] processes = [.. Enumerable.Range(0, Writers).Select(i => GalleryWriter.Start(Path, i * Each, (i + 1) * Each))];
        foreach (Process process in processes)
        {
            string error = await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.True(process.ExitCode == 0, error);
            process.Dispose();
        }

        using GalleryFile gallery = GalleryFile.Open(Path);
        int[] expected = [.. Enumerable.Range(0, Writers * Each).Where(i => i % 7 != 5)];
        Assert.Equal(expected, gallery.Read().Names.Select(Number).Order());
    }

    /// <summary>Lets a process write and kills it a moment after its first words; what it said.</summary>
    private async Task<(HashSet<int> Enrolled, HashSet<int> Removed)> WriteAndDie(int from, Random random)
    {
        HashSet<int> enrolled = [], removed = [];
        using Process process = GalleryWriter.Start(Path, from, from + 100_000);
        Note(await process.StandardOutput.ReadLineAsync());
        await Task.Delay(random.Next(60));
        process.Kill();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            Note(line);
        }

        await process.WaitForExitAsync();
        return (enrolled, removed);

        void Note(string? line)
        {
            Assert.False(line is null, "The writer wrote nothing.");
            if (line!.EndsWith(' '))
            {
                return;
            }

            (line.StartsWith("enrolled ", StringComparison.Ordinal) ? enrolled : removed).Add(Number(line));
        }
    }

    private static int Number(string text) => int.Parse(text[(text.IndexOf(' ') + 1)..], CultureInfo.InvariantCulture);
}
