using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;
using System.Security.Cryptography;
using System.Text;

namespace SiameseDsl.Modules;

/// <summary>
/// A hash of what classes of the user's compute: of the IL of their methods and of those that they call within their own assembly. References stand in it by name, so that a rebuild of the same
/// source, or of other source beside it, gives the same hash.
/// </summary>
internal sealed class CustomCode
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<ushort, OpCode> OpCodesByValue = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => (ushort)code.Value);

    private readonly HashSet<Type> seen = [];
    private readonly Queue<Type> waiting = new();
    private readonly HashSet<Assembly> own;

    private CustomCode(IEnumerable<Type> types)
    {
        own = [.. types.Select(type => type.Assembly)];
        foreach (Type type in types.OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            Meet(type);
        }
    }

    /// <summary>SHA-256 over the code, lower-case hex; an empty text where there are no such classes.</summary>
    public static string Hash(IReadOnlyList<Type> types)
    {
        if (types.Count == 0)
        {
            return "";
        }

        CustomCode code = new(types);
        List<string> texts = [];
        while (code.waiting.TryDequeue(out Type? type))
        {
            texts.Add(code.Text(type));
        }

        texts.Sort(StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', texts))));
    }

    private void Meet(Type type)
    {
        if (type.IsGenericType)
        {
            foreach (Type argument in type.GetGenericArguments())
            {
                Meet(argument);
            }

            type = type.GetGenericTypeDefinition();
        }

        if (type.HasElementType)
        {
            Meet(type.GetElementType()!);
        }
        else if (!type.IsGenericParameter && own.Contains(type.Assembly) && seen.Add(type))
        {
            waiting.Enqueue(type);
        }
    }

    private string Text(Type type)
    {
        StringBuilder text = new($"type {type}\n");
        if (type.BaseType is { } parent)
        {
            text.Append("base ").Append(parent).Append('\n');
            Meet(parent);
        }

        foreach (FieldInfo field in type.GetFields(Declared).OrderBy(field => field.ToString(), StringComparer.Ordinal))
        {
            text.Append("field ").Append(field).Append(field.IsLiteral ? $" = {field.GetRawConstantValue()}" : "").Append('\n');
            Meet(field.FieldType);
        }

        foreach (MethodBase method in type.GetMethods(Declared).Concat<MethodBase>(type.GetConstructors(Declared)).OrderBy(method => method.ToString(), StringComparer.Ordinal))
        {
            text.Append("method ").Append(method).Append('\n');
            if (method.GetMethodBody() is { } body)
            {
                Append(text, method, body);
            }
        }

        return text.ToString();
    }

    private void Append(StringBuilder text, MethodBase method, MethodBody body)
    {
        foreach (LocalVariableInfo local in body.LocalVariables)
        {
            text.Append("local ").Append(local.LocalType).Append('\n');
        }

        byte[] code = body.GetILAsByteArray() ?? [];
        for (int at = 0; at < code.Length;)
        {
            ushort value = code[at++];
            if (value == 0xFE)
            {
                value = (ushort)(0xFE00 | code[at++]);
            }

            OpCode operation = OpCodesByValue[value];
            text.Append(operation.Name);
            int size = Size(operation.OperandType, code, at);
            if (operation.OperandType is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType or OperandType.InlineString or OperandType.InlineSig)
            {
                text.Append(' ').Append(Reference(method, operation.OperandType, BinaryPrimitives.ReadInt32LittleEndian(code.AsSpan(at))));
            }
            else if (size > 0)
            {
                text.Append(' ').Append(Convert.ToHexString(code, at, size));
            }

            text.Append('\n');
            at += size;
        }
    }

    private string Reference(MethodBase method, OperandType kind, int token)
    {
        if (kind == OperandType.InlineString)
        {
            return method.Module.ResolveString(token);
        }

        if (kind == OperandType.InlineSig)
        {
            return Convert.ToHexString(method.Module.ResolveSignature(token));
        }

        Type[]? typeArguments = method.DeclaringType is { IsGenericType: true } declaring ? declaring.GetGenericArguments() : null;
        Type[]? methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        MemberInfo member = method.Module.ResolveMember(token, typeArguments, methodArguments)!;
        Meet(member as Type ?? member.DeclaringType ?? typeof(object));
        return $"{member.DeclaringType}::{member}{Data(member)}";
    }

    // What an array or a span begins with lies in a field whose name is made of a hash of it, which differs where the data does.
    private static string Data(MemberInfo member) => member is FieldInfo { DeclaringType.Name: "<PrivateImplementationDetails>" } field ? $" {field.Name}" : "";

    private static int Size(OperandType operand, byte[] code, int at) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BinaryPrimitives.ReadInt32LittleEndian(code.AsSpan(at))),
        _ => 4,
    };
}
