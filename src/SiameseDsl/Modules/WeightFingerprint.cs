using System.Security.Cryptography;
using System.Text;
using static TorchSharp.torch;

namespace SiameseDsl.Modules;

/// <summary>What tells one training of a model from another: SHA-256 over the names, types, shapes and bytes of its weights and buffers. Embeddings carry it, so that two trainings are never compared.</summary>
/// <param name="Sha256">The hash as lower-case hex.</param>
public sealed record WeightFingerprint(string Sha256)
{
    /// <summary>The first eight digits: enough for a message or a file name.</summary>
    public string Short => Sha256.Length > 8 ? Sha256[..8] : Sha256;

    /// <summary>The fingerprint of a module's present weights. Reads every byte of them: about 1 ms per million values.</summary>
    public static WeightFingerprint Of(nn.Module module)
    {
        using var scope = NewDisposeScope();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach ((string name, Tensor value) in module.state_dict().OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{name}|{value.dtype}|{string.Join('x', value.shape)}|"));
            hash.AppendData(value.detach().cpu().contiguous().bytes);
        }

        return new WeightFingerprint(Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <inheritdoc/>
    public override string ToString() => Short;
}
