using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using SiameseDsl.Checkpoints;

namespace SiameseDsl.Data;

/// <summary>
/// Downloads files so that there is never half of one: into <c>NAME.part</c>, continued where an earlier attempt ended, compared with its checksum,
/// and only then given its name. A mirror that fails, stalls or serves something else is left for the next.
/// </summary>
public sealed class Downloader : IDisposable
{
    private const string WrongSum = "served a file with the MD5 sum ";
    private const string Refused = "answered ";
    private const string Busy = "is busy and answered ";

    // A server that sends less than this before it has been silent too often is as good as silent.
    private const int LeastBlock = 1024;

    private readonly HttpClient client = new() { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>How long a server may be silent.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Attempts with each mirror; each continues where the one before ended.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>The wait before another attempt with the same mirror.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Bytes that a file may have at most: a server that never ends fills no disk.</summary>
    public long LargestFile { get; init; } = 1L << 30;

    /// <summary>Downloads <paramref name="item"/> to its place under <paramref name="root"/>, replacing what is there.</summary>
    /// <param name="item">The file.</param>
    /// <param name="root">The data root; folders are made as needed.</param>
    /// <param name="progress">Told of every block received.</param>
    /// <param name="cancellation">Stops the download; what has come stays for the next attempt.</param>
    /// <exception cref="SiameseException">No mirror gave the file, or it cannot be written; the sentence says what each did.</exception>
    public async Task FetchAsync(DownloadItem item, string root, IProgress<DownloadProgress>? progress = null, CancellationToken cancellation = default)
    {
        string target = Path.Combine(root, item.RelativePath);
        string part = target + ".part";
        List<string> failures = [];
        using (FileStream file = OpenPart(part))
        {
            foreach (Uri mirror in item.Mirrors)
            {
                for (int attempt = 0; attempt < Attempts; attempt++)
                {
                    if (attempt > 0)
                    {
                        await Task.Delay(RetryDelay, cancellation).ConfigureAwait(false);
                    }

                    bool resumed = file.Length > 0;
                    string? failure = await TransferAsync(mirror, file, Path.GetFileName(target), progress, cancellation).ConfigureAwait(false);
                    failure ??= await CompareAsync(file, item.Md5, cancellation).ConfigureAwait(false);
                    if (failure is null)
                    {
                        Publish(file, part, target);
                        return;
                    }

                    failures.Add($"{mirror} {failure}");
                    bool isWrong = failure.StartsWith(WrongSum, StringComparison.Ordinal);
                    if ((isWrong && !resumed) || failure.StartsWith(Refused, StringComparison.Ordinal))
                    {
                        break;
                    }
                }
            }

            // An empty rest would only look like a download under way.
            if (file.Length == 0)
            {
                file.Dispose();
                File.Delete(part);
            }
        }

        throw new SiameseException($"The file '{target}' could not be downloaded: {string.Join("; ", failures.Distinct())}.");
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    /// <summary>One attempt; the reason why it failed, or <see langword="null"/> when the server says that all is there.</summary>
    private async Task<string?> TransferAsync(Uri mirror, FileStream file, string name, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        using CancellationTokenSource stall = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            stall.CancelAfter(StallTimeout);
            using HttpRequestMessage request = new(HttpMethod.Get, mirror);
            if (file.Length > 0)
            {
                request.Headers.Range = new RangeHeaderValue(file.Length, null);
            }

            using HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stall.Token).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
            {
                // All of it may have come before: the checksum decides.
                return null;
            }

            if (!response.IsSuccessStatusCode)
            {
                string refusal = IsPassing(response.StatusCode) ? Busy : Refused;
                return $"{refusal}{(int)response.StatusCode} {response.ReasonPhrase}".TrimEnd();
            }

            bool continues = response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From == file.Length;
            if (!continues)
            {
                file.SetLength(0);
                if (response.StatusCode == HttpStatusCode.PartialContent)
                {
                    return "sent another part of the file than was asked for";
                }
            }

            file.Position = file.Length;
            long? total = file.Length + response.Content.Headers.ContentLength;
            using Stream body = await response.Content.ReadAsStreamAsync(stall.Token).ConfigureAwait(false);
            byte[] buffer = new byte[1 << 16];
            int got;
            int sinceAlive = 0;
            while ((got = await body.ReadAsync(buffer, stall.Token).ConfigureAwait(false)) > 0)
            {
                sinceAlive += got;
                if (sinceAlive >= LeastBlock)
                {
                    stall.CancelAfter(StallTimeout);
                    sinceAlive = 0;
                }

                if (file.Length + got > LargestFile)
                {
                    file.SetLength(0);
                    return $"{Refused}with more than {LargestFile} bytes";
                }

                Write(file, buffer.AsSpan(0, got));
                progress?.Report(new DownloadProgress(name, file.Length, total));
            }

            return null;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return $"was silent for {StallTimeout.TotalSeconds:0.#} seconds";
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            return $"failed ({error.Message.TrimEnd('.')})";
        }
    }

    /// <summary>Whether a refusal may be over in a moment: the server is too busy, or stumbled.</summary>
    private static bool IsPassing(HttpStatusCode status) => status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;

    private static async Task<string?> CompareAsync(FileStream file, string expected, CancellationToken cancellation)
    {
        file.Position = 0;
        string found = Convert.ToHexStringLower(await MD5.HashDataAsync(file, cancellation).ConfigureAwait(false));
        if (found == expected)
        {
            return null;
        }

        file.SetLength(0);
        return $"{WrongSum}{found}, expected {expected}";
    }

    private static FileStream OpenPart(string part)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(part)!);
            while (true)
            {
                // Without a buffer, so that nothing is left to be written when the disk is full.
                var file = new FileStream(part, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
                if (File.Exists(part))
                {
                    return file;
                }

                // Another process finished between opening and locking: this is its whole file now, and not a part to write to.
                file.Dispose();
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SiameseException($"The file '{part}' cannot be written ({error.Message.TrimEnd('.')}); another download may be under way, or choose another data root.", error);
        }
    }

    private static void Write(FileStream file, ReadOnlySpan<byte> block)
    {
        try
        {
            file.Write(block);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SiameseException($"The file '{file.Name}' cannot be written: {AtomicFile.Reason(error)} What has come stays for the next attempt.", error);
        }
    }

    /// <summary>Gives a whole file its name. The lock on it ends afterwards, so that no other process takes it for a part; Windows moves no open file, and lets no other open it either.</summary>
    private static void Publish(FileStream file, string part, string target)
    {
        try
        {
            file.Flush(flushToDisk: true);
            if (OperatingSystem.IsWindows())
            {
                file.Dispose();
            }

            File.Move(part, target, overwrite: true);
            file.Dispose();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SiameseException($"The file '{target}' cannot be written: {AtomicFile.Reason(error)}", error);
        }
    }
}
