using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.VisualStudio.Threading;
using StreamJsonRpc;
using StreamJsonRpc.Protocol;

namespace SiameseDsl.Cli.Editing;

/// <summary>The language server: the compiler's findings, hover texts, completion, hints and repairs for an editor, over standard input and output.</summary>
internal sealed class LanguageServer
{
    private const JsonRpcErrorCode NotInitialized = (JsonRpcErrorCode)(-32002);

    private readonly Dictionary<string, OpenDocument> documents = new(StringComparer.Ordinal);
    private readonly LiveFindings findings;
    private readonly JsonRpc rpc;
    private bool isInitialized;
    private bool isShutDown;
    private bool knowsSnippets;

    private LanguageServer(Stream input, Stream output)
    {
        rpc = new JsonRpc(new TolerantMessageHandler(output, input))
        {
            // Messages act in the order in which they came: a completion must see the change before it.
            SynchronizationContext = new NonConcurrentSynchronizationContext(sticky: false),
            CancelLocallyInvokedMethodsWhenConnectionIsClosed = true,
            ExceptionStrategy = ExceptionProcessing.CommonErrorData,
        };
        findings = new LiveFindings(rpc);
        rpc.AddLocalRpcTarget(this, new JsonRpcTargetOptions { AllowNonPublicInvocation = false });
    }

    /// <summary>Serves one editor until it says good-bye or goes away.</summary>
    /// <returns>Whether the editor said good-bye as the protocol asks, and why the connection ended otherwise.</returns>
    public static async Task<(bool Orderly, string? Problem)> ServeAsync(Stream input, Stream output, CancellationToken cancellationToken)
    {
        var server = new LanguageServer(input, output);
        string? problem = null;
        server.rpc.Disconnected += (_, reason) => problem = reason.Reason is DisconnectedReason.ParseError or DisconnectedReason.StreamError ? reason.Exception?.Message ?? reason.Description : null;
        server.rpc.StartListening();
        await using CancellationTokenRegistration stop = cancellationToken.Register(server.rpc.Dispose);
        try
        {
            await server.rpc.Completion.ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            problem ??= error.Message;
        }

        cancellationToken.ThrowIfCancellationRequested();
        return (server.isShutDown, server.isShutDown ? null : problem);
    }

    [JsonRpcMethod("initialize", UseSingleObjectParameterDeserialization = true)]
    public JsonObject Initialize(JsonElement parameters)
    {
        isInitialized = true;
        knowsSnippets = LspParams.Flag(parameters, "capabilities", "textDocument", "completion", "completionItem", "snippetSupport");
        return new JsonObject
        {
            ["capabilities"] = new JsonObject
            {
                ["positionEncoding"] = "utf-16",
                ["textDocumentSync"] = new JsonObject { ["openClose"] = true, ["change"] = 2 },
                ["hoverProvider"] = true,
                ["completionProvider"] = new JsonObject { ["triggerCharacters"] = new JsonArray(" ", "{", "[", ",", ".", "$") },
                ["inlayHintProvider"] = true,
                ["documentSymbolProvider"] = true,
                ["codeActionProvider"] = new JsonObject { ["codeActionKinds"] = new JsonArray("quickfix", "source.fixAll") },
            },
            ["serverInfo"] = new JsonObject { ["name"] = "siamese", ["version"] = typeof(LanguageServer).Assembly.GetName().Version?.ToString(3) },
        };
    }

    [JsonRpcMethod("initialized", UseSingleObjectParameterDeserialization = true)]
    public void Initialized(JsonElement parameters) => _ = parameters;

    [JsonRpcMethod("shutdown")]
    public object? Shutdown()
    {
        Require();
        isShutDown = true;
        findings.Stop();
        return null;
    }

    [JsonRpcMethod("exit")]
    public void Exit() => rpc.Dispose();

    [JsonRpcMethod("$/setTrace", UseSingleObjectParameterDeserialization = true)]
    public void SetTrace(JsonElement parameters) => _ = parameters;

    [JsonRpcMethod("textDocument/didOpen", UseSingleObjectParameterDeserialization = true)]
    public void DidOpen(JsonElement parameters)
    {
        JsonElement document = LspParams.Member(parameters, "textDocument");
        Keep(new OpenDocument(LspParams.Text(document, "uri"), LspParams.Number(document, "version"), LspParams.Text(document, "text")));
    }

    [JsonRpcMethod("textDocument/didChange", UseSingleObjectParameterDeserialization = true)]
    public void DidChange(JsonElement parameters)
    {
        if (!documents.TryGetValue(LspParams.Uri(parameters), out OpenDocument? document) || LspParams.Member(parameters, "contentChanges") is not { ValueKind: JsonValueKind.Array } changes)
        {
            return;
        }

        int version = LspParams.Number(LspParams.Member(parameters, "textDocument"), "version");
        foreach (JsonElement change in changes.EnumerateArray())
        {
            document = document.With(change, version);
        }

        Keep(document);
    }

    [JsonRpcMethod("textDocument/didClose", UseSingleObjectParameterDeserialization = true)]
    public void DidClose(JsonElement parameters)
    {
        if (documents.Remove(LspParams.Uri(parameters), out OpenDocument? document))
        {
            findings.Forget(document);
        }
    }

    [JsonRpcMethod("textDocument/didSave", UseSingleObjectParameterDeserialization = true)]
    public void DidSave(JsonElement parameters) => _ = parameters;

    [JsonRpcMethod("textDocument/hover", UseSingleObjectParameterDeserialization = true)]
    public JsonNode? Hover(JsonElement parameters, CancellationToken cancellationToken) =>
        Find(parameters) is { } document ? LspAnswers.Hover(document, document.Offset(LspParams.Member(parameters, "position")), cancellationToken) : null;

    [JsonRpcMethod("textDocument/completion", UseSingleObjectParameterDeserialization = true)]
    public JsonNode? Completion(JsonElement parameters, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Find(parameters) is { } document ? CompletionAnswer.Of(document, document.Offset(LspParams.Member(parameters, "position")), knowsSnippets) : null;
    }

    [JsonRpcMethod("textDocument/inlayHint", UseSingleObjectParameterDeserialization = true)]
    public JsonNode? InlayHint(JsonElement parameters, CancellationToken cancellationToken)
    {
        if (Find(parameters) is not { } document)
        {
            return null;
        }

        JsonElement range = LspParams.Member(parameters, "range");
        return LspAnswers.Hints(document, document.Offset(LspParams.Member(range, "start")), document.Offset(LspParams.Member(range, "end")), cancellationToken);
    }

    [JsonRpcMethod("textDocument/documentSymbol", UseSingleObjectParameterDeserialization = true)]
    public JsonNode? DocumentSymbol(JsonElement parameters, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Find(parameters) is { } document ? LspAnswers.Symbols(document) : null;
    }

    [JsonRpcMethod("textDocument/codeAction", UseSingleObjectParameterDeserialization = true)]
    public JsonNode? CodeAction(JsonElement parameters, CancellationToken cancellationToken)
    {
        if (Find(parameters) is not { } document)
        {
            return null;
        }

        JsonElement range = LspParams.Member(parameters, "range");
        return CodeActions.Of(document, document.Offset(LspParams.Member(range, "start")), document.Offset(LspParams.Member(range, "end")), cancellationToken);
    }

    private void Keep(OpenDocument document)
    {
        if (isShutDown)
        {
            return;
        }

        documents[document.Uri] = document;
        findings.Show(document);
    }

    private OpenDocument? Find(JsonElement parameters)
    {
        Require();
        return documents.TryGetValue(LspParams.Uri(parameters), out OpenDocument? document) && document.IsSpec ? document : null;
    }

    private void Require()
    {
        if (!isInitialized)
        {
            throw new LocalRpcException("The server has not been initialized.") { ErrorCode = (int)NotInitialized };
        }

        if (isShutDown)
        {
            throw new LocalRpcException("The server has been shut down.") { ErrorCode = (int)JsonRpcErrorCode.InvalidRequest };
        }
    }
}
