using SiameseDsl.Cli.App;
using SiameseDsl.Spec;

namespace SiameseDsl.Cli.Checking;

/// <summary>A spec with what the compiler found in it.</summary>
internal sealed record CheckedFile(SpecFile File, IReadOnlyList<Finding> Findings);

/// <summary>Finds spec files and compiles them.</summary>
internal static class SpecFiles
{
    private const string Pattern = "*.siamese.yaml";

    // A spec is written by hand; what is larger was not meant for this program.
    private const long LargestFile = 16 << 20;

    /// <exception cref="UsageException">A path does not exist, or a directory holds no spec.</exception>
    /// <exception cref="SiameseException">A file cannot be read.</exception>
    public static IReadOnlyList<CheckedFile> Check(IEnumerable<string> paths, CancellationToken cancellationToken)
    {
        string[] all = [.. paths.SelectMany(Expand).Distinct(StringComparer.Ordinal)];
        var parts = new DiskParts();
        var files = new List<CheckedFile>();
        var inParts = new List<Finding>();
        foreach (string path in all.Where(path => !PartPath.IsPart(path)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var file = new SpecFile(path, Read(path)) { Parts = parts };
            EquatableArray<Finding> findings = SpecCompiler.Compile(file, cancellationToken).Findings;
            files.Add(new CheckedFile(file, [.. findings.Where(finding => finding.Span.File is null)]));
            inParts.AddRange(findings.Where(finding => finding.Span.File is not null));
        }

        string[] included = [.. parts.Read.Keys];
        files.AddRange(included.Select(path => new CheckedFile(parts.Read[path], [.. inParts.Where(finding => finding.File == path).Distinct()])));
        foreach (string path in all.Where(path => PartPath.IsPart(path) && !included.Contains(PartPath.Resolve("", path))))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var part = new SpecFile(path, Read(path)) { Parts = parts };
            files.Add(new CheckedFile(part, [.. SpecCompiler.CheckPart(part, cancellationToken)]));
        }

        return files;
    }

    private static IEnumerable<string> Expand(string path)
    {
        if (File.Exists(path))
        {
            return [path];
        }

        if (!Directory.Exists(path))
        {
            throw new UsageException($"There is no file or directory '{path}'.");
        }

        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true };
        string[] found =
        [
            .. Directory.EnumerateFiles(path, Pattern, options)
                .Concat(Directory.EnumerateFiles(path, "*" + PartPath.Extension, options))
                .Where(file => !IsBuildOutput(System.IO.Path.GetRelativePath(path, file)))
                .Order(StringComparer.Ordinal),
        ];
        return found.Length > 0 ? found : throw new UsageException($"The directory '{path}' holds no {Pattern}.");
    }

    private static bool IsBuildOutput(string relative) => relative.Split('/', '\\').Any(part => part is "bin" or "obj");

    /// <exception cref="SiameseException">The file cannot be read.</exception>
    internal static string Read(string path)
    {
        try
        {
            long length = new FileInfo(path).Length;
            return length <= LargestFile
                ? File.ReadAllText(path)
                : throw new SiameseException($"'{path}' is no spec: it holds {length:N0} bytes, a spec at most {LargestFile:N0}.");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new SiameseException($"'{path}' could not be read: {problem.Message}", problem);
        }
    }
}
