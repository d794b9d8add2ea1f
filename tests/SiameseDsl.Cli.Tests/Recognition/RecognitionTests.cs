using System.Diagnostics;
using System.Text.Json.Nodes;
using SiameseDsl.Cli.Tests.Hosting;

namespace SiameseDsl.Cli.Tests.Recognition;

public sealed class RecognitionTests(TrainedRun run) : IClassFixture<TrainedRun>, IDisposable
{
    private readonly TemporaryDirectory directory = new();

    private string Gallery => directory["people.gallery"];

    public void Dispose() => directory.Dispose();

    [Fact]
    public void Who_is_enrolled_is_identified_verified_listed_and_removed()
    {
        CliResult enrolled = Done("enroll", run.Path, "--gallery", Gallery, "--name", "Ann", run.Image(0, 0), run.Image(0, 1));
        Assert.Equal($"Enrolled 2 examples of Ann in {Gallery}, which now holds 1 identity with 2 examples.\n", enrolled.Out);
        Done("enroll", run.Path, "--gallery", Gallery, "--name", "Bob", run.Image(1, 0));

        string[] answers = Done("identify", run.Path, "--gallery", Gallery, "--fpir", "0.5", run.Image(0, 0), run.Image(1, 0), run.Image(3, 0)).Out.Split('\n');
        Assert.Matches(@"char0/0\.pgm: Ann \(score 1; (less than )?[0-9.]+ % of strangers would score as high in a gallery of 2\)$", answers[0]);
        Assert.Contains("char1/0.pgm: Bob (score 1;", answers[1], StringComparison.Ordinal);
        Assert.Matches(@"char3/0\.pgm: (unknown \(the nearest is (Ann|Bob) at -?[0-9.]+; accepting it would be wrong for [0-9.]+ % of strangers in a gallery of 2\)|(Ann|Bob) \(score)", answers[2]);

        Assert.Matches(@"char0/0\.pgm: same, this is Ann \(score 1, same at and above -?[0-9.]+, P\(same\) [0-9.]+ %\)\n$", Done("verify", run.Path, "--gallery", Gallery, "--name", "Ann", run.Image(0, 0)).Out);
        Assert.Contains("different, not Bob", Done("verify", run.Path, "--gallery", Gallery, "--name", "Bob", run.Image(0, 0), run.Image(0, 1)).Out, StringComparison.Ordinal);
        Assert.Contains("same (score 1,", Done("verify", run.Path, run.Image(0, 0), run.Image(0, 0)).Out, StringComparison.Ordinal);

        string list = Done("list", "--gallery", Gallery).Out;
        Assert.Contains("│ Ann      │        2 │", list, StringComparison.Ordinal);
        Assert.Contains("0.pgm, 1.pgm", list, StringComparison.Ordinal);
        Assert.Equal($"Removed Ann with 2 examples from {Gallery}.\n", Done("remove", "--gallery", Gallery, "--name", "Ann").Out);
        Assert.Equal(["Bob"], Done("list", "--gallery", Gallery, "--json").Json["identities"]!.AsArray().Select(identity => identity!["name"]!.GetValue<string>()));
        Assert.Equal([Gallery], Directory.GetFiles(directory.Path));
    }

    [Fact]
    public void A_folder_enrols_one_identity_for_each_folder_in_it_and_json_tells_all()
    {
        JsonNode enrolled = Pure("enroll", run.Path, "--gallery", Gallery, "--folder", run.Folder, "--json");
        Assert.Equal((6, 48, 48), (enrolled["identities"]!.GetValue<int>(), enrolled["examples"]!.GetValue<int>(), enrolled["enrolled"]!["examples"]!.GetValue<int>()));

        JsonNode found = Pure("identify", run.Path, "--gallery", Gallery, "--json", run.Image(2, 3), run.Image(4, 4));
        Assert.Equal((6, 48, 0.01), (found["identities"]!.GetValue<int>(), found["examples"]!.GetValue<int>(), found["fpir"]!.GetValue<double>()));
        Assert.Equal(["char2", "char4"], found["probes"]!.AsArray().Select(probe => probe!["candidates"]!.AsArray()[0]!["identity"]!.GetValue<string>()));
        foreach (JsonNode? probe in found["probes"]!.AsArray())
        {
            bool known = probe!["score"]!.GetValue<float>() >= found["threshold"]!.GetValue<double>();
            Assert.Equal(known ? probe["candidates"]!.AsArray()[0]!["identity"]!.GetValue<string>() : null, probe["identity"]?.GetValue<string>());
            Assert.InRange(probe["false_positive_rate"]!.GetValue<double>(), 0, 1);
            Assert.Equal(5, probe["candidates"]!.AsArray().Count);
        }

        JsonNode verified = Pure("verify", run.Path, "--gallery", Gallery, "--name", "char2", "--json", run.Image(2, 3));
        Assert.True(verified["probes"]![0]!["same"]!.GetValue<bool>());
        Assert.InRange(verified["probes"]![0]!["probability"]!.GetValue<double>(), 0.5, 1);
        JsonNode pair = Pure("verify", run.Path, "--json", run.Image(2, 3), run.Image(3, 3));
        Assert.Equal(pair["score"]!.GetValue<double>() >= pair["threshold"]!.GetValue<double>(), pair["same"]!.GetValue<bool>());

        JsonNode listed = Pure("list", "--gallery", Gallery, "--json");
        Assert.Equal("Digits/nt-xent-augmented", listed["model"]!.GetValue<string>());
        Assert.Equal(verified["probes"]![0]!["threshold"]!.GetValue<double>(), listed["threshold"]!.GetValue<double>());
        Assert.Equal(8, listed["identities"]![0]!["examples"]!.AsArray().Count);
        Assert.Equal(8, Pure("remove", "--gallery", Gallery, "--name", "char3", "--json")["removed"]!["examples"]!.GetValue<int>());
    }

    [Fact]
    public void What_makes_answers_worthless_is_said()
    {
        byte[] drawing = File.ReadAllBytes(run.Image(0, 0));
        string paper = directory["paper.pgm"];
        File.WriteAllBytes(paper, [.. drawing[..13], .. drawing[13..].Select(pixel => (byte)(255 - pixel))]);
        Assert.Equal("", Done("enroll", run.Path, "--gallery", Gallery, "--name", "Ann", run.Image(0, 0)).Error);
        Assert.Contains("looks dark on light, but the images of glyphs are light on dark: if so, enrol into another gallery with --invert true.", Done("enroll", run.Path, "--gallery", Gallery, "--name", "Bob", paper).Error, StringComparison.Ordinal);
        Assert.Equal("", Done("enroll", run.Path, "--gallery", directory["ink.gallery"], "--name", "Ann", "--invert", "true", paper).Error);
        Assert.Contains("Ann (score 1;", Done("identify", run.Path, "--gallery", directory["ink.gallery"], paper).Out, StringComparison.Ordinal);

        Assert.Equal("", Done("identify", run.Path, "--gallery", Gallery, paper).Error);
        Assert.Matches(
            @"validation pairs cannot tell a threshold for --fpir 0\.000001 in a gallery of 2 examples: at the strictest that they can tell, up to 0\.000[0-9] % of strangers may pass\.",
            Done("identify", run.Path, "--gallery", Gallery, "--fpir", "0.000001", paper).Error);
    }

    [Fact]
    public void Another_trainings_embeddings_are_refused()
    {
        string other = directory["other"];
        Done("train", "Digits/nt-xent-augmented", "--data", "glyphs", "--epochs", "1", "--seed", "2", "--out", other);
        Done("enroll", run.Path, "--gallery", Gallery, "--name", "Ann", run.Image(0, 0));
        foreach (string[] command in (string[][])[["enroll", other, "--gallery", Gallery, "--name", "Ann", run.Image(0, 1)], ["identify", other, "--gallery", Gallery, run.Image(0, 1)], ["verify", other, "--gallery", Gallery, "--name", "Ann", run.Image(0, 1)]])
        {
            CliResult refused = CommandLine.Run(command);
            Assert.Equal((1, ""), (refused.ExitCode, refused.Out));
            Assert.Matches(@"holds embeddings of another training of Digits/nt-xent-augmented \(weights [0-9a-f]{8} there, [0-9a-f]{8} here\); open it with the run that made it", refused.ErrorSentence);
        }
    }

    [Fact]
    public void An_image_that_is_none_leaves_the_gallery_as_it_was()
    {
        Done("enroll", run.Path, "--gallery", Gallery, "--name", "Ann", run.Image(0, 0));
        byte[] before = File.ReadAllBytes(Gallery);
        string text = directory.Write("notes.png", "no image");
        CliResult refused = CommandLine.Run("enroll", run.Path, "--gallery", Gallery, "--name", "Bob", run.Image(1, 0), text);

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("notes.png' is no image", refused.ErrorSentence, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(Gallery));
        Assert.Contains("cannot be read", CommandLine.Run("identify", run.Path, "--gallery", Gallery, directory["gone.png"]).ErrorSentence, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_done_is_said_in_one_sentence()
    {
        Says(1, "There is no gallery", "identify", run.Path, "--gallery", Gallery, run.Image(0, 0));
        Says(1, "There is no gallery", "list", "--gallery", Gallery);
        Says(1, "There is no gallery", "remove", "--gallery", Gallery, "--name", "Ann");
        Assert.False(File.Exists(Gallery));
        Says(2, "enroll needs --name and at least one image", "enroll", run.Path, "--gallery", Gallery, "--name", "Ann");
        Says(2, "leave --name and single images out", "enroll", run.Path, "--gallery", Gallery, "--name", "Ann", "--folder", run.Folder);
        Says(2, "--fpir must lie between 0 and 1", "identify", run.Path, "--gallery", Gallery, "--fpir", "1", run.Image(0, 0));
        Says(2, "verify compares two images; 1 image was given.", "verify", run.Path, run.Image(0, 0));
        Says(2, "--gallery and --name together", "verify", run.Path, "--name", "Ann", run.Image(0, 0));
        Says(1, "has no folders in it", "enroll", run.Path, "--gallery", Gallery, "--folder", directory.Path);
        Says(1, "there is no such folder; look whether the path is right.", "enroll", run.Path, "--gallery", Gallery, "--folder", directory["gone"]);
        Says(1, "does not exist", "enroll", directory["no-run"], "--gallery", Gallery, "--name", "Ann", run.Image(0, 0));

        Done("enroll", run.Path, "--gallery", Gallery, "--name", "Ann", run.Image(0, 0));
        Says(1, "did you mean 'Ann'?", "remove", "--gallery", Gallery, "--name", "Anne");
        Says(1, "Nobody called 'Bob' is enrolled", "verify", run.Path, "--gallery", Gallery, "--name", "Bob", run.Image(0, 0));
        Says(2, "was made with --invert false", "enroll", run.Path, "--gallery", Gallery, "--name", "Ann", "--invert", "true", run.Image(0, 0));
        File.WriteAllBytes(Gallery, [.. File.ReadAllBytes(Gallery)[..^1], 99]);
        Says(1, "is damaged", "identify", run.Path, "--gallery", Gallery, run.Image(0, 0));
    }

    [Fact]
    public void A_run_of_an_earlier_version_recognises_and_its_gallery_learns_the_rates_later()
    {
        string old = directory["old"];
        Copy(run.Path, old);
        File.Delete(Path.Combine(old, "scores.ckpt"));
        CliResult enrolled = Done("enroll", old, "--gallery", Gallery, "--name", "Ann", run.Image(0, 0));
        Assert.Contains("keeps no scores of validation pairs", enrolled.Error, StringComparison.Ordinal);
        Assert.Contains("Ann (score 1, in a gallery of 1)", Done("identify", old, "--gallery", Gallery, run.Image(0, 0)).Out, StringComparison.Ordinal);

        File.Copy(Path.Combine(run.Path, "scores.ckpt"), Path.Combine(old, "scores.ckpt"));
        Done("enroll", old, "--gallery", Gallery, "--name", "Bob", run.Image(1, 0));
        Assert.Contains("of strangers", Done("identify", run.Path, "--gallery", Gallery, run.Image(0, 0)).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_programs_enrol_at_once_and_both_are_heard()
    {
        Process[] programs = [.. Enumerable.Range(0, 2).Select(i => Runner.Start([], "enroll", run.Path, "--gallery", Gallery, "--name", $"person {i}", run.Image(i, 0)))];
        foreach (Process program in programs)
        {
            CliResult result = Runner.Finish(program);
            Assert.True(result.ExitCode == 0, result.Error);
            program.Dispose();
        }

        Assert.Equal(["person 0", "person 1"], Pure("list", "--gallery", Gallery, "--json")["identities"]!.AsArray().Select(identity => identity!["name"]!.GetValue<string>()));
    }

    [SkippableFact]
    public void Listing_and_removing_load_no_native_torch()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Only glibc tells which libraries a process loads.");
        Done("enroll", run.Path, "--gallery", Gallery, "--name", "Ann", run.Image(0, 0));
        foreach (string[] args in (string[][])[["list", "--gallery", Gallery], ["remove", "--gallery", Gallery, "--name", "Ann"]])
        {
            CliResult result = Runner.Finish(Runner.Start([new("LD_DEBUG", "files"), new("LD_DEBUG_OUTPUT", directory["loaded"])], args));
            string loaded = string.Concat(Directory.GetFiles(directory.Path, "loaded.*").Select(File.ReadAllText));
            Assert.Contains("Ann", result.Out, StringComparison.Ordinal);
            Assert.Contains("libe_sqlite3", loaded, StringComparison.Ordinal);
            Assert.DoesNotContain("torch", loaded, StringComparison.OrdinalIgnoreCase);
        }
    }

    private static CliResult Done(params string[] args)
    {
        CliResult result = CommandLine.Run(args);
        Assert.True(result.ExitCode == 0, result.Error);
        return result;
    }

    /// <summary>One document on standard output, and nothing to say beside it.</summary>
    private static JsonNode Pure(params string[] args)
    {
        CliResult result = Done(args);
        Assert.Equal("", result.Error);
        Assert.Equal(1, result.Json["schema"]!.GetValue<int>());
        return result.Json;
    }

    private static void Says(int exitCode, string sentence, params string[] args)
    {
        CliResult result = CommandLine.Run(args);
        Assert.Equal((exitCode, ""), (result.ExitCode, result.Out));
        Assert.Contains(sentence, result.ErrorSentence, StringComparison.Ordinal);
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.GetFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }
}
