using System.Runtime.InteropServices;
using SiameseDsl.Data;

namespace SiameseDsl.Tests.Data;

/// <summary>Downloads one file in a process of its own.</summary>
internal static class DownloadProgram
{
    /// <summary>Downloads the file from the first address that gives it.</summary>
    /// <returns>0 done, 1 failed, 130 stopped by Ctrl-C.</returns>
    public static async Task<int> RunAsync(string root, string md5, string[] addresses)
    {
        using CancellationTokenSource stop = new();
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
        {
            context.Cancel = true;
            stop.Cancel();
        });
        using Downloader downloader = new() { RetryDelay = TimeSpan.FromMilliseconds(10) };
        try
        {
            await downloader.FetchAsync(new DownloadItem("sub/file.bin", [.. addresses.Select(address => new Uri(address))], md5), root, cancellation: stop.Token);
            return 0;
        }
        catch (SiameseException problem)
        {
            await Console.Error.WriteLineAsync(problem.Message);
            return 1;
        }
        catch (OperationCanceledException)
        {
            return 130;
        }
    }
}
