using System.IO.Compression;
using System.Text;
using SiameseDsl.Data;

namespace SiameseDsl.Tests.Data;

public sealed class OmniglotTests
{
    private static readonly DataRequest Request = new() { Name = "omniglot", InputShape = [1, 28, 28], MayDownload = false };

    [Fact]
    public void Zip_and_folder_are_one_data_set()
    {
        using TestFolder zipped = new();
        using TestFolder plain = new();
        WriteZip(zipped, "images_background", Drawings("images_background", "A", 12));
        foreach ((string name, byte[] bytes) in Drawings("images_background", "A", 12))
        {
            plain.Write($"omniglot/{name}", bytes);
        }

        plain.Write("omniglot/images_background/.DS_Store", [1]);
        using DataSplit a = Load(zipped);
        using DataSplit b = Load(plain);

        Assert.Equal(a.Sha256, b.Sha256);
    }

    [Fact]
    public void Without_the_evaluation_part_the_last_alphabets_validate_and_test()
    {
        using TestFolder folder = new();
        WriteZip(folder, "images_background", Drawings("images_background", "A", 12));
        using DataSplit split = Load(folder);

        Assert.Equal(["A00", "A01"], Alphabets(split.Train));
        Assert.Equal(["A02", "A03", "A04", "A05", "A06"], Alphabets(split.Validation));
        Assert.Equal(["A07", "A08", "A09", "A10", "A11"], Alphabets(split.Test));
        Assert.True(split.Disjoint);
        Assert.Equal("A00/character01", split.Train.ClassNames[0]);
        Assert.Equal((12, 30), (split.Train.Count, split.Test.Count));
    }

    [Fact]
    public void With_the_evaluation_part_only_it_tests()
    {
        using TestFolder folder = new();
        WriteZip(folder, "images_background", Drawings("images_background", "A", 12));
        WriteZip(folder, "images_evaluation", Drawings("images_evaluation", "E", 2));
        using DataSplit split = Load(folder);
        using DataSplit all = DataSets.Load(Request with { Root = folder.Path, TrainAll = true });

        Assert.Equal((7, 5, 2), (Alphabets(split.Train).Length, Alphabets(split.Validation).Length, Alphabets(split.Test).Length));
        Assert.Equal((12, 5, 2), (Alphabets(all.Train).Length, Alphabets(all.Validation).Length, Alphabets(all.Test).Length));
        Assert.Equal(["E00", "E01"], Alphabets(split.Test));
        Assert.True(all.Disjoint);
        Assert.NotEqual(split.Sha256, all.Sha256);
    }

    [Fact]
    public void Ink_is_one_and_the_size_is_the_models()
    {
        using TestFolder folder = new();
        WriteZip(folder, "images_background", Drawings("images_background", "A", 12));
        using DataSplit split = DataSets.Load(Request with { Root = folder.Path, InputShape = [1, 35, 35] });

        Assert.Equal([1L, 35L, 35L], split.Train.SampleShape);

        // The drawings have a square of 15 x 15 black pixels at (30, 30): 5 x 5 at (10, 10) after resizing to a third.
        Assert.Equal(255, split.Train.Samples[0, 0, 10, 10].item<byte>());
        Assert.Equal(255, split.Train.Samples[0, 0, 14, 14].item<byte>());
        Assert.Equal(0, split.Train.Samples[0, 0, 9, 10].item<byte>());
        Assert.Equal(0, split.Train.Samples[0, 0, 15, 15].item<byte>());
    }

    [Fact]
    public void Damaged_archives_are_refused_in_one_sentence()
    {
        (string Name, byte[] Bytes)[] good = Drawings("images_background", "A", 12);
        Assert.Contains("leads out of it", Refusal([.. good, ("images_background/../../x.png", [1])]));
        Assert.Contains("leads out of it", Refusal([.. good, ("/etc/x.png", [1])]));
        Assert.Contains("A00/character01/0001_01.png' is no image", Refusal([(good[0].Name, "no image"u8.ToArray()), .. good[1..]]));
        Assert.Contains("not of Omniglot's layout", Refusal([.. good, ("images_background/readme.txt", [1])]));
        Assert.Contains("3 alphabet(s)", Refusal(Drawings("images_background", "A", 3)));
        Assert.Contains("holds no drawing", Refusal([]));

        using TestFolder folder = new();
        byte[] zip = File.ReadAllBytes(WriteZip(folder, "images_background", good));
        folder.Write("omniglot/images_background.zip", zip[..(zip.Length / 2)]);
        Assert.Contains("cut-off zip", Assert.Throws<SiameseException>(() => Load(folder)).Message);
    }

    [Theory]
    [InlineData("C:/x.png")]
    [InlineData("C:x.png")]
    [InlineData("..\\..\\x.png")]
    [InlineData("\\\\server\\share\\x.png")]
    [InlineData("A/../../x.png")]
    [InlineData("..")]
    public void A_zip_whose_paths_climb_out_is_refused(string name)
    {
        using TestFolder folder = new();
        WriteZip(folder, "images_background", [.. Drawings("images_background", "A", 12), (name, [1])]);

        Assert.Contains($"has an entry '{name}' that leads out of it; the file is not trusted", Assert.Throws<SiameseException>(() => Load(folder)).Message);
        Assert.Equal(["images_background.zip"], Directory.GetFileSystemEntries(folder.Path, "*", SearchOption.AllDirectories).Select(Path.GetFileName).Where(entry => entry != "omniglot"));
    }

    [Theory]
    [InlineData(70_000_000u, "an image file has at most")]
    [InlineData(4_000_000_000u, "an image file has at most")]
    [InlineData(5u, "0001_01.png' is no image")]
    [InlineData(50_000_000u, "does not have the 50000000 bytes that it claims")]
    public void A_zip_entry_that_lies_about_its_size_is_refused(uint claimed, string expected)
    {
        using TestFolder folder = new();
        string path = WriteZip(folder, "images_background", [("images_background/A/character01/0001_01.png", new byte[1000])]);
        byte[] zip = File.ReadAllBytes(path);
        int directory = zip.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32LittleEndian(zip.AsSpan(directory + 24), claimed);
        File.WriteAllBytes(path, zip);

        Assert.Contains(expected, Assert.Throws<SiameseException>(() => Load(folder)).Message);
    }

    [Fact]
    public void A_zip_that_claims_gigabytes_in_all_is_refused_before_they_are_unpacked()
    {
        using TestFolder folder = new();
        string path = WriteZip(folder, "images_background", [.. Enumerable.Range(0, 40).Select(i => ($"images_background/A/character01/{i:0000}_01.png", new byte[10]))]);
        byte[] zip = File.ReadAllBytes(path);

        // The sum is refused before the first of them is opened, which would not hold what it says.
        for (int at = zip.AsSpan().IndexOf("PK\u0001\u0002"u8); at >= 0;)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32LittleEndian(zip.AsSpan(at + 24), 60_000_000);
            int next = zip.AsSpan(at + 4).IndexOf("PK\u0001\u0002"u8);
            at = next < 0 ? next : at + 4 + next;
        }

        File.WriteAllBytes(path, zip);
        Assert.Contains("claims to hold 2400000000 bytes", Assert.Throws<SiameseException>(() => Load(folder)).Message);
    }

    [SkippableFact]
    public void A_link_that_leads_round_in_a_circle_is_refused_and_another_is_followed()
    {
        Skip.If(OperatingSystem.IsWindows(), "Skipped: links take a privilege there.");
        using TestFolder folder = new();
        foreach ((string name, byte[] bytes) in Drawings("images_background", "A", 11))
        {
            folder.Write("omniglot/" + name, bytes);
        }

        using TestFolder elsewhere = new();
        string other = Path.GetDirectoryName(elsewhere.Write("character01/0001_01.png", Drawing(1)))!;
        elsewhere.Write("character01/0001_02.png", Drawing(2));
        string linked = Path.Combine(folder.Path, "omniglot/images_background/B");
        File.CreateSymbolicLink(linked, Path.GetDirectoryName(other)!);
        using (DataSplit split = Load(folder))
        {
            Assert.Contains("B/character01", split.Train.ClassNames.Concat(split.Validation.ClassNames).Concat(split.Test.ClassNames));
        }

        string loop = Path.Combine(folder.Path, "omniglot/images_background/A00/again");
        File.CreateSymbolicLink(loop, Path.Combine(folder.Path, "omniglot"));
        Assert.Contains("leads to a folder that it lies in itself", Assert.Throws<SiameseException>(() => Load(folder)).Message);
        File.Delete(loop);
        File.CreateSymbolicLink(loop, loop);
        Assert.Contains("images_background", Assert.Throws<SiameseException>(() => Load(folder)).Message);
    }

    [Fact]
    public void Requests_that_cannot_be_met_are_refused()
    {
        using TestFolder folder = new();
        WriteZip(folder, "images_background", Drawings("images_background", "A", 12));

        Assert.Contains("(3, 28, 28)", Assert.Throws<SiameseException>(() => DataSets.Load(Request with { Root = folder.Path, InputShape = [3, 28, 28] })).Message);
        Assert.Contains("images_evaluation", Assert.Throws<SiameseException>(() => DataSets.Load(Request with { Root = folder.Path, TrainAll = true })).Message);
        Assert.Contains("applies to folder:PATH and csv:PATH only", Assert.Throws<SiameseException>(() => DataSets.Load(Request with { Root = folder.Path, Split = new ClassSplit(3, 0, 3) })).Message);
    }

    [Fact]
    public void Official_runs_pair_each_test_image_with_its_answer()
    {
        using TestFolder folder = new();
        List<(string, byte[])> files = [];
        foreach (string run in new[] { "run02", "run01" })
        {
            files.AddRange(Enumerable.Range(1, 3).Select(k => ($"all_runs/{run}/training/class{k:D2}.png", Drawing(k))));
            files.AddRange(Enumerable.Range(1, 3).Select(k => ($"all_runs/{run}/test/item{k:D2}.png", Drawing(4 - k))));
            files.Add(($"all_runs/{run}/class_labels.txt", Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(1, 3).Select(k => $"{run}/test/item{k:D2}.png {run}/training/class{4 - k:D2}.png\r\n")))));
        }

        WriteZip(folder, "all_runs", [.. files]);
        IReadOnlyList<OmniglotRun> runs = OmniglotRuns.Load(folder.Path, [1, 28, 28]);

        Assert.Equal(["run01", "run02"], runs.Select(run => run.Name));
        Assert.Equal([0, 1, 2], runs[0].Support.Labels);
        Assert.Equal([2, 1, 0], runs[0].Query.Labels);
        byte[] support = [.. runs[0].Support.Samples.data<byte>()];
        byte[] query = [.. runs[0].Query.Samples.data<byte>()];
        Assert.Equal(support[..784], query[^784..]);
        Assert.NotEqual(support[..784], query[..784]);
        Assert.All(runs, run => run.Dispose());

        folder.Write("omniglot/all_runs/run01/class_labels.txt", "run01/test/item09.png run01/training/class01.png"u8.ToArray());
        File.Delete(Path.Combine(folder.Path, "omniglot/all_runs.zip"));
        Assert.Contains("item09", Assert.Throws<SiameseException>(() => OmniglotRuns.Load(folder.Path, [1, 28, 28])).Message);
    }

    [Theory]
    [InlineData("Greek/character03", "Greek")]
    [InlineData("Greek/character03@90", "Greek")]
    [InlineData("glyph001", "glyph001")]
    public void The_alphabet_of_a_class_is_known(string name, string alphabet) => Assert.Equal(alphabet, OmniglotClass.AlphabetOf(name));

    [SkippableFact]
    public void Real_background_part_has_its_published_size()
    {
        Skip.IfNot(DataSets.Describe("omniglot").IsPresent, $"Omniglot is not in {DataRoot.Resolve(null)}; set SIAMESE_DATA.");
        using DataSplit split = DataSets.Load(Request);
        string[] classes = [.. split.Train.ClassNames.Concat(split.Validation.ClassNames).Concat(split.Test.ClassNames).Distinct()];
        bool hasEvaluation = split.Description.Contains("evaluation part tests");

        Assert.Equal(hasEvaluation ? 964 + 659 : 964, classes.Length);
        Assert.Equal(hasEvaluation ? 50 : 30, classes.Select(OmniglotClass.AlphabetOf).Distinct().Count());
        Assert.Equal(20 * classes.Length, split.Train.Count + split.Validation.Count + split.Test.Count);
        Assert.True(split.Disjoint);
    }

    private static DataSplit Load(TestFolder folder) => DataSets.Load(Request with { Root = folder.Path });

    private static string[] Alphabets(SampleSet samples) => [.. samples.ClassNames.Select(OmniglotClass.AlphabetOf).Distinct()];

    private static string Refusal((string Name, byte[] Bytes)[] files)
    {
        using TestFolder folder = new();
        WriteZip(folder, "images_background", files);
        return Assert.Throws<SiameseException>(() => Load(folder)).Message;
    }

    private static (string Name, byte[] Bytes)[] Drawings(string top, string alphabet, int count) =>
        [.. from a in Enumerable.Range(0, count)
            from c in Enumerable.Range(1, 2)
            from d in Enumerable.Range(1, 3)
            select ($"{top}/{alphabet}{a:D2}/character{c:D2}/{c:D4}_{d:D2}.png", Drawing(d))];

    /// <summary>A black square on white, and a mark whose place tells the drawings apart.</summary>
    private static byte[] Drawing(int mark) =>
        TestImages.OneBitPng(105, 105, (x, y) => !(x is >= 30 and < 45 && y is >= 30 and < 45) && !(x / 10 == mark && y is >= 70 and < 80));

    private static string WriteZip(TestFolder folder, string part, (string Name, byte[] Bytes)[] files)
    {
        using MemoryStream stream = new();
        using (ZipArchive zip = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] bytes) in files)
            {
                using Stream entry = zip.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        }

        return folder.Write($"omniglot/{part}.zip", stream.ToArray());
    }
}
