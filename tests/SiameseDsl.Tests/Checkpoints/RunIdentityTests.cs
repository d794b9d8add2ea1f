using SiameseDsl.Checkpoints;

namespace SiameseDsl.Tests.Checkpoints;

public sealed class RunIdentityTests
{
    internal static RunIdentity Sample { get; } = new()
    {
        Model = "Digits/contrastive",
        PlanHash = new string('a', 64),
        Resolved = [new("training.optimizer.adam.lr", "0.001"), new("tower.embedding.units", "100"), new("loss.contrastive.margin", "1")],
        Numerics = 1,
        Seed = 1,
        Epochs = 10,
        Threads = 2,
        Data = "glyphs",
        DataSha256 = new string('b', 64),
        Split = "disjoint classes",
    };

    public static TheoryData<string, Func<RunIdentity, RunIdentity>, string> Changes => new()
    {
        { "plan", identity => identity with { PlanHash = new string('c', 64), Resolved = [new("training.optimizer.adam.lr", "0.002"), .. identity.Resolved.Skip(1)] }, "training.optimizer.adam.lr: 0.001 there, 0.002 here" },
        { "removed key", identity => identity with { PlanHash = new string('c', 64), Resolved = [.. identity.Resolved.Take(2)] }, "loss.contrastive.margin: 1 there, not here" },
        { "added key", identity => identity with { PlanHash = new string('c', 64), Resolved = [.. identity.Resolved, new("training.clip_norm", "5")] }, "training.clip_norm: not there, 5 here" },
        { "numerics", identity => identity with { Numerics = 2 }, "numerics version: 1 there, 2 here" },
        { "seed", identity => identity with { Seed = 7 }, "seed: 1 there, 7 here" },
        { "epochs", identity => identity with { Epochs = 3 }, "epochs: 10 there, 3 here" },
        { "threads", identity => identity with { Threads = 1 }, "threads: 2 there, 1 here" },
        { "precision", identity => identity with { Precision = "bfloat16" }, "precision: float32 there, bfloat16 here" },
        { "data", identity => identity with { Data = "mnist", DataSha256 = new string('d', 64) }, "data: glyphs there, mnist here" },
        { "split", identity => identity with { Split = "held out", DataSha256 = new string('d', 64) }, "split: \"disjoint classes\" there, \"held out\" here" },
        { "content", identity => identity with { DataSha256 = new string('d', 64) }, "content of glyphs: SHA-256 bbbbbbbb there, dddddddd here" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Whatever_can_change_the_numbers_changes_the_hash_and_is_named(string what, Func<RunIdentity, RunIdentity> change, string difference)
    {
        RunIdentity changed = change(Sample);

        Assert.True(Sample.Hash != changed.Hash, what);
        Assert.Equal(difference, Sample.Difference(changed));
    }

    [Fact]
    public void Names_alone_change_nothing()
    {
        RunIdentity elsewhere = Sample with { Data = "folder:/other/place", Split = "the same in other words" };

        Assert.Equal(Sample.Hash, elsewhere.Hash);
        Assert.Equal("", Sample.Difference(elsewhere));
    }

    [Fact]
    public void The_hash_is_64_lower_case_hex_digits() => Assert.Matches("^[0-9a-f]{64}$", Sample.Hash);

    [Fact]
    public void Many_differences_are_counted_not_listed()
    {
        RunIdentity other = Sample with { PlanHash = new string('c', 64), Resolved = [.. Enumerable.Range(0, 20).Select(i => new KeyValuePair<string, string>($"key{i}", "1"))] };

        Assert.EndsWith("; and 17 more", Sample.Difference(other), StringComparison.Ordinal);
    }
}
