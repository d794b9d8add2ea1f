// Compiled by MSBuild's RoslynCodeTaskFactory against netstandard2.0, on whatever host builds. It takes one source file, so the
// patch and the task around it stand together here; the tests compile the patch alone.
#nullable enable

#if !SIAMESE_PATCH_WITHOUT_MSBUILD
// The tests have these as implicit usings.
using System;
using System.IO;
#endif
using System.Text;

namespace SiameseDsl.Build;

/// <summary>What <see cref="WeakVersionNeed.Mark"/> found in a file.</summary>
public enum VersionNeedOutcome
{
    /// <summary>The file does not ask for the version: left as it is.</summary>
    NotNeeded,

    /// <summary>The need was already weak: left as it is.</summary>
    AlreadyWeak,

    /// <summary>The need was strong and is weak now.</summary>
    Marked,

    /// <summary>The file uses a symbol of that version other than the marker, so the loader's complaint would be true: left as it is.</summary>
    ReallyUsed,
}

/// <summary>
/// Marks one version need of an ELF64 little-endian library as weak (VER_FLG_WEAK), so that the loader accepts a
/// system library without that version. Only right for a version that nothing but a marker symbol asks for.
/// </summary>
public static class WeakVersionNeed
{
    private const uint SectionDynamicSymbols = 11;
    private const uint SectionVersionNeeds = 0x6ffffffe;
    private const uint SectionSymbolVersions = 0x6fffffff;
    private const ushort WeakFlag = 0x2;

    /// <summary>Sets the weak flag in <paramref name="image"/> where it is needed.</summary>
    /// <param name="image">The whole file; at most the two bytes of one flag field change.</param>
    /// <param name="path">The name that errors give.</param>
    /// <param name="version">The version, such as GLIBCXX_3.4.32.</param>
    /// <param name="marker">The one symbol that may carry the version.</param>
    /// <returns>What was found and done.</returns>
    /// <exception cref="InvalidDataException">The file is not an ELF64 little-endian file, or ends early.</exception>
    public static VersionNeedOutcome Mark(byte[] image, string path, string version, string marker)
    {
        if (image.Length < 64 || image[0] != 0x7f || image[1] != 'E' || image[2] != 'L' || image[3] != 'F')
        {
            throw new InvalidDataException(path + " is not an ELF file: expected a Linux shared library. Restore the package again.");
        }

        if (image[4] != 2 || image[5] != 1)
        {
            throw new InvalidDataException(path + " is not a 64-bit little-endian ELF file, which every supported Linux platform uses. Restore the package again.");
        }

        try
        {
            return MarkSections(image, version, marker);
        }
        catch (IndexOutOfRangeException)
        {
            throw new InvalidDataException(path + " ends early (" + image.Length + " bytes): it is a damaged ELF file. Delete the package from the package cache and restore it again.");
        }
    }

    private static VersionNeedOutcome MarkSections(byte[] image, string version, string marker)
    {
        ulong table = Read(image, 40, 8);
        ulong entrySize = Read(image, 58, 2);
        ulong count = Read(image, 60, 2);
        ulong symbols = 0;
        ulong versions = 0;
        ulong needs = 0;
        for (ulong i = 0; i < count; i++)
        {
            ulong header = table + (i * entrySize);
            switch ((uint)Read(image, header + 4, 4))
            {
                case SectionDynamicSymbols: symbols = header; break;
                case SectionSymbolVersions: versions = header; break;
                case SectionVersionNeeds: needs = header; break;
            }
        }

        if (needs == 0)
        {
            return VersionNeedOutcome.NotNeeded;
        }

        ulong strings = SectionOffset(image, table + (Read(image, needs + 40, 4) * entrySize));
        ulong need = SectionOffset(image, needs);
        for (ulong left = Read(image, needs + 44, 4); left > 0; left--)
        {
            ulong entry = need + Read(image, need + 8, 4);
            for (ulong entries = Read(image, need + 2, 2); entries > 0; entries--)
            {
                if (Text(image, strings + Read(image, entry + 8, 4)) == version)
                {
                    return MarkEntry(image, entry, strings, symbols, versions, marker);
                }

                entry += Read(image, entry + 12, 4);
            }

            need += Read(image, need + 12, 4);
        }

        return VersionNeedOutcome.NotNeeded;
    }

    private static VersionNeedOutcome MarkEntry(byte[] image, ulong entry, ulong strings, ulong symbols, ulong versions, string marker)
    {
        ulong flags = Read(image, entry + 4, 2);
        if ((flags & WeakFlag) != 0)
        {
            return VersionNeedOutcome.AlreadyWeak;
        }

        ulong index = Read(image, entry + 6, 2);
        if (symbols != 0 && versions != 0)
        {
            ulong symbol = SectionOffset(image, symbols);
            ulong symbolVersion = SectionOffset(image, versions);
            for (ulong left = Read(image, versions + 32, 8) / 2; left > 0; left--)
            {
                if ((Read(image, symbolVersion, 2) & 0x7fff) == index && Text(image, strings + Read(image, symbol, 4)) != marker)
                {
                    return VersionNeedOutcome.ReallyUsed;
                }

                symbol += 24;
                symbolVersion += 2;
            }
        }

        image[entry + 4] = (byte)(flags | WeakFlag);
        return VersionNeedOutcome.Marked;
    }

    private static ulong SectionOffset(byte[] image, ulong header)
    {
        return Read(image, header + 24, 8);
    }

    private static ulong Read(byte[] image, ulong offset, int size)
    {
        ulong length = (ulong)image.Length;
        if (offset > length || length - offset < (ulong)size)
        {
            throw new IndexOutOfRangeException();
        }

        ulong value = 0;
        for (int i = size - 1; i >= 0; i--)
        {
            value = (value << 8) | image[offset + (ulong)i];
        }

        return value;
    }

    private static string Text(byte[] image, ulong offset)
    {
        ulong end = offset;
        while (Read(image, end, 1) != 0)
        {
            end++;
        }

        return Encoding.UTF8.GetString(image, (int)offset, (int)(end - offset));
    }
}

/// <summary>Writes a copy of a library, patched when it needs to be, and never touches the library itself.</summary>
public static class PatchedCopy
{
    /// <summary>Writes <paramref name="target"/>, replacing a link or a file there as a whole.</summary>
    /// <param name="source">The library, opened for reading only.</param>
    /// <param name="target">Where the copy goes.</param>
    /// <param name="version">See <see cref="WeakVersionNeed.Mark"/>.</param>
    /// <param name="marker">See <see cref="WeakVersionNeed.Mark"/>.</param>
    /// <returns>What was found in the library.</returns>
    /// <exception cref="InvalidDataException">See <see cref="WeakVersionNeed.Mark"/>.</exception>
    /// <exception cref="IOException">The copy cannot be written.</exception>
    public static VersionNeedOutcome Write(string source, string target, string version, string marker)
    {
        byte[] image = File.ReadAllBytes(source);
        VersionNeedOutcome outcome = WeakVersionNeed.Mark(image, source, version, marker);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(target))!);

        // A new file moved into place: a program that has the old one mapped keeps it, a link is not written through,
        // and a build that is stopped half-way leaves nothing that looks finished.
        string temporary = target + "." + Guid.NewGuid().ToString("N") + ".tmp";
        try
        {
            File.WriteAllBytes(temporary, image);
            if (File.Exists(target))
            {
                File.Delete(target);
            }

            File.Move(temporary, target);
        }
        finally
        {
            if (File.Exists(temporary))
            {
                File.Delete(temporary);
            }
        }

        return outcome;
    }
}

#if !SIAMESE_PATCH_WITHOUT_MSBUILD
/// <summary>The MSBuild task: patched copies of libraries.</summary>
public sealed class MarkVersionNeedWeak : Microsoft.Build.Utilities.Task
{
    /// <summary>The libraries; the metadata PatchedPath says where the copy goes.</summary>
    [Microsoft.Build.Framework.Required]
    public Microsoft.Build.Framework.ITaskItem[] Libraries { get; set; } = new Microsoft.Build.Framework.ITaskItem[0];

    /// <summary>The version to make weak.</summary>
    [Microsoft.Build.Framework.Required]
    public string Version { get; set; } = "";

    /// <summary>The one symbol that may carry it.</summary>
    [Microsoft.Build.Framework.Required]
    public string MarkerSymbol { get; set; } = "";

    /// <inheritdoc/>
    public override bool Execute()
    {
        foreach (Microsoft.Build.Framework.ITaskItem library in Libraries)
        {
            string source = library.GetMetadata("FullPath");
            try
            {
                VersionNeedOutcome outcome = PatchedCopy.Write(source, library.GetMetadata("PatchedPath"), Version, MarkerSymbol);
                if (outcome == VersionNeedOutcome.ReallyUsed)
                {
                    Log.LogMessage(
                        Microsoft.Build.Framework.MessageImportance.High,
                        "{0} uses symbols of {1}: the program will only start on systems whose libstdc++ has that version.",
                        source,
                        Version);
                }
                else
                {
                    Log.LogMessage(Microsoft.Build.Framework.MessageImportance.Low, "{0}: {1} {2}", source, Version, outcome);
                }
            }
            catch (Exception e) when (e is IOException || e is InvalidDataException || e is UnauthorizedAccessException)
            {
                Log.LogError(null, "SMB001", null, source, 0, 0, 0, 0, e.Message);
            }
        }

        return !Log.HasLoggedErrors;
    }
}
#endif
