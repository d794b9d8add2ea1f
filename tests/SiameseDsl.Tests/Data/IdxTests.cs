using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using SiameseDsl.Data;

namespace SiameseDsl.Tests.Data;

public sealed class IdxTests
{
    private static readonly DataRequest Request = new() { Name = "mnist", InputShape = [1, 28, 28], MayDownload = false };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Plain_and_packed_files_load_alike(bool pack)
    {
        using TestFolder folder = MakeDigits(pack);
        using DataSplit split = DataSets.Load(Request with { Root = folder.Path });

        Assert.Equal((110, 10, 40), (split.Train.Count, split.Validation.Count, split.Test.Count));
        Assert.Equal("0123456789".Select(digit => $"{digit}"), split.Test.ClassNames);
        Assert.False(split.Disjoint);
        Assert.Equal(Enumerable.Range(0, 40).Select(i => i % 10), split.Test.Labels);
        Assert.Equal(7, split.Test.Samples[7, 0, 3, 3].item<byte>());
        using DataSplit again = DataSets.Load(Request with { Root = folder.Path });
        Assert.Equal(split.Sha256, again.Sha256);
    }

    [Fact]
    public void Packed_and_plain_are_one_data_set()
    {
        using TestFolder packed = MakeDigits(true);
        using TestFolder plain = MakeDigits(false);
        using DataSplit a = DataSets.Load(Request with { Root = packed.Path });
        using DataSplit b = DataSets.Load(Request with { Root = plain.Path });

        Assert.Equal(a.Sha256, b.Sha256);
    }

    [Fact]
    public void Held_out_classes_are_in_the_test_part_only()
    {
        using TestFolder folder = MakeDigits(true);
        using DataSplit whole = DataSets.Load(Request with { Root = folder.Path });
        using DataSplit split = DataSets.Load(Request with { Root = folder.Path, HoldoutClasses = ["7", "8", "9"] });

        Assert.Equal(["7", "8", "9"], split.Test.ClassNames);
        Assert.Equal(12, split.Test.Count);
        Assert.Equal(["0", "1", "2", "3", "4", "5", "6"], split.Train.ClassNames);
        Assert.Empty(split.Validation.ClassNames.Intersect(split.Test.ClassNames));
        Assert.True(split.Disjoint);
        Assert.NotEqual(whole.Sha256, split.Sha256);
    }

    [Fact]
    public void Ten_random_splits_differ_and_hold_out_each_class_three_times()
    {
        using TestFolder folder = MakeDigits(true);
        List<string> held = [];
        HashSet<string> splits = [];
        for (int seed = 1; seed <= 10; seed++)
        {
            using DataSplit split = DataSets.Load(Request with { Root = folder.Path, RandomHoldout = 3, Seed = seed });

            Assert.Equal(3, split.Test.ClassNames.Count);
            Assert.Empty(split.Train.ClassNames.Concat(split.Validation.ClassNames).Intersect(split.Test.ClassNames));
            Assert.True(split.Disjoint);
            Assert.Contains($"the random split {seed}", split.Description);
            held.AddRange(split.Test.ClassNames);
            splits.Add(string.Join(',', split.Test.ClassNames));
        }

        Assert.Equal(10, splits.Count);
        Assert.All(held.GroupBy(name => name), uses => Assert.Equal(3, uses.Count()));

        // The eleventh begins another circle, and a split is named by its seed alone.
        using DataSplit eleventh = DataSets.Load(Request with { Root = folder.Path, RandomHoldout = 3, Seed = 11 });
        using DataSplit named = DataSets.Load(Request with { Root = folder.Path, HoldoutClasses = [.. eleventh.Test.ClassNames], Seed = 2 });
        Assert.Equal(named.Sha256, eleventh.Sha256);
        Assert.NotEqual(held[..3], eleventh.Test.ClassNames);
    }

    [Theory]
    [InlineData(1, 10, "are not possible: the data set 'mnist' has 10 classes")]
    [InlineData(9, 10, "are not possible: the data set 'mnist' has 10 classes")]
    [InlineData(3, 0, "by name or at random, not both")]
    public void Impossible_random_hold_outs_are_refused(int count, int named, string expected)
    {
        using TestFolder folder = MakeDigits(true);
        string[] names = named == 10 ? [] : ["7", "8"];

        Assert.Contains(expected, Refusal(folder, Request with { RandomHoldout = count, HoldoutClasses = names }));
    }

    [Theory]
    [InlineData("12", "no class '12'")]
    [InlineData("7,7", "twice")]
    [InlineData("7", "test part of 'mnist' with 1 class")]
    [InlineData("0,1,2,3,4,5,6,7,8", "training part of 'mnist' with 1 class")]
    public void Impossible_hold_outs_are_refused(string classes, string expected)
    {
        using TestFolder folder = MakeDigits(true);

        Assert.Contains(expected, Refusal(folder, Request with { HoldoutClasses = classes.Split(',') }));
    }

    [Fact]
    public void Damaged_files_are_refused_with_the_file_and_what_was_found()
    {
        byte[] images = Idx(3, [12, 28, 28], _ => 1);
        AssertRefused(images[..^100], "train-images-idx3-ubyte", "should hold 9408 bytes after its header but holds only 9308");
        AssertRefused([.. images, 0], "train-images-idx3-ubyte", "holds more");
        AssertRefused(images[..9], "train-images-idx3-ubyte", "ends after 9 bytes");
        AssertRefused([], "train-images-idx3-ubyte", "ends after 0 bytes");
        AssertRefused(Idx(1, [12], _ => 1), "train-images-idx3-ubyte", "starts with 0x00000801, expected 0x00000803");
        AssertRefused(Idx(3, [12, 27, 28], _ => 1), "train-images-idx3-ubyte", "28x27");
        AssertRefused(Idx(3, [13, 28, 28], _ => 1), "train-images-idx3-ubyte", "13 images");
        AssertRefused(Idx(1, [12], i => (byte)i), "train-labels-idx1-ubyte", "gives image 10 the label 10");
        byte[] boast = [.. images];
        BinaryPrimitives.WriteInt32BigEndian(boast.AsSpan(4), int.MaxValue);
        AssertRefused(boast, "train-images-idx3-ubyte", "claims the sizes 2147483647 x 28 x 28");
        BinaryPrimitives.WriteInt32BigEndian(boast.AsSpan(4), 1_000_000);
        AssertRefused(boast, "train-images-idx3-ubyte", "should hold 784000000 bytes");
    }

    [Fact]
    public void Damaged_packing_is_refused()
    {
        byte[] packed = Pack(Idx(3, [12, 28, 28], i => (byte)(i * i % 251)));
        AssertRefused(packed[..(packed.Length / 2)], "train-images-idx3-ubyte.gz", "train-images-idx3-ubyte.gz'");
        byte[] flipped = [.. packed];
        flipped[packed.Length / 2] ^= 0xFF;
        AssertRefused(flipped, "train-images-idx3-ubyte.gz", "train-images-idx3-ubyte.gz'");
    }

    [Fact]
    public void An_absent_data_set_says_where_it_was_looked_for_and_what_to_do()
    {
        using TestFolder folder = new();
        string message = Refusal(folder, Request);

        Assert.Contains(Path.Combine(folder.Path, "mnist"), message);
        Assert.Contains("fetch it", message);
        Assert.Contains("SIAMESE_DATA", message);
    }

    [SkippableFact]
    public void Real_digits_load_with_the_published_content()
    {
        string root = DataRoot.Resolve(null);
        Skip.IfNot(DataSets.Describe("mnist").IsPresent, $"MNIST is not in {root}; set SIAMESE_DATA.");

        using DataSplit split = DataSets.Load(Request);

        Assert.Equal((55_000, 5_000, 10_000), (split.Train.Count, split.Validation.Count, split.Test.Count));
        byte[] header = Idx(3, [10_000, 28, 28], _ => 0)[..16];
        byte[] content = [.. header, .. split.Test.Samples.data<byte>()];
        Assert.Equal("0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7", Convert.ToHexStringLower(SHA256.HashData(content)));
        byte[] labels = [.. Idx(1, [10_000], _ => 0)[..8], .. split.Test.Labels.Select(label => (byte)label)];
        Assert.Equal("ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2", Convert.ToHexStringLower(SHA256.HashData(labels)));
    }

    /// <summary>120 training and 40 test images; the image of digit d is grey d all over.</summary>
    private static TestFolder MakeDigits(bool pack)
    {
        TestFolder folder = new();
        foreach ((string part, int count) in new[] { ("train", 120), ("t10k", 40) })
        {
            Write($"{part}-images-idx3-ubyte", Idx(3, [count, 28, 28], i => (byte)(i / 784 % 10)));
            Write($"{part}-labels-idx1-ubyte", Idx(1, [count], i => (byte)(i % 10)));
        }

        return folder;

        void Write(string name, byte[] bytes) => folder.Write(pack ? $"mnist/{name}.gz" : $"mnist/{name}", pack ? Pack(bytes) : bytes);
    }

    private static void AssertRefused(byte[] bytes, string file, string expected)
    {
        using TestFolder folder = new();
        folder.Write("mnist/train-images-idx3-ubyte", Idx(3, [12, 28, 28], _ => 1));
        folder.Write("mnist/train-labels-idx1-ubyte", Idx(1, [12], i => (byte)(i % 10)));
        folder.Write("mnist/t10k-images-idx3-ubyte", Idx(3, [12, 28, 28], _ => 1));
        folder.Write("mnist/t10k-labels-idx1-ubyte", Idx(1, [12], i => (byte)(i % 10)));
        folder.Write($"mnist/{file}", bytes);

        string message = Refusal(folder, Request);

        Assert.Contains(file, message);
        Assert.Contains(expected, message);
    }

    private static string Refusal(TestFolder folder, DataRequest request) =>
        Assert.Throws<SiameseException>(() => DataSets.Load(request with { Root = folder.Path })).Message;

    private static byte[] Idx(int dimensions, int[] sizes, Func<int, byte> value)
    {
        byte[] file = new byte[4 + (4 * dimensions) + sizes.Aggregate(1, (a, b) => a * b)];
        file[2] = 8;
        file[3] = (byte)dimensions;
        for (int i = 0; i < dimensions; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(4 + (4 * i)), sizes[i]);
        }

        for (int i = 4 + (4 * dimensions); i < file.Length; i++)
        {
            file[i] = value(i - 4 - (4 * dimensions));
        }

        return file;
    }

    private static byte[] Pack(byte[] bytes)
    {
        using MemoryStream packed = new();
        using (GZipStream zip = new(packed, CompressionLevel.Fastest))
        {
            zip.Write(bytes);
        }

        return packed.ToArray();
    }
}
