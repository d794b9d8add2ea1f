using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SiameseDsl.Tests.Data;

/// <summary>How the server answers one request.</summary>
/// <param name="Status">The status line's number; 0 answers with 200, or with 206 where a range was asked for.</param>
/// <param name="CutAfter">Bytes of the body after which the connection is closed.</param>
/// <param name="Stall">Whether the server falls silent there instead.</param>
/// <param name="Content">Another body than the server's own.</param>
/// <param name="Longer">By how many bytes the length that the header claims is longer than the body, or shorter below 0.</param>
/// <param name="Drip">Whether, behind what is sent at once, a byte comes every tenth of a second.</param>
internal sealed record Answer(int Status = 0, int CutAfter = int.MaxValue, bool Stall = false, byte[]? Content = null, int Longer = 0, bool Drip = false);

/// <summary>A server on loopback that answers each request by a script, then properly.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly byte[] content;
    private readonly Queue<Answer> script;
    private readonly List<string> requests = [];

    public LoopbackServer(byte[] content, params Answer[] script)
    {
        this.content = content;
        this.script = new Queue<Answer>(script);
        listener.Start();
        _ = Task.Run(ServeAsync);
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/file.bin");

    /// <summary>The range asked for by each request, such as <c>bytes=100-</c>; empty without one.</summary>
    public string[] Ranges
    {
        get
        {
            lock (requests)
            {
                return [.. requests.Select(request => request.Split("\r\n").FirstOrDefault(line => line.StartsWith("Range: ", StringComparison.OrdinalIgnoreCase))?["Range: ".Length..] ?? "")];
            }
        }
    }

    public void Dispose()
    {
        stop.Cancel();
        listener.Stop();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using TcpClient client = await listener.AcceptTcpClientAsync(stop.Token);
                try
                {
                    await AnswerAsync(client.GetStream());
                }
                catch (IOException)
                {
                    // The client went away: that is part of some tests.
                }
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        StringBuilder request = new();
        byte[] buffer = new byte[4096];
        while (!request.ToString().Contains("\r\n\r\n"))
        {
            int got = await stream.ReadAsync(buffer, stop.Token);
            if (got == 0)
            {
                return;
            }

            request.Append(Encoding.ASCII.GetString(buffer, 0, got));
        }

        lock (requests)
        {
            requests.Add(request.ToString());
        }

        Answer answer = script.Count > 0 ? script.Dequeue() : new Answer();
        byte[] body = answer.Content ?? content;
        string range = Ranges[^1];
        int from = answer.Status == 0 && range.Length > 0 ? int.Parse(range.AsSpan("bytes=".Length).TrimEnd('-'), CultureInfo.InvariantCulture) : 0;
        int status = answer.Status != 0 ? answer.Status : from == 0 ? 200 : from >= body.Length ? 416 : 206;
        ReadOnlyMemory<byte> rest = status is 200 or 206 ? body.AsMemory(from) : default;
        string contentRange = status == 206 ? $"Content-Range: bytes {from}-{body.Length - 1}/{body.Length}\r\n" : "";
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status} Scripted\r\nContent-Length: {rest.Length + answer.Longer}\r\n{contentRange}Connection: close\r\n\r\n"), stop.Token);
        await stream.WriteAsync(rest[..Math.Min(rest.Length, answer.CutAfter)], stop.Token);
        await stream.FlushAsync(stop.Token);
        for (int at = answer.CutAfter; answer.Drip && at < rest.Length; at++)
        {
            await Task.Delay(100, stop.Token);
            await stream.WriteAsync(rest.Slice(at, 1), stop.Token);
        }

        if (answer.Stall)
        {
            // Silent until the client gives up and closes.
            await stream.ReadAtLeastAsync(buffer, 1, throwOnEndOfStream: false, stop.Token);
        }
    }
}
