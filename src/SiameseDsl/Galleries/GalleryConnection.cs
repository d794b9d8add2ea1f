using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace SiameseDsl.Galleries;

/// <summary>An open gallery file: statements and transactions. Whatever SQLite has to say becomes one sentence.</summary>
internal sealed class GalleryConnection : IDisposable
{
    private readonly SqliteConnection connection;

    private GalleryConnection(string path, SqliteConnection connection)
    {
        Path = path;
        this.connection = connection;
    }

    /// <summary>The file as it was named.</summary>
    public string Path { get; }

    /// <summary>SQLite's own handle.</summary>
    public sqlite3 Handle => connection.Handle!;

    /// <summary>Changes when another process or connection commits.</summary>
    public long DataVersion => (long)Value("PRAGMA data_version")!;

    /// <summary>Opens a file; nothing is read yet.</summary>
    /// <exception cref="SiameseException">It cannot be opened.</exception>
    public static GalleryConnection Open(string path, bool create)
    {
        // No pool: a disposed gallery lets go of its file. No write-ahead log: the gallery is one file, and a journal beside it while it is written.
        var settings = new SqliteConnectionStringBuilder
        {
            DataSource = System.IO.Path.GetFullPath(path),
            Mode = create ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite,
            Pooling = false,
            DefaultTimeout = (int)GalleryFile.Patience.TotalSeconds,
        };
        var connection = new SqliteConnection(settings.ConnectionString);
        var opened = new GalleryConnection(path, connection);
        try
        {
            connection.Open();
            opened.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA busy_timeout = {(int)GalleryFile.Patience.TotalMilliseconds}"));

            // What is acknowledged is on the disk, the journal's removal included; what is deleted is overwritten, so that no face stays behind and free space holds nothing that the seal would not see.
            opened.Execute("PRAGMA synchronous = EXTRA");
            opened.Execute("PRAGMA secure_delete = ON");
            opened.Execute("PRAGMA foreign_keys = ON");
            opened.Execute("PRAGMA trusted_schema = OFF");
            return opened;
        }
        catch (SqliteException problem)
        {
            opened.Dispose();
            throw GalleryErrors.Of(path, problem);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>Runs one statement.</summary>
    public void Execute(string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        try
        {
            using SqliteCommand command = Command(sql, parameters);
            command.ExecuteNonQuery();
        }
        catch (SqliteException problem)
        {
            throw GalleryErrors.Of(Path, problem);
        }
    }

    /// <summary>Runs one statement for each row of parameters; it is compiled once.</summary>
    public void ExecuteEach(string sql, string[] names, IEnumerable<object[]> rows)
    {
        try
        {
            using SqliteCommand command = Command(sql, []);
            SqliteParameter[] parameters = [.. names.Select(name => command.Parameters.Add(new SqliteParameter { ParameterName = name }))];
            foreach (object[] row in rows)
            {
                for (int i = 0; i < parameters.Length; i++)
                {
                    parameters[i].Value = row[i];
                }

                command.ExecuteNonQuery();
            }
        }
        catch (SqliteException problem)
        {
            throw GalleryErrors.Of(Path, problem);
        }
    }

    /// <summary>The first value of the first row; <see langword="null"/> where there is none.</summary>
    public object? Value(string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        try
        {
            using SqliteCommand command = Command(sql, parameters);
            return command.ExecuteScalar() is { } value and not DBNull ? value : null;
        }
        catch (SqliteException problem)
        {
            throw GalleryErrors.Of(Path, problem);
        }
    }

    /// <summary>Every row, as what <paramref name="read"/> makes of it.</summary>
    public List<T> Rows<T>(string sql, Func<SqliteDataReader, T> read)
    {
        try
        {
            using SqliteCommand command = Command(sql, []);
            using SqliteDataReader reader = command.ExecuteReader();
            var rows = new List<T>();
            while (reader.Read())
            {
                rows.Add(read(reader));
            }

            return rows;
        }
        catch (SqliteException problem)
        {
            throw GalleryErrors.Of(Path, problem);
        }
    }

    /// <summary>Does work that sees one state of the file.</summary>
    public T Reading<T>(Func<T> work) => InTransaction("BEGIN", work);

    /// <summary>Does work that changes the file, all of it or nothing. A second writer waits meanwhile.</summary>
    public T Writing<T>(Func<T> work) => InTransaction("BEGIN IMMEDIATE", work);

    public void Dispose() => connection.Dispose();

    private T InTransaction<T>(string begin, Func<T> work)
    {
        Execute(begin);
        try
        {
            T result = work();
            Execute("COMMIT");
            return result;
        }
        catch
        {
            Abandon();
            throw;
        }
    }

    private void Abandon()
    {
        try
        {
            if (raw.sqlite3_get_autocommit(Handle) == 0)
            {
                Execute("ROLLBACK");
            }
        }
        catch (SiameseException)
        {
            // What matters is the first problem, which is on its way to the caller; closing the file rolls back as well.
        }
    }

    private SqliteCommand Command(string sql, ReadOnlySpan<(string Name, object Value)> parameters)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        foreach ((string name, object value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command;
    }
}
