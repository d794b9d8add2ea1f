using System.Globalization;
using SiameseDsl.Tests.Data;
using SiameseDsl.Tests.Galleries;

namespace SiameseDsl.Tests;

/// <summary>The test host never comes here: the entry point makes processes that tests start, disturb and kill.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args) => args switch
    {
        [GalleryWriter.Argument, var path, var from, var to] => GalleryWriter.Run(path, int.Parse(from, CultureInfo.InvariantCulture), int.Parse(to, CultureInfo.InvariantCulture)),
        [var root, var md5, .. var addresses] => await DownloadProgram.RunAsync(root, md5, addresses),
        _ => 2,
    };
}
