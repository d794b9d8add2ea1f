using System.Text;
using Microsoft.Data.Sqlite;
using SiameseDsl.Galleries;
using SiameseDsl.Tests.Checkpoints;

namespace SiameseDsl.Tests.Galleries;

public sealed class GalleryFileTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    private string Path => directory["people.gallery"];

    public void Dispose() => directory.Dispose();

    [Fact]
    public void What_is_enrolled_is_there_for_the_next_process_with_everything_it_needs()
    {
        Samples.Write(Path, identities: 3);

        using GalleryFile gallery = GalleryFile.Open(Path);
        Assert.Equal(["person 0", "person 1", "person 2"], gallery.Identities().Select(identity => identity.Name));
        Assert.Equal(["3.png", "4.png", "5.png"], gallery.Identities()[1].Examples.Select(example => example.Source));
        Assert.All(gallery.Identities()[1].Examples, example => Assert.InRange(example.Enrolled, DateTime.UtcNow.AddMinutes(-5), DateTime.UtcNow.AddSeconds(1)));
        GalleryContent content = gallery.Read();
        Assert.Equal([0, 0, 0, 1, 1, 1, 2, 2, 2], content.Owners);
        Assert.Equal([.. Enumerable.Range(0, 9).SelectMany(i => Samples.Embedding(i))], content.Embeddings);

        GalleryFacts facts = gallery.Facts;
        Assert.Equal(Samples.Facts with { Reference = null, EmbeddingShape = facts.EmbeddingShape }, facts with { Reference = null });
        Assert.Equal(Samples.Facts.EmbeddingShape, facts.EmbeddingShape);
        Assert.Equal(Samples.Facts.Reference!.Point, facts.Reference!.Point);
        Assert.True(Samples.Facts.Reference.Impostors.Scores.SequenceEqual(facts.Reference.Impostors.Scores));
        Assert.Equal(Samples.Facts.Reference.Impostors.FalseAcceptRate(-3.3), facts.Reference.Impostors.FalseAcceptRate(-3.3));
    }

    [Fact]
    public void Only_one_file_is_left_and_nobody_holds_it()
    {
        Samples.Write(Path, identities: 2);
        Assert.Equal([Path], Directory.GetFiles(directory.Path));
        File.Move(Path, directory["elsewhere"]);
        using GalleryFile moved = GalleryFile.Open(directory["elsewhere"]);
        Assert.Equal(2, moved.Identities().Count);
    }

    [Fact]
    public void Who_is_removed_leaves_no_trace_in_the_file()
    {
        Samples.Write(Path, identities: 40);
        byte[] face = [.. Samples.Embedding(3 * 17).SelectMany(BitConverter.GetBytes)];
        byte[] name = Encoding.UTF8.GetBytes("person 17");
        Assert.True(Holds(face) && Holds(name));

        using (GalleryFile gallery = GalleryFile.Open(Path))
        {
            Assert.Equal(3, gallery.Remove(" person 17 "));
            Assert.Equal(0, gallery.Remove("person 17"));
            Assert.Equal(39, gallery.Identities().Count);
        }

        Assert.False(Holds(face) || Holds(name));
        using GalleryFile again = GalleryFile.Open(Path);
        Assert.Equal(39, again.Read().Names.Length);

        bool Holds(byte[] bytes) => File.ReadAllBytes(Path).AsSpan().IndexOf(bytes) >= 0;
    }

    [Fact]
    public void A_gallery_stays_readable_however_it_was_written()
    {
        using GalleryFile gallery = GalleryFile.OpenOrCreate(Path, Samples.Facts);
        var random = new Random(5);
        int examples = 0;
        for (int i = 0; i < 60; i++)
        {
            int added = random.Next(1, 40);
            gallery.Add([.. Enumerable.Range(0, added).Select(k => Samples.Example($"p{random.Next(30)}", k))]);
            examples += added - (i % 3 == 2 ? gallery.Remove($"p{random.Next(30)}") : 0);

            using GalleryFile other = GalleryFile.Open(Path);
            Assert.Equal(examples, other.Read().Owners.Length);
            Assert.Equal(examples, gallery.Read().Owners.Length);
        }
    }

    [Fact]
    public void Another_connection_sees_what_was_written_and_counts_it_as_new()
    {
        using GalleryFile first = GalleryFile.OpenOrCreate(Path, Samples.Facts);
        using GalleryFile second = GalleryFile.OpenOrCreate(Path, Samples.Facts with { Threshold = 7 });
        Assert.Equal(-1.25, second.Facts.Threshold);
        long before = second.DataVersion;
        first.Add([Samples.Example("Ann", 1)]);

        Assert.NotEqual(before, second.DataVersion);
        Assert.Equal(["Ann"], second.Read().Names);
    }

    [Fact]
    public void Names_are_kept_as_they_look()
    {
        using GalleryFile gallery = GalleryFile.OpenOrCreate(Path, Samples.Facts);
        gallery.Add([Samples.Example(NewExample.Clean(" Zoe\u0308 "), 1)]);
        Assert.Equal("Zo\u00EB", Assert.Single(gallery.Identities()).Name);
        Assert.Equal(1, gallery.Remove("Zo\u00EB"));

        foreach (string bad in (string[])["", "  ", "a\nb", new('x', 201), "\uD800"])
        {
            Assert.Contains("The identity's name", Assert.Throws<SiameseException>(() => NewExample.Clean(bad)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_is_no_gallery_is_refused_in_one_sentence()
    {
        Assert.Contains("There is no gallery", Refusal(), StringComparison.Ordinal);

        File.WriteAllText(Path, "");
        Assert.Contains("is empty", Refusal(), StringComparison.Ordinal);

        File.WriteAllText(Path, new string('x', 10_000));
        Assert.Contains("its first bytes are not those of a gallery", Refusal(), StringComparison.Ordinal);

        File.Delete(Path);
        Foreign("CREATE TABLE other (x)");
        Assert.Contains("is no gallery of SiameseDsl", Refusal(), StringComparison.Ordinal);
        Assert.Contains("is no gallery of SiameseDsl", Assert.Throws<SiameseException>(() => GalleryFile.OpenOrCreate(Path, Samples.Facts)).Message, StringComparison.Ordinal);

        Assert.Contains("its directory does not exist", Assert.Throws<SiameseException>(() => GalleryFile.OpenOrCreate(directory["no/people.gallery"], Samples.Facts)).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be opened", Assert.Throws<SiameseException>(() => GalleryFile.OpenOrCreate(directory.Path, Samples.Facts)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE example SET source = 'other' WHERE id = 2")]
    [InlineData("DELETE FROM example WHERE id = 2")]
    [InlineData("UPDATE fact SET value = '0' WHERE name = 'threshold'")]
    [InlineData("VACUUM")]
    [InlineData("CREATE TABLE further (x)")]
    public void What_another_program_changed_is_refused(string sql)
    {
        Samples.Write(Path, identities: 3);
        Foreign(sql);
        Assert.Contains("was changed by another program", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_gallery_of_a_newer_format_says_so()
    {
        Samples.Write(Path, identities: 1);
        using (GalleryConnection connection = GalleryConnection.Open(Path, create: false))
        {
            connection.Writing(() =>
            {
                connection.Execute("UPDATE fact SET value = '2' WHERE name = 'format'");
                GallerySeal.Renew(connection);
                return 0;
            });
        }

        Assert.Contains("newer format", Refusal(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_full_disk_leaves_the_gallery_as_it_was_and_says_so()
    {
        string mount = Directory.CreateDirectory(directory["small"]).FullName;
        Skip.IfNot(OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", mount), "A small tmpfs cannot be mounted here (it takes Linux and root), so a full disk was not tried.");
        try
        {
            string path = System.IO.Path.Combine(mount, "people.gallery");
            Samples.Write(path, identities: 5);
            using GalleryFile gallery = GalleryFile.Open(path);
            SiameseException full = Assert.Throws<SiameseException>(() => gallery.Add([.. Enumerable.Range(0, 5000).Select(i => Samples.Example("Ann", i))]));

            Assert.Contains(path, full.Message, StringComparison.Ordinal);
            Assert.Contains("What was enrolled before is untouched", full.Message, StringComparison.Ordinal);
            Assert.Equal(15, gallery.Read().Owners.Length);
            gallery.Add([Samples.Example("Ann", 1)]);
            Assert.Equal(6, gallery.Identities().Count);
        }
        finally
        {
            Run("umount", mount);
        }
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private string Refusal() => Assert.Throws<SiameseException>(() => GalleryFile.Open(Path)).Message;

    private void Foreign(string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path, Pooling = false }.ConnectionString);
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
