using System.Text.Json;
using StreamJsonRpc;
using StreamJsonRpc.Protocol;

namespace SiameseDsl.Cli.Editing;

/// <summary>Messages with headers, as the protocol has them. A message that is no JSON is answered with a parse error, and the next one is read; only a broken header ends the connection, because
/// nobody can tell then where the next message begins.</summary>
internal sealed class TolerantMessageHandler(Stream output, Stream input) : HeaderDelimitedMessageHandler(output, input, new SystemTextJsonFormatter())
{
    protected override async ValueTask<JsonRpcMessage?> ReadCoreAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await base.ReadCoreAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception problem) when (problem is JsonException or NotSupportedException or InvalidOperationException or FormatException)
            {
                await WriteAsync(
                    new JsonRpcError { RequestId = RequestId.Null, Error = new JsonRpcError.ErrorDetail { Code = JsonRpcErrorCode.ParseError, Message = "The message is no JSON-RPC: " + problem.Message } },
                    cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
