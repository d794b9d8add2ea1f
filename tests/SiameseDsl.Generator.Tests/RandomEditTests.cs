using System.Globalization;
using SiameseDsl.Generator.Tests.Hosting;

namespace SiameseDsl.Generator.Tests;

/// <summary>One driver lives through a long session of edits. After each of them it must say exactly what a driver says that sees the files for the first time.</summary>
public class RandomEditTests
{
    private const int Edits = 1000;

    // Another seed walks another way: SIAMESE_SEED=7 dotnet test tests/SiameseDsl.Generator.Tests --filter RandomEditTests
    private static readonly int Seed = int.Parse(Environment.GetEnvironmentVariable("SIAMESE_SEED") ?? "1", CultureInfo.InvariantCulture);

    private static readonly string[] Originals =
    [
        Specs.Named("A"),
        Specs.WithBrokenVariants,
        Specs.Tiny,
        .. SpecCorpus.Models.Where(model => model.Text.Length < 1100).Select(model => model.Text),
        "siamese: [",
        "",
    ];

    [Fact]
    public void A_thousand_random_edits_each_give_what_a_fresh_run_gives()
    {
        Random random = new(Seed);
        SpecEdits edits = new(random);
        GeneratorHost host = new(tracking: false);
        List<(string Path, string Text)> files = [];
        HashSet<string> kinds = new(StringComparer.Ordinal);
        int sources = 0;
        int findings = 0;
        for (int i = 0; i < Edits; i++)
        {
            string what = EditOnce(host, files, edits, random, i);
            kinds.Add(what);
            host.Run();

            GeneratorHost fresh = new(host.RootNamespace, tracking: false);
            files.ForEach(file => fresh.Write(file.Path, file.Text));
            fresh.Run();
            RunText.AssertEqual(RunText.Of(fresh.Result), RunText.Of(host.Result), $"Seed {Seed}, edit {i} ({what})");
            sources += host.Result.GeneratedSources.Length;
            findings += host.Result.Diagnostics.Length;
        }

        // The walk went through good and bad states alike.
        Assert.True(kinds.Count >= 15, string.Join(", ", kinds));
        Assert.True(sources > 2 * Edits, $"{sources} files were generated.");
        Assert.True(findings > 2 * Edits, $"{findings} findings were made.");
    }

    private static string EditOnce(GeneratorHost host, List<(string Path, string Text)> files, SpecEdits edits, Random random, int number)
    {
        int at = files.Count == 0 ? 0 : random.Next(files.Count);
        switch (files.Count == 0 ? 0 : random.Next(20))
        {
            case 0 or 1 when files.Count < 5:
                (string Path, string Text) added = ($"{(random.Next(3) == 0 ? "sub/" : "")}File{number}.siamese.yaml", Originals[random.Next(Originals.Length)]);
                files.Add(added);
                host.Write(added.Path, added.Text);
                return "add a file";
            case 2:
                host.Delete(files[at].Path);
                files.RemoveAt(at);
                return "delete a file";
            case 3:
                // The build hands a renamed file over as one that is gone and one that is new.
                (string Path, string Text) renamed = ($"Renamed{number}.siamese.yaml", files[at].Text);
                host.Delete(files[at].Path).Write(renamed.Path, renamed.Text);
                files.RemoveAt(at);
                files.Add(renamed);
                return "rename a file";
            case 4:
                host.EditCode($"class Edited{number};");
                return "edit C#";
            case 5:
                host.AddCode($"class Added{number};");
                return "add C#";
            case 6:
                host.SetOptions(random.Next(2) == 0 ? "Acme" : "Other.Place");
                return "change an option";
            case 7:
                return Replace(host, files, at, files[at].Text, "save without a change");
            case 8 when random.Next(3) == 0:
                (string Path, string Text) other = ($"Settings{number}.json", "{}");
                files.Add(other);
                host.Write(other.Path, other.Text);
                return "add a file of another kind";
            case 8 or 9 or 10:
                return Replace(host, files, at, Originals[random.Next(Originals.Length)], "replace the whole file");
            default:
                (string text, string what) = edits.Apply(files[at].Text);
                return Replace(host, files, at, text, what);
        }
    }

    private static string Replace(GeneratorHost host, List<(string Path, string Text)> files, int at, string text, string what)
    {
        files[at] = (files[at].Path, text);
        host.Write(files[at].Path, text);
        return what;
    }
}
