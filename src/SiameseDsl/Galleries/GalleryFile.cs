using System.Globalization;
using System.Runtime.InteropServices;

namespace SiameseDsl.Galleries;

/// <summary>
/// A gallery's file without its model: who is enrolled, and removing. It is one SQLite file, guarded by a checksum over every byte, that several processes may use at once: writers wait for each other, what is
/// written is there as a whole or not at all, and stays when the process is killed. Loads no native Torch. Several threads may share one.
/// </summary>
public sealed class GalleryFile : IDisposable
{
    private readonly Lock @lock = new();
    private readonly GalleryConnection connection;

    private GalleryFile(GalleryConnection connection, GalleryFacts facts)
    {
        this.connection = connection;
        Facts = facts;
    }

    /// <summary>How long a process waits for another that writes.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(30);

    /// <summary>The file as it was named.</summary>
    public string Path => connection.Path;

    /// <summary>What the embeddings are of.</summary>
    public GalleryFacts Facts { get; private set; }

    /// <summary>Changes when another process writes.</summary>
    internal long DataVersion
    {
        get
        {
            lock (@lock)
            {
                return connection.DataVersion;
            }
        }
    }

    /// <summary>Opens a gallery that is there.</summary>
    /// <exception cref="SiameseException">There is none, the file is no gallery, is damaged, or of a newer version.</exception>
    public static GalleryFile Open(string path)
    {
        if (!File.Exists(path))
        {
            throw GalleryErrors.Missing(path);
        }

        return Open(path, create: false, Verified);
    }

    /// <summary>Opens a gallery, or makes one with these facts where there is none.</summary>
    /// <exception cref="SiameseException">The file is no gallery, is damaged, of a newer version, or cannot be written.</exception>
    internal static GalleryFile OpenOrCreate(string path, GalleryFacts facts)
    {
        // A process that was killed while it made the file leaves an empty one.
        return Open(path, create: true, connection => connection.Reading(() => GalleryTables.IsEmpty(connection)) ? connection.Writing(() => Create(connection, facts)) : Verified(connection));
    }

    /// <summary>Who is enrolled, by name.</summary>
    /// <exception cref="SiameseException">The file is damaged or cannot be read.</exception>
    public IReadOnlyList<GalleryIdentity> Identities()
    {
        lock (@lock)
        {
            return connection.Reading(() =>
            {
                GalleryTables.Verify(connection);
                return connection
                    .Rows("SELECT name, source, enrolled FROM example JOIN identity ON identity.id = example.identity ORDER BY example.id", row => (
                        Name: row.GetString(0),
                        Example: new GalleryExample(row.GetString(1), DateTime.Parse(row.GetString(2), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind))))
                    .GroupBy(row => row.Name, row => row.Example, StringComparer.Ordinal)
                    .OrderBy(group => group.Key, StringComparer.Ordinal)
                    .Select(group => new GalleryIdentity(group.Key, [.. group]))
                    .ToArray();
            });
        }
    }

    /// <summary>Removes an identity with all its examples, whose bytes are overwritten. Returns how many examples it had: 0 where nobody of this name is enrolled.</summary>
    /// <exception cref="SiameseException">The file is damaged or cannot be written.</exception>
    public int Remove(string name)
    {
        string clean = NewExample.Clean(name);
        return Write(() =>
        {
            if (connection.Value("SELECT id FROM identity WHERE name = $name", ("$name", clean)) is not long id)
            {
                return 0;
            }

            long examples = (long)connection.Value("SELECT count(*) FROM example WHERE identity = $id", ("$id", id))!;
            connection.Execute("DELETE FROM example WHERE identity = $id", ("$id", id));
            connection.Execute("DELETE FROM identity WHERE id = $id", ("$id", id));
            return (int)examples;
        });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (@lock)
        {
            connection.Dispose();
        }
    }

    /// <summary>Adds examples, all of them or none; once it returns they are on the disk.</summary>
    /// <exception cref="SiameseException">The file is damaged or cannot be written.</exception>
    internal void Add(IReadOnlyList<NewExample> examples)
    {
        string now = DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        Write(() =>
        {
            var ids = new Dictionary<string, long>(StringComparer.Ordinal);
            connection.ExecuteEach(
                "INSERT INTO example (identity, source, enrolled, embedding) VALUES ($identity, $source, $enrolled, $embedding)",
                ["$identity", "$source", "$enrolled", "$embedding"],
                examples.Select(example => new object[] { IdOf(example.Name), example.Source, now, MemoryMarshal.AsBytes(example.Embedding.Span).ToArray() }));
            return examples.Count;

            long IdOf(string name)
            {
                if (!ids.TryGetValue(name, out long id))
                {
                    connection.Execute("INSERT OR IGNORE INTO identity (name) VALUES ($name)", ("$name", name));
                    id = (long)connection.Value("SELECT id FROM identity WHERE name = $name", ("$name", name))!;
                    ids.Add(name, id);
                }

                return id;
            }
        });
    }

    /// <summary>Adds what scores mean, where the gallery does not know it yet.</summary>
    /// <exception cref="SiameseException">The file is damaged or cannot be written.</exception>
    internal void Learn(Evaluation.ScoreReference reference) => Write(() =>
    {
        Facts = GalleryTables.Read(connection);
        if (Facts.Reference is null)
        {
            GalleryTables.PutReference(connection, reference);
            Facts = GalleryTables.Read(connection);
        }

        return 0;
    });

    /// <summary>Every embedding, from a file that was just verified.</summary>
    /// <exception cref="SiameseException">The file is damaged or cannot be read.</exception>
    internal GalleryContent Read()
    {
        lock (@lock)
        {
            return connection.Reading(() =>
            {
                GalleryTables.Verify(connection);
                Facts = GalleryTables.Read(connection);
                List<(long Id, string Name)> identities = connection.Rows("SELECT id, name FROM identity ORDER BY id", row => (row.GetInt64(0), row.GetString(1)));
                Dictionary<long, int> places = identities.Index().ToDictionary(entry => entry.Item.Id, entry => entry.Index);
                int size = Facts.EmbeddingSize;
                int[] owners = new int[(long)connection.Value("SELECT count(*) FROM example")!];
                float[] values = new float[(long)owners.Length * size];
                int at = 0;
                connection.Rows("SELECT identity, embedding FROM example ORDER BY id", row =>
                {
                    owners[at] = places[row.GetInt64(0)];
                    MemoryMarshal.Cast<byte, float>((byte[])row[1]).CopyTo(values.AsSpan(at * size, size));
                    return at++;
                });
                return new GalleryContent([.. identities.Select(identity => identity.Name)], owners, values);
            });
        }
    }

    private static GalleryFile Open(string path, bool create, Func<GalleryConnection, GalleryFacts> read)
    {
        GalleryConnection connection = GalleryConnection.Open(path, create);
        try
        {
            return new GalleryFile(connection, read(connection));
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static GalleryFacts Verified(GalleryConnection connection) => connection.Reading(() =>
    {
        GalleryTables.Verify(connection);
        return GalleryTables.Read(connection);
    });

    private static GalleryFacts Create(GalleryConnection connection, GalleryFacts facts)
    {
        // Another process may have made it in the meantime.
        if (GalleryTables.IsEmpty(connection))
        {
            GalleryTables.Create(connection, facts);
            GallerySeal.Renew(connection);
        }
        else
        {
            GalleryTables.Verify(connection);
        }

        return GalleryTables.Read(connection);
    }

    private T Write<T>(Func<T> change)
    {
        lock (@lock)
        {
            return connection.Writing(() =>
            {
                // Sealing what is damaged would hide the damage.
                GalleryTables.Verify(connection);
                T result = change();
                GallerySeal.Renew(connection);
                return result;
            });
        }
    }
}
