using System.Text.Json;
using StreamJsonRpc;
using StreamJsonRpc.Protocol;

namespace SiameseDsl.Cli.Editing;

/// <summary>Reads what a client sent. What is missing or of another type is the client's error, and the answer says so.</summary>
internal static class LspParams
{
    /// <exception cref="LocalRpcException">There is no such member.</exception>
    public static JsonElement Member(JsonElement node, string name) =>
        node.ValueKind == JsonValueKind.Object && node.TryGetProperty(name, out JsonElement member) ? member : throw Invalid($"The parameters lack '{name}'.");

    /// <exception cref="LocalRpcException">The member is missing or no text.</exception>
    public static string Text(JsonElement node, string name) =>
        Member(node, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : throw Invalid($"The parameter '{name}' must be a text.");

    /// <exception cref="LocalRpcException">The member is missing or no whole number.</exception>
    public static int Number(JsonElement node, string name) =>
        Member(node, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out int value) ? value : throw Invalid($"The parameter '{name}' must be a whole number.");

    /// <summary>The name of the document that the parameters are about.</summary>
    /// <exception cref="LocalRpcException">It is missing.</exception>
    public static string Uri(JsonElement parameters) => Text(Member(parameters, "textDocument"), "uri");

    /// <summary>Whether a flag deep in the parameters is set; a missing one is not.</summary>
    public static bool Flag(JsonElement node, params ReadOnlySpan<string> path)
    {
        foreach (string name in path)
        {
            if (node.ValueKind != JsonValueKind.Object || !node.TryGetProperty(name, out node))
            {
                return false;
            }
        }

        return node.ValueKind == JsonValueKind.True;
    }

    private static LocalRpcException Invalid(string message) => new(message) { ErrorCode = (int)JsonRpcErrorCode.InvalidParams };
}
