using System.Security.Cryptography;
using SiameseDsl.Data;

namespace SiameseDsl.Tests.Data;

public sealed class DownloaderTests
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 200_000).Select(i => (byte)(i * i % 253))];
    private static readonly string Sum = Convert.ToHexStringLower(MD5.HashData(Content));

    [Fact]
    public async Task A_file_arrives_whole_and_under_its_name_only()
    {
        using TestFolder folder = new();
        using LoopbackServer server = new(Content);
        List<DownloadProgress> seen = [];

        await FetchAsync(folder, new Collect(seen), server.Address);

        AssertWhole(folder);
        Assert.Equal(new DownloadProgress("file.bin", Content.Length, Content.Length), seen[^1]);
    }

    [Fact]
    public async Task A_cut_transfer_continues_where_it_ended()
    {
        using TestFolder folder = new();
        using LoopbackServer server = new(Content, new Answer(CutAfter: 70_000), new Answer(CutAfter: 50_000));

        await FetchAsync(folder, null, server.Address);

        AssertWhole(folder);
        Assert.Equal(["", "bytes=70000-", "bytes=120000-"], server.Ranges);
    }

    [Fact]
    public async Task A_silent_server_is_given_up_and_asked_again()
    {
        using TestFolder folder = new();
        using LoopbackServer server = new(Content, new Answer(CutAfter: 1000, Stall: true));

        // On a busy machine a good answer may take longer than this too, hence the many attempts.
        using Downloader downloader = new() { StallTimeout = TimeSpan.FromSeconds(1.5), RetryDelay = TimeSpan.Zero, Attempts = 20 };

        await downloader.FetchAsync(Item(server.Address), folder.Path);

        AssertWhole(folder);
        Assert.True(server.Ranges.Length > 1, "The silent answer was taken for a whole file.");
    }

    [Fact]
    public async Task A_server_that_only_drips_is_given_up_like_a_silent_one()
    {
        using TestFolder folder = new();
        using LoopbackServer drips = new(Content, [.. Enumerable.Repeat(new Answer(CutAfter: 5000, Drip: true), 3)]);
        using LoopbackServer good = new(Content);
        using Downloader downloader = new() { StallTimeout = TimeSpan.FromSeconds(1), RetryDelay = TimeSpan.Zero, Attempts = 1 };

        await downloader.FetchAsync(Item(drips.Address, good.Address), folder.Path);

        AssertWhole(folder);
        Assert.Single(drips.Ranges);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(-1000)]
    public async Task A_server_that_lies_about_the_length_is_not_believed(int longer)
    {
        using TestFolder folder = new();
        using LoopbackServer liar = new(Content, new Answer(Longer: longer), new Answer(Longer: longer));
        using LoopbackServer good = new(Content);

        await FetchAsync(folder, null, liar.Address, good.Address);

        AssertWhole(folder);
    }

    [Theory]
    [InlineData(500, 3)]
    [InlineData(503, 3)]
    [InlineData(429, 3)]
    [InlineData(403, 1)]
    [InlineData(404, 1)]
    public async Task A_busy_server_is_asked_again_and_one_that_refuses_is_not(int status, int asked)
    {
        using TestFolder folder = new();
        using LoopbackServer refuses = new(Content, [.. Enumerable.Repeat(new Answer(Status: status), 9)]);
        using LoopbackServer good = new(Content);

        await FetchAsync(folder, null, refuses.Address, good.Address);

        AssertWhole(folder);
        Assert.Equal((asked, 1), (refuses.Ranges.Length, good.Ranges.Length));
    }

    [Fact]
    public async Task What_one_mirror_began_the_next_one_ends()
    {
        using TestFolder folder = new();
        using LoopbackServer first = new(Content, [.. Enumerable.Repeat(new Answer(CutAfter: 20_000), 9)]);
        using LoopbackServer good = new(Content);

        await FetchAsync(folder, null, first.Address, good.Address);

        AssertWhole(folder);
        Assert.Equal(["bytes=60000-"], good.Ranges);
    }

    [Fact]
    public async Task A_server_without_ranges_starts_over()
    {
        using TestFolder folder = new();
        folder.Write("sub/file.bin.part", Content[..5000]);
        using LoopbackServer server = new(Content, new Answer(Status: 200));

        await FetchAsync(folder, null, server.Address);

        AssertWhole(folder);
    }

    [Fact]
    public async Task A_complete_part_is_not_transferred_again_and_a_wrong_one_is()
    {
        using TestFolder whole = new();
        whole.Write("sub/file.bin.part", Content);
        using TestFolder wrong = new();
        wrong.Write("sub/file.bin.part", new byte[Content.Length / 2]);
        using LoopbackServer server = new(Content);

        await FetchAsync(whole, null, server.Address);
        await FetchAsync(wrong, null, server.Address);

        AssertWhole(whole);
        AssertWhole(wrong);
        Assert.Equal(["bytes=200000-", "bytes=100000-", ""], server.Ranges);
    }

    [Fact]
    public async Task A_mirror_that_lies_or_fails_is_left_for_the_next()
    {
        using TestFolder folder = new();
        using LoopbackServer liar = new(Content, new Answer(Content: [1, 2, 3]));
        using LoopbackServer absent = new(Content, new Answer(Status: 404));
        using LoopbackServer good = new(Content);

        await FetchAsync(folder, null, liar.Address, absent.Address, good.Address);

        AssertWhole(folder);
        Assert.Equal((1, 1, 1), (liar.Ranges.Length, absent.Ranges.Length, good.Ranges.Length));
    }

    [Fact]
    public async Task When_no_mirror_serves_nothing_is_left_and_the_sentence_says_why()
    {
        using TestFolder folder = new();
        using LoopbackServer liar = new([1, 2, 3]);
        using LoopbackServer absent = new(Content, new Answer(Status: 404));

        SiameseException error = await Assert.ThrowsAsync<SiameseException>(() => FetchAsync(folder, null, liar.Address, absent.Address));

        Assert.Contains("file.bin", error.Message);
        Assert.Contains($"expected {Sum}", error.Message);
        Assert.Contains("404", error.Message);
        Assert.Empty(Directory.GetFiles(Path.Combine(folder.Path, "sub")));
    }

    [Fact]
    public async Task An_endless_file_is_stopped()
    {
        using TestFolder folder = new();
        using LoopbackServer server = new(Content);
        using Downloader downloader = new() { LargestFile = 100_000 };

        SiameseException error = await Assert.ThrowsAsync<SiameseException>(() => downloader.FetchAsync(Item(server.Address), folder.Path));

        Assert.Contains("more than 100000 bytes", error.Message);
    }

    [Fact]
    public async Task Cancelling_keeps_the_part_for_the_next_time()
    {
        using TestFolder folder = new();
        using LoopbackServer server = new(Content, new Answer(CutAfter: 60_000, Stall: true));
        using CancellationTokenSource cancellation = new();
        using Downloader downloader = new();
        Collect cancelOnFirst = new([], cancellation.Cancel);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => downloader.FetchAsync(Item(server.Address), folder.Path, cancelOnFirst, cancellation.Token));

        Assert.False(File.Exists(Path.Combine(folder.Path, "sub/file.bin")));
        Assert.InRange(new FileInfo(Path.Combine(folder.Path, "sub/file.bin.part")).Length, 1, 60_000);
        await FetchAsync(folder, null, server.Address);
        AssertWhole(folder);
    }

    [Fact]
    public async Task A_second_download_of_the_same_file_is_refused()
    {
        using TestFolder folder = new();
        string part = folder.Write("sub/file.bin.part", [1]);
        using FileStream held = new(part, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        using LoopbackServer server = new(Content);

        SiameseException error = await Assert.ThrowsAsync<SiameseException>(() => FetchAsync(folder, null, server.Address));

        Assert.Contains("another download", error.Message);
        Assert.Empty(server.Ranges);
    }

    [Fact]
    public async Task A_root_that_is_no_folder_is_refused()
    {
        using TestFolder folder = new();
        string file = folder.Write("root", [1]);
        using Downloader downloader = new();

        SiameseException error = await Assert.ThrowsAsync<SiameseException>(() => downloader.FetchAsync(Item(new Uri("http://127.0.0.1:9/")), file));

        Assert.Contains(file, error.Message);
    }

    [Fact]
    public async Task A_data_set_fetches_only_what_is_absent()
    {
        using TestFolder folder = new();
        using LoopbackServer server = new(Content);
        string other = folder.Write("digits/t10k-images-idx3-ubyte", [1]);
        IdxSource source = new("digits", "", "", [], [server.Address.ToString() + "?"], [Sum, Sum, Sum, Sum]);
        using Downloader downloader = new();

        IReadOnlyList<string> fetched = await DataSets.FetchAsync(source, folder.Path, downloader, null, default);

        Assert.Equal(["digits/train-images-idx3-ubyte.gz", "digits/train-labels-idx1-ubyte.gz", "digits/t10k-labels-idx1-ubyte.gz"], fetched);
        Assert.Equal(4, Directory.GetFiles(Path.Combine(folder.Path, "digits")).Length);
        Assert.True(source.Describe(folder.Path).IsPresent);
        Assert.Equal([1], File.ReadAllBytes(other));
    }

    [Fact]
    public async Task The_embedded_data_set_needs_no_download()
    {
        Assert.Contains("needs no download", (await Assert.ThrowsAsync<SiameseException>(() => DataSets.FetchAsync("glyphs"))).Message);
        Assert.Equal(["glyphs", "typos", "mnist", "fashion-mnist", "kmnist", "omniglot"], DataSets.List().Select(info => info.Name));
    }

    private static DownloadItem Item(params Uri[] mirrors) => new("sub/file.bin", mirrors, Sum);

    private static async Task FetchAsync(TestFolder folder, IProgress<DownloadProgress>? progress, params Uri[] mirrors)
    {
        using Downloader downloader = new() { RetryDelay = TimeSpan.FromMilliseconds(10) };
        await downloader.FetchAsync(Item(mirrors), folder.Path, progress);
    }

    private static void AssertWhole(TestFolder folder)
    {
        Assert.Equal(["file.bin"], Directory.GetFiles(Path.Combine(folder.Path, "sub")).Select(Path.GetFileName));
        Assert.Equal(Content, File.ReadAllBytes(Path.Combine(folder.Path, "sub/file.bin")));
    }

    private sealed class Collect(List<DownloadProgress> seen, Action? act = null) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value)
        {
            seen.Add(value);
            act?.Invoke();
        }
    }
}
