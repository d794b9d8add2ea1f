using System.Runtime.InteropServices;
using SiameseDsl.Checkpoints;
using SiameseDsl.Losses;
using SiameseDsl.Sampling;
using SiameseDsl.Training.Optimizers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SiameseDsl.Training;

/// <summary>What the loss of a training learns itself: class vectors, proxies, a temperature. Each loss that learns something has a group of its own in the optimiser.</summary>
internal static class LossParameters
{
    // No weight of a model has a stroke in its name.
    private const string Prefix = "loss/";
    private const string Classes = "classes";

    /// <summary>The groups of what the loss learns already.</summary>
    public static IEnumerable<ParameterGroup> Groups(Loss<Tensor, Tensor, Tensor> loss) => Parts(loss).Select(Group).Where(group => group.Parameters.Count > 0);

    /// <summary>Whether a loss still has to be told the classes.</summary>
    public static bool NeedClasses(Loss<Tensor, Tensor, Tensor> loss) => Parts(loss).Any(part => part.Loss is ClassLoss { Labels.Count: 0 });

    /// <summary>Tells the classes to the losses that learn something for each, and gives the groups of what was made.</summary>
    public static List<ParameterGroup> Declare(Loss<Tensor, Tensor, Tensor> loss, IReadOnlyCollection<int> labels, RandomSource random, Device device)
    {
        List<ParameterGroup> made = [];
        foreach ((string name, EmbeddingLoss part) in Parts(loss))
        {
            if (part is ClassLoss classes && classes.Declare(labels, random.Fork((ulong)made.Count), device))
            {
                made.Add(Group((name, part)));
            }
        }

        return made;
    }

    /// <summary>A copy of what the loss learned, and of the classes that it knows.</summary>
    public static IEnumerable<CheckpointEntry> Capture(Loss<Tensor, Tensor, Tensor> loss)
    {
        foreach ((string name, EmbeddingLoss part) in Parts(loss))
        {
            foreach ((string parameter, Parameter value) in part.named_parameters())
            {
                yield return TensorEntries.From(name + parameter, value);
            }

            if (part is ClassLoss { Labels.Count: > 0 } classes)
            {
                yield return new CheckpointEntry(name + Classes, "int64", [classes.Labels.Count], MemoryMarshal.AsBytes<long>([.. classes.Labels]).ToArray());
            }
        }
    }

    /// <summary>The classes that a saved loss knows; empty where it learns nothing for each.</summary>
    public static int[] ClassesIn(IEnumerable<CheckpointEntry> entries)
    {
        CheckpointEntry? saved = entries.FirstOrDefault(entry => entry.Name.StartsWith(Prefix, StringComparison.Ordinal) && entry.Name.EndsWith(Classes, StringComparison.Ordinal));
        return saved is null ? [] : Array.ConvertAll(MemoryMarshal.Cast<byte, long>(saved.Data.Span).ToArray(), label => (int)label);
    }

    /// <summary>Takes up what <see cref="Capture"/> gave, on a loss that knows the classes.</summary>
    /// <exception cref="SiameseException">An array is missing or has another shape.</exception>
    public static void Restore(Loss<Tensor, Tensor, Tensor> loss, IReadOnlyDictionary<string, CheckpointEntry> entries)
    {
        using var guard = no_grad();
        foreach ((string name, EmbeddingLoss part) in Parts(loss))
        {
            foreach ((string parameter, Parameter value) in part.named_parameters())
            {
                if (!entries.TryGetValue(name + parameter, out CheckpointEntry? entry) || !entry.Shape.SequenceEqual(value.shape))
                {
                    throw new SiameseException($"The saved state of the loss {part.Name} does not fit: '{name + parameter}' is missing or has another shape. It belongs to another loss or other data; train again.");
                }

                using Tensor saved = TensorEntries.ToTensor(entry);
                value.copy_(saved);
            }
        }
    }

    private static ParameterGroup Group((string Name, EmbeddingLoss Loss) part)
    {
        (string name, Parameter parameter)[] parameters = [.. part.Loss.named_parameters()];
        return new ParameterGroup([.. parameters.Select(entry => part.Name + entry.name)], [.. parameters.Select(entry => entry.parameter)], part.Loss.LearningRateFactor);
    }

    private static IEnumerable<(string Name, EmbeddingLoss Loss)> Parts(Loss<Tensor, Tensor, Tensor> loss) => loss switch
    {
        SumLoss sum => sum.Parts.Select((part, i) => ($"{Prefix}part{i + 1}.", part.Loss)),
        EmbeddingLoss labelled => [(Prefix, labelled)],
        _ => [],
    };
}
