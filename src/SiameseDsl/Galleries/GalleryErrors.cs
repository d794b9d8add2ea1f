using Microsoft.Data.Sqlite;

namespace SiameseDsl.Galleries;

/// <summary>What went wrong with a gallery's file, each in one sentence.</summary>
internal static class GalleryErrors
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int TooBig = 18;
    private const int NotADatabase = 26;

    public static SiameseException Missing(string path) =>
        new($"There is no gallery '{path}'; make one with 'siamese enroll RUN --gallery {path} --name NAME IMAGE'.");

    public static SiameseException Empty(string path) => new($"'{path}' is empty: the first enrolment makes a gallery of it.");

    public static SiameseException Damaged(string path, string how) =>
        new($"The gallery '{path}' is damaged ({how}), or was changed by another program; restore it from a backup, or enrol the samples anew into another file.");

    public static SiameseException NoGallery(string path) => new($"'{path}' is no gallery of SiameseDsl; choose another file, which the first enrolment makes.");

    /// <summary>The sentence for an error of SQLite.</summary>
    public static SiameseException Of(string path, SqliteException problem)
    {
        string sentence = problem.SqliteErrorCode switch
        {
            Busy or Locked => $"Another process has been writing to the gallery '{path}' for {GalleryFile.Patience.TotalSeconds:0} seconds; try again when it is done.",
            ReadOnly => $"The gallery '{path}' cannot be written to; choose another file, or permit writing there.",
            Full => $"The gallery '{path}' could not be written: the disk is full; free some space. What was enrolled before is untouched.",
            CannotOpen => $"The gallery '{path}' cannot be opened: its directory does not exist, or reading and writing are not permitted there.",
            InputOutput => $"The gallery '{path}' could not be read or written ({Text(problem)}). What was enrolled before is untouched.",
            TooBig => $"The gallery '{path}' cannot take an example of this size.",
            _ => "",
        };
        if (sentence.Length > 0)
        {
            return new SiameseException(sentence, problem);
        }

        string how = problem.SqliteErrorCode switch
        {
            NotADatabase => "its first bytes are not those of a gallery",
            Corrupt => "its structure is broken",
            _ => Text(problem),
        };
        return new SiameseException(Damaged(path, how).Message, problem);
    }

    // "SQLite Error 10: 'disk I/O error'." without its frame.
    private static string Text(SqliteException problem)
    {
        string[] parts = problem.Message.Split('\'');
        return parts.Length >= 2 ? parts[1] : problem.Message.TrimEnd('.');
    }
}
