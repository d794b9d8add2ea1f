using System.Text;
using SiameseDsl.Checkpoints;
using SiameseDsl.Spec.Editing;

namespace SiameseDsl.Cli.Checking;

/// <summary>Repairs spec files in place: each is replaced as a whole or not at all, in the encoding that it has.</summary>
internal static class SpecRepair
{
    /// <summary>The repaired file, not yet written.</summary>
    public static FixedSpec Of(CheckedFile file, CancellationToken cancellationToken) => SpecFixer.Fix(file.File, cancellationToken);

    /// <summary>Writes a repaired file where it is changed.</summary>
    /// <exception cref="SiameseException">The file cannot be written, or holds bytes that are no text, which writing would lose. It is untouched then.</exception>
    public static void Write(FixedSpec spec)
    {
        if (!spec.IsChanged)
        {
            return;
        }

        string path = Target(spec.Before.Path);
        Encoding encoding = EncodingOf(path, spec.Before.Text);
        UnixFileMode? mode = OperatingSystem.IsWindows() ? null : File.GetUnixFileMode(path);
        AtomicFile.Write(path, stream =>
        {
            stream.Write(encoding.GetPreamble());
            stream.Write(encoding.GetBytes(spec.After.Text));
        });
        if (mode is { } permissions && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, permissions);
        }
    }

    // A link stays a link: what it points to is replaced.
    private static string Target(string path) => File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;

    private static Encoding EncodingOf(string path, string text)
    {
        byte[] bytes = File.ReadAllBytes(path);
        using var reader = new StreamReader(new MemoryStream(bytes), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), detectEncodingFromByteOrderMarks: true);
        string read = reader.ReadToEnd();
        Encoding encoding = reader.CurrentEncoding;
        byte[] preamble = encoding.GetPreamble();
        bool marked = preamble.Length > 0 && bytes.AsSpan().StartsWith(preamble);
        if (!marked && encoding is UTF8Encoding)
        {
            encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        }

        return read == text && bytes.AsSpan().SequenceEqual([.. encoding.GetPreamble(), .. encoding.GetBytes(text)])
            ? encoding
            : throw new SiameseException($"'{path}' was not repaired: it changed meanwhile, or holds bytes that are no text in its encoding. Save it as UTF-8 and try again.");
    }
}
