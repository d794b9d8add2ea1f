using System.Globalization;
using System.Runtime.InteropServices;
using SiameseDsl.Evaluation;
using SiameseDsl.Modules;

namespace SiameseDsl.Galleries;

/// <summary>The tables of a gallery's file, and its facts in them.</summary>
internal static class GalleryTables
{
    /// <summary>The format's version, raised when a program of an earlier version could not read the file rightly.</summary>
    private const int Format = 1;

    // "SGAL": tells a gallery from other files of SQLite.
    private const int ApplicationId = 0x5347414C;

    private static readonly string[] Tables =
    [
        "CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
        "CREATE TABLE impostor (id INTEGER PRIMARY KEY CHECK (id = 1), pairs INTEGER NOT NULL, scores BLOB NOT NULL, positions BLOB NOT NULL) STRICT",
        "CREATE TABLE identity (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT",
        "CREATE TABLE example (id INTEGER PRIMARY KEY, identity INTEGER NOT NULL REFERENCES identity, source TEXT NOT NULL, enrolled TEXT NOT NULL, embedding BLOB NOT NULL) STRICT",
    ];

    /// <summary>Whether the file has nothing in it yet.</summary>
    public static bool IsEmpty(GalleryConnection connection) => connection.Value("SELECT count(*) FROM sqlite_schema") is 0L;

    /// <summary>Makes a gallery of an empty file.</summary>
    public static void Create(GalleryConnection connection, GalleryFacts facts)
    {
        connection.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {ApplicationId}"));
        foreach (string table in Tables)
        {
            connection.Execute(table);
        }

        Put("format", Format.ToString(CultureInfo.InvariantCulture));
        Put("model", facts.Model);
        Put("plan", facts.PlanHash);
        Put("weights", facts.Weights.Sha256);
        Put("embedding_shape", string.Join('x', facts.EmbeddingShape));
        Put("probe_tower", facts.ProbeTower);
        Put("gallery_tower", facts.GalleryTower);
        Put("invert_files", facts.InvertsFiles ? "yes" : "no");
        Put("threshold", Text(facts.Threshold));
        if (facts.Reference is not null)
        {
            PutReference(connection, facts.Reference);
        }

        GallerySeal.Create(connection);

        void Put(string name, string value) => connection.Execute("INSERT INTO fact VALUES ($name, $value)", ("$name", name), ("$value", value));
    }

    /// <summary>Adds what scores mean to a gallery that did not know it.</summary>
    public static void PutReference(GalleryConnection connection, ScoreReference reference)
    {
        connection.Execute(
            "INSERT OR REPLACE INTO fact VALUES ('threshold', $threshold), ('slope', $slope), ('offset', $offset)",
            ("$threshold", Text(reference.Point.Threshold)),
            ("$slope", Text(reference.Point.Calibration.Slope)),
            ("$offset", Text(reference.Point.Calibration.Offset)));
        connection.Execute(
            "INSERT INTO impostor VALUES (1, $pairs, $scores, $positions)",
            ("$pairs", reference.Impostors.Pairs),
            ("$scores", MemoryMarshal.AsBytes(reference.Impostors.Scores).ToArray()),
            ("$positions", MemoryMarshal.AsBytes(reference.Impostors.Positions).ToArray()));
    }

    /// <summary>Refuses what is no gallery or one of a newer version, and compares every byte with the seal.</summary>
    /// <exception cref="SiameseException">The file is no gallery, is damaged, or of a newer version.</exception>
    public static void Verify(GalleryConnection connection)
    {
        if (IsEmpty(connection))
        {
            throw GalleryErrors.Empty(connection.Path);
        }

        // A gallery whose mark was damaged is still told from another program's file by its tables.
        if (connection.Value("PRAGMA application_id") is not (long)ApplicationId && connection.Value("SELECT count(*) FROM sqlite_schema WHERE name IN ('fact', 'seal', 'example')") is not > 0L)
        {
            throw GalleryErrors.NoGallery(connection.Path);
        }

        GallerySeal.Verify(connection);
        if (connection.Value("SELECT value FROM fact WHERE name = 'format'") is not string text || !int.TryParse(text, CultureInfo.InvariantCulture, out int format) || format > Format)
        {
            throw new SiameseException($"The gallery '{connection.Path}' is of a newer format than {Format}, the latest that this program knows; update SiameseDsl.");
        }
    }

    /// <summary>The facts of a verified gallery.</summary>
    public static GalleryFacts Read(GalleryConnection connection)
    {
        Dictionary<string, string> facts = connection.Rows("SELECT name, value FROM fact", row => (Name: row.GetString(0), Value: row.GetString(1))).ToDictionary(fact => fact.Name, fact => fact.Value, StringComparer.Ordinal);
        return new GalleryFacts
        {
            Model = facts["model"],
            PlanHash = facts["plan"],
            Weights = new WeightFingerprint(facts["weights"]),
            EmbeddingShape = [.. facts["embedding_shape"].Split('x').Select(size => long.Parse(size, CultureInfo.InvariantCulture))],
            ProbeTower = facts["probe_tower"],
            GalleryTower = facts["gallery_tower"],
            InvertsFiles = facts["invert_files"] == "yes",
            Threshold = Number("threshold"),
            Reference = connection
                .Rows("SELECT pairs, scores, positions FROM impostor", row => ImpostorScores.FromKept(Values<float>((byte[])row[1]), Values<int>((byte[])row[2]), row.GetInt32(0)))
                .Select(impostors => new ScoreReference(new OperatingPoint(Number("threshold"), new ScoreCalibration(Number("slope"), Number("offset"))), impostors))
                .SingleOrDefault(),
        };

        double Number(string name) => double.Parse(facts[name], CultureInfo.InvariantCulture);
    }

    private static ReadOnlySpan<T> Values<T>(byte[] bytes)
        where T : struct => MemoryMarshal.Cast<byte, T>(bytes);

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
