using System.Globalization;
using SiameseDsl.Tests.Galleries;

namespace SiameseDsl.Tests;

/// <summary>The test host never comes here: the entry point makes processes that tests start and kill.</summary>
internal static class Program
{
    private static int Main(string[] args) => args is [GalleryWriter.Argument, var path, var from, var to]
        ? GalleryWriter.Run(path, int.Parse(from, CultureInfo.InvariantCulture), int.Parse(to, CultureInfo.InvariantCulture))
        : 2;
}
