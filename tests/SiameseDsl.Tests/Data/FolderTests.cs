using SiameseDsl.Data;

namespace SiameseDsl.Tests.Data;

public sealed class FolderTests
{
    [Fact]
    public void Classes_are_split_60_15_25_and_the_parts_share_none()
    {
        using TestFolder folder = MakeFaces(20, 3);
        using DataSplit split = Load(folder);

        Assert.Equal((12, 3, 5), (split.Train.ClassNames.Count, split.Validation.ClassNames.Count, split.Test.ClassNames.Count));
        Assert.Equal((36, 9, 15), (split.Train.Count, split.Validation.Count, split.Test.Count));
        Assert.True(split.Disjoint);
        Assert.Equal(20, split.Train.ClassNames.Concat(split.Validation.ClassNames).Concat(split.Test.ClassNames).Distinct().Count());
        using DataSplit otherSeed = DataSets.Load(Request(folder) with { Seed = 5 });
        Assert.Equal(split.Sha256, otherSeed.Sha256);
    }

    [Fact]
    public void Folds_of_four_seeds_test_every_class_once()
    {
        using TestFolder folder = MakeFaces(8, 10);
        List<string> tested = [];
        for (int seed = 1; seed <= 4; seed++)
        {
            using DataSplit split = DataSets.Load(Request(folder) with { Split = ClassSplit.Parse("6/0/2"), Seed = seed });

            tested.AddRange(split.Test.ClassNames);
            Assert.Equal(6, split.Train.ClassNames.Count);
            Assert.Empty(split.Train.ClassNames.Intersect(split.Test.ClassNames));

            // No class is left for validation: two of ten images of each training class serve, and do not train.
            Assert.Equal(split.Train.ClassNames, split.Validation.ClassNames);
            Assert.Equal((48, 12), (split.Train.Count, split.Validation.Count));
            Assert.Contains("held-out images", split.Description);
        }

        Assert.Equal(8, tested.Distinct().Count());
        using DataSplit again = DataSets.Load(Request(folder) with { Split = ClassSplit.Parse("6/0/2"), Seed = 5 });
        Assert.Equal(tested[..2], again.Test.ClassNames);
    }

    [Fact]
    public void Images_of_all_kinds_come_in_the_models_size_and_colours()
    {
        using TestFolder folder = new();
        for (int k = 0; k < 4; k++)
        {
            folder.Write($"c{k}/a.png", TestImages.Png(6, 4, 3, (_, _, c) => c == 0 ? 200 : 0));
            folder.Write($"c{k}/b.bmp", TestImages.Bmp(6, 4, (_, _) => (200, 0, 0)));
            folder.Write($"c{k}/c.JPG", TestImages.Jpeg(200));
            folder.Write($"c{k}/d.pgm", TestImages.Pgm(6, 4, (_, _) => 200));
            folder.Write($"c{k}/notes.txt", [1]);
        }

        using DataSplit colour = DataSets.Load(Request(folder) with { InputShape = [3, 2, 3] });
        using DataSplit grey = Load(folder);

        Assert.Equal([3L, 2L, 3L], colour.Test.SampleShape);
        Assert.Equal(Rows(colour.Test, 2), [[200, 0], [200, 0], [200, 200], [200, 200], [200, 0], [200, 0], [200, 200], [200, 200]]);
        Assert.Equal(Rows(grey.Test, 1), [[60], [60], [200], [200], [60], [60], [200], [200]]);

        static byte[][] Rows(SampleSet set, int channels) =>
            [.. Enumerable.Range(0, set.Count).Select(i => Enumerable.Range(0, channels).Select(c => set.Samples[i, c, 0, 0].item<byte>()).ToArray())];
    }

    [SkippableFact]
    public void Empty_classes_and_links_that_lead_nowhere_or_round_in_a_circle_are_refused()
    {
        Skip.If(OperatingSystem.IsWindows(), "Skipped: links take a privilege there.");
        using TestFolder folder = MakeFaces(6, 3);
        string empty = Directory.CreateDirectory(Path.Combine(folder.Path, "person99")).FullName;
        Assert.Contains($"'{empty}' has 0 image(s)", Refusal(Request(folder)));
        Directory.Delete(empty);

        File.CreateSymbolicLink(empty, folder.Path);
        Assert.Contains($"'{empty}' has 0 image(s)", Refusal(Request(folder)));
        File.Delete(empty);

        string image = Path.Combine(folder.Path, "person00", "9.pgm");
        File.CreateSymbolicLink(image, Path.Combine(folder.Path, "gone.pgm"));
        Assert.Contains($"'{image}' cannot be read", Refusal(Request(folder)));
        File.Delete(image);
        File.CreateSymbolicLink(image, image);
        Assert.Contains($"'{image}' cannot be read", Refusal(Request(folder)));
    }

    [Fact]
    public void Folders_that_cannot_serve_are_refused_by_name()
    {
        using TestFolder none = new();
        Assert.Contains("0 class(es)", Refusal(Request(none)));
        using TestFolder one = MakeFaces(1, 5);
        Assert.Contains("1 class(es)", Refusal(Request(one)));
        using TestFolder single = MakeFaces(6, 1);
        Assert.Contains($"'{Path.Combine(single.Path, "person00")}' has 1 image(s)", Refusal(Request(single)));
        using TestFolder broken = MakeFaces(6, 3);
        string path = broken.Write("person03/1.pgm", "P5 is not all"u8.ToArray());
        Assert.Contains(path, Refusal(Request(broken)));
        string fake = broken.Write("person01/2.png", "<html>"u8.ToArray());
        Assert.Contains($"'{fake}' is no image", Refusal(Request(broken)));
        Assert.Contains("does not exist", Refusal(Request(broken) with { Name = "folder:" + Path.Combine(broken.Path, "absent") }));
    }

    [Fact]
    public void Splits_that_cannot_be_made_are_refused()
    {
        using TestFolder folder = MakeFaces(8, 3);

        Assert.Contains("12 classes, but", Refusal(Request(folder) with { Split = ClassSplit.Parse("10/0/2") }));
        Assert.Contains("at least 4", Refusal(Request(folder) with { Split = ClassSplit.Parse("6/0/2") }));
        Assert.Contains("1 or 3 channel", Refusal(Request(folder) with { InputShape = [2, 8, 8] }));
        Assert.Contains("background alphabets", Refusal(Request(folder) with { TrainAll = true }));
        Assert.Contains("glyphs", Assert.Throws<SiameseException>(() => DataSets.Load(new DataRequest { Name = "letters", InputShape = [1, 28, 28] })).Message);
    }

    [Theory]
    [InlineData("30/0")]
    [InlineData("a/0/2")]
    [InlineData("30/-1/10")]
    [InlineData("")]
    [InlineData("1/0/5")]
    [InlineData("5/1/5")]
    [InlineData("5/2/1")]
    public void Split_texts_that_make_no_sense_are_refused(string text) =>
        Assert.Contains($"'{text}'", Assert.Throws<SiameseException>(() => ClassSplit.Parse(text)).Message);

    [Fact]
    public void The_data_root_is_what_was_asked_for_else_the_variable()
    {
        Assert.Equal(Path.GetFullPath("somewhere"), DataRoot.Resolve("somewhere"));
        string expected = Environment.GetEnvironmentVariable(DataRoot.Variable) is { Length: > 0 } root ? Path.GetFullPath(root) : DataRoot.Resolve("");
        Assert.Equal(expected, DataRoot.Resolve(null));
        Assert.True(Path.IsPathFullyQualified(DataRoot.Resolve(null)));
    }

    private static DataRequest Request(TestFolder folder) => new() { Name = "folder:" + folder.Path, InputShape = [1, 8, 8] };

    private static DataSplit Load(TestFolder folder) => DataSets.Load(Request(folder));

    private static string Refusal(DataRequest request) => Assert.Throws<SiameseException>(() => DataSets.Load(request)).Message;

    private static TestFolder MakeFaces(int people, int images)
    {
        TestFolder folder = new();
        for (int person = 0; person < people; person++)
        {
            for (int image = 0; image < images; image++)
            {
                folder.Write($"person{person:D2}/{image}.pgm", TestImages.Pgm(9, 11, (x, y) => (person * 10) + image + x + y));
            }
        }

        return folder;
    }
}
