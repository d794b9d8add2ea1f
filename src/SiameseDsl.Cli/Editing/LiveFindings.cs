using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using SiameseDsl.Spec;
using StreamJsonRpc;

namespace SiameseDsl.Cli.Editing;

/// <summary>Compiles documents behind the editor's back and shows what was found; a change that comes meanwhile takes the place of the one before.</summary>
internal sealed class LiveFindings(JsonRpc rpc)
{
    // A pause in typing; each key stroke would only show the half of a word.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(120);

    private readonly ConcurrentDictionary<string, CancellationTokenSource> pending = new(StringComparer.Ordinal);

    /// <summary>Compiles a document soon.</summary>
    public void Show(OpenDocument document)
    {
        if (!document.IsSpec)
        {
            return;
        }

        var source = new CancellationTokenSource();
        if (pending.TryGetValue(document.Uri, out CancellationTokenSource? old))
        {
            old.Cancel();
        }

        pending[document.Uri] = source;
        _ = Task.Run(() => CompileAsync(document, source.Token), CancellationToken.None);
    }

    /// <summary>Takes the findings of a closed document away.</summary>
    public void Forget(OpenDocument document)
    {
        if (pending.TryRemove(document.Uri, out CancellationTokenSource? source))
        {
            source.Cancel();
        }

        _ = PublishAsync(document, []);
    }

    /// <summary>Compiles no more.</summary>
    public void Stop()
    {
        foreach (CancellationTokenSource source in pending.Values)
        {
            source.Cancel();
        }
    }

    private async Task CompileAsync(OpenDocument document, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
            IReadOnlyList<Finding> findings = document.Findings(cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            await PublishAsync(document, [.. findings.Select(finding => (JsonNode)LspAnswers.Diagnostic(document, finding))]).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // A newer state of the document is on its way.
        }
    }

    private async Task PublishAsync(OpenDocument document, JsonArray diagnostics)
    {
        try
        {
            await rpc.NotifyWithParameterObjectAsync(
                "textDocument/publishDiagnostics",
                new Dictionary<string, object?> { ["uri"] = document.Uri, ["version"] = document.Version, ["diagnostics"] = diagnostics }).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is ConnectionLostException or ObjectDisposedException or IOException)
        {
            // The editor went away; there is nobody to show anything to.
        }
    }
}
