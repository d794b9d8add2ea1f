using System.Runtime.InteropServices;
using SiameseDsl.Data;

namespace SiameseDsl.Tests;

/// <summary>The tests as a program that downloads one file, to be disturbed and killed: ROOT MD5 ADDRESS...</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
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
            await downloader.FetchAsync(new DownloadItem("sub/file.bin", [.. args[2..].Select(address => new Uri(address))], args[1]), args[0], cancellation: stop.Token);
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
