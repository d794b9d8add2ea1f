using SiameseDsl.Modules;
using TorchSharp;
using static TorchSharp.torch;

namespace SiameseDsl.Checkpoints;

/// <summary>Tensors as entries of a checkpoint, and back.</summary>
public static class TensorEntries
{
    /// <summary>What the names of a model's own weights and running statistics begin with.</summary>
    public const string ModelPrefix = "model/";

    /// <summary>A copy of a tensor.</summary>
    public static CheckpointEntry From(string name, Tensor value)
    {
        // The scope holds what lies between: without it a finaliser could free a tensor while it is being laid out anew.
        using DisposeScope scope = NewDisposeScope();
        Tensor plain = value.detach().cpu().contiguous();
        return new CheckpointEntry(name, TypeName(plain.dtype), plain.shape, plain.bytes.ToArray());
    }

    /// <summary>An entry as a tensor of its own, outside any dispose scope of the caller's making.</summary>
    /// <exception cref="SiameseException">The entry's type or length makes no sense.</exception>
    public static Tensor ToTensor(CheckpointEntry entry)
    {
        Tensor value = empty(entry.Shape.ToArray(), TypeOf(entry));
        if (value.NumberOfElements * value.ElementSize != entry.Data.Length)
        {
            value.Dispose();
            throw new SiameseException($"The checkpoint's array '{entry.Name}' of shape ({string.Join(", ", entry.Shape)}) holds {entry.Data.Length:N0} bytes, which does not fit; train again.");
        }

        if (entry.Data.Length > 0)
        {
            entry.Data.Span.CopyTo(value.bytes);
        }

        return value;
    }

    /// <summary>The weights and running statistics of a model.</summary>
    public static IReadOnlyList<CheckpointEntry> FromModel(SiameseModule model)
    {
        using DisposeScope scope = NewDisposeScope();
        return [.. model.state_dict().Select(pair => From(ModelPrefix + pair.Key, pair.Value))];
    }

    /// <summary>Copies weights and running statistics into a model, by name.</summary>
    /// <param name="model">The model.</param>
    /// <param name="checkpoint">A checkpoint that holds them.</param>
    /// <param name="path">Where the checkpoint came from, for messages.</param>
    /// <exception cref="SiameseException">A name is missing, or a shape differs.</exception>
    public static void IntoModel(SiameseModule model, Checkpoint checkpoint, string path)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable guard = no_grad();
        var entries = checkpoint.Entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        foreach ((string name, Tensor target) in model.state_dict())
        {
            if (!entries.TryGetValue(ModelPrefix + name, out CheckpointEntry? entry))
            {
                throw new SiameseException($"The checkpoint '{path}' lacks the weights '{name}'; it belongs to another model.");
            }

            if (!entry.Shape.SequenceEqual(target.shape))
            {
                throw new SiameseException($"The checkpoint '{path}' holds '{name}' with the shape ({string.Join(", ", entry.Shape)}), the model needs ({string.Join(", ", target.shape)}); it belongs to another model.");
            }

            target.copy_(ToTensor(entry));
        }
    }

    private static string TypeName(ScalarType type) => type switch
    {
        ScalarType.Float32 => "float32",
        ScalarType.Float64 => "float64",
        ScalarType.Float16 => "float16",
        ScalarType.BFloat16 => "bfloat16",
        ScalarType.Int64 => "int64",
        ScalarType.Int32 => "int32",
        ScalarType.Int16 => "int16",
        ScalarType.Int8 => "int8",
        ScalarType.Byte => "uint8",
        ScalarType.Bool => "bool",
        _ => throw new SiameseException($"Tensors of the type {type} cannot be kept in a checkpoint."),
    };

    private static ScalarType TypeOf(CheckpointEntry entry) => entry.Type switch
    {
        "float32" => ScalarType.Float32,
        "float64" => ScalarType.Float64,
        "float16" => ScalarType.Float16,
        "bfloat16" => ScalarType.BFloat16,
        "int64" => ScalarType.Int64,
        "int32" => ScalarType.Int32,
        "int16" => ScalarType.Int16,
        "int8" => ScalarType.Int8,
        "uint8" => ScalarType.Byte,
        "bool" => ScalarType.Bool,
        _ => throw new SiameseException($"The checkpoint's array '{entry.Name}' has the unknown type '{entry.Type}'; it was written by another version."),
    };
}
