using System.Diagnostics;
using System.Globalization;
using SiameseDsl.Galleries;

namespace SiameseDsl.Tests.Galleries;

/// <summary>A process of its own that enrols one example after the other and says so after each: what tests kill.</summary>
internal static class GalleryWriter
{
    /// <summary>The first argument that makes the test program this process.</summary>
    public const string Argument = "gallery-writer";

    /// <summary>Starts it: it enrols the examples <paramref name="from"/> up to <paramref name="to"/>, not included.</summary>
    public static Process Start(string path, int from, int to)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(GalleryWriter).Assembly.Location, Argument, path, Text(from), Text(to)]) { RedirectStandardOutput = true, RedirectStandardError = true };
        return Process.Start(start)!;
    }

    /// <summary>Its work: every seventh example removes the one before it, whose name is its own.</summary>
    public static int Run(string path, int from, int to)
    {
        using GalleryFile gallery = GalleryFile.OpenOrCreate(path, Samples.Facts);
        for (int i = from; i < to; i++)
        {
            gallery.Add([Samples.Example($"person {Text(i)}", i)]);
            Console.WriteLine($"enrolled {Text(i)}");
            if (i % 7 == 6)
            {
                gallery.Remove($"person {Text(i - 1)}");
                Console.WriteLine($"removed {Text(i - 1)}");
            }
        }

        return 0;
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
